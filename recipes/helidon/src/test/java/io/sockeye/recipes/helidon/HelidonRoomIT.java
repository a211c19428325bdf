package io.sockeye.recipes.helidon;

import io.sockeye.recipes.RecipeContract;

final class HelidonRoomIT extends RecipeContract {
    @Override
    protected Application start() {
        HelidonRoom room = new HelidonRoom(0);
        return new Application() {
            @Override
            public int port() {
                return room.port();
            }

            @Override
            public void stop() {
                room.close();
            }
        };
    }
}
