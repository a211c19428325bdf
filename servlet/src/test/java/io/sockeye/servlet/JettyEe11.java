package io.sockeye.servlet;

import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;

/** Jetty's servlets of Jakarta EE 11. */
public final class JettyEe11 {
    private JettyEe11() {}

    /** See {@link Container#start}. */
    public static Container.Running start(int port, String contextPath, ServletContainerInitializer application)
            throws IOException {
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath(contextPath.isEmpty() ? "/" : contextPath);
        JakartaWebSocketServletContainerInitializer.configure(context, null);
        context.addServletContainerInitializer(application);
        return JettyContainer.start(port, context);
    }
}
