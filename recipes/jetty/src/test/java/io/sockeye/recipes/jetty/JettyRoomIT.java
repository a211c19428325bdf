package io.sockeye.recipes.jetty;

import io.sockeye.recipes.RecipeContract;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

final class JettyRoomIT extends RecipeContract {
    @Override
    protected Application start() throws Exception {
        Server server = JettyRoom.start(0);
        return new Application() {
            @Override
            public int port() {
                return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
            }

            @Override
            public void stop() throws Exception {
                server.stop();
            }
        };
    }
}
