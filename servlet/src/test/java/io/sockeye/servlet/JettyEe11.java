package io.sockeye.servlet;

import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
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

    /**
     * A web application as users build them.
     *
     * @param war unpacked
     */
    static Container.Running startWar(String contextPath, Path war) throws IOException {
        WebAppContext application = new WebAppContext();
        application.setContextPath(contextPath);
        application.setBaseResourceAsPath(war);
        return JettyContainer.start(0, application);
    }
}
