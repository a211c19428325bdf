package io.sockeye.recipes.jetty;

import io.sockeye.server.SocketIoServer;
import io.sockeye.servlet.SockeyeServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/** A room on Jetty: everybody hears what the others say and share, and {@code /room} tells how many they are. */
public final class JettyRoom {
    private JettyRoom() {}

    /** Serves on port 8080. */
    public static void main(String[] arguments) throws Exception {
        start(8080).join();
    }

    static Server start(int port) throws Exception {
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

        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(new RoomServlet(io)), "/room");
        SockeyeServlet sockeye = new SockeyeServlet(io.hostConfig(), io.engine());
        JakartaWebSocketServletContainerInitializer.configure(
                context, (application, websockets) -> sockeye.addTo(application, "/socket.io/*"));

        Server server = new Server(port);
        server.setHandler(context);
        server.addEventListener(closing(io));
        server.start();
        return server;
    }

    /** Clients hear that the server goes before Jetty drops them. */
    private static LifeCycle.Listener closing(SocketIoServer io) {
        return new LifeCycle.Listener() {
            @Override
            public void lifeCycleStopping(LifeCycle event) {
                io.close();
            }
        };
    }

    /** A servlet of the application's own. */
    private static final class RoomServlet extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient SocketIoServer io;

        RoomServlet(SocketIoServer io) {
            this.io = io;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(io.of("/").sockets().size() + " in the room");
        }
    }
}
