package io.sockeye.servlet.war;

import io.sockeye.server.SocketIoServer;
import io.sockeye.servlet.SockeyeServlet;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

@WebListener
public final class LiveApplication implements ServletContextListener {
    private final SocketIoServer io = SocketIoServer.create();

    @Override
    public void contextInitialized(ServletContextEvent event) {
        io.onCall("sum", int.class, int.class, (socket, a, b) -> a + b);
        new SockeyeServlet(io.hostConfig(), io.engine()).addTo(event.getServletContext(), "/socket.io/*");
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        io.close();
    }
}
