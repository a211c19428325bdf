package io.sockeye.recipes.helidon;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.sockeye.server.SocketIoServer;

/** A room on Helidon: everybody hears what the others say and share, and {@code /room} tells how many they are. */
public final class HelidonRoom implements AutoCloseable {
    private final SocketIoServer io = SocketIoServer.create();
    private final WebServer server;

    /** Serves on port 8080. */
    public static void main(String[] arguments) {
        HelidonRoom room = new HelidonRoom(8080);
        Runtime.getRuntime().addShutdownHook(new Thread(room::close));
    }

    HelidonRoom(int port) {
        io.onConnect(socket -> socket.join("room"));
        io.onCall("say", String.class, (socket, text) -> {
            io.to("room").except(socket).emit("said", text);
            return "said";
        });
        io.onCall("share", byte[].class, (socket, bytes) -> {
            io.to("room").except(socket).emit("shared", bytes);
            return bytes.length;
        });

        SockeyeRoute sockeye = new SockeyeRoute(io.hostConfig(), io.engine());
        server = WebServer.builder()
                .port(port)
                .shutdownHook(false)
                .addConnectionSelector(sockeye.webSockets())
                .routing(routing -> routing.any(sockeye).get("/room", this::count))
                .build()
                .start();
    }

    /** A route of the application's own. */
    private void count(ServerRequest request, ServerResponse response) {
        response.send(io.of("/").sockets().size() + " in the room");
    }

    int port() {
        return server.port();
    }

    /** Clients hear that the server goes before Helidon drops them. */
    @Override
    public void close() {
        io.close();
        server.stop();
    }
}
