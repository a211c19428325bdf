package io.sockeye.recipes.javalin;

import io.javalin.Javalin;
import io.sockeye.server.SocketIoServer;
import io.sockeye.servlet.SockeyeServlet;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;

/** A room on Javalin: everybody hears what the others say and share, and {@code /room} tells how many they are. */
public final class JavalinRoom {
    private JavalinRoom() {}

    /** Serves on port 8080. */
    public static void main(String[] arguments) {
        start(8080);
    }

    static Javalin start(int port) {
        SocketIoServer io = SocketIoServer.create();
        io.onConnect(socket -> socket.join("room"));
        io.onCall("say", String.class, (socket, text) -> {
            io.to("room").except(socket).emit("said", text);
            return "said";
        });
        io.onCall("share", byte[].class, (socket, bytes) -> {
            io.to("room").except(socket).emit("shared", bytes);
            return bytes.length;
        });

        SockeyeServlet sockeye = new SockeyeServlet(io.hostConfig(), io.engine());
        Javalin javalin = Javalin.create(config -> {
            config.routes.get(
                    "/room", context -> context.result(io.of("/").sockets().size() + " in the room"));
            config.jetty.modifyServletContextHandler(context -> JakartaWebSocketServletContainerInitializer.configure(
                    context, (application, websockets) -> sockeye.addTo(application, "/socket.io/*")));
            config.events.serverStopping(io::close);
        });
        return javalin.start(port);
    }
}
