package io.sockeye.servlet;

import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;

/** Jetty's servlets of Jakarta EE 10. */
public final class JettyEe10 {
    private JettyEe10() {}

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
