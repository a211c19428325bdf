package io.sockeye.recipes.javalin;

import io.javalin.Javalin;
import io.sockeye.recipes.RecipeContract;

final class JavalinRoomIT extends RecipeContract {
    @Override
    protected Application start() {
        Javalin javalin = JavalinRoom.start(0);
        return new Application() {
            @Override
            public int port() {
                return javalin.port();
            }

            @Override
            public void stop() {
                javalin.stop();
            }
        };
    }
}
