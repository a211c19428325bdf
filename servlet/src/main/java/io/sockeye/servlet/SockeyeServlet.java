package io.sockeye.servlet;

import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.HostConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Serves polling and websockets of Engine.IO on one URL of a web application. Needs a container with Jakarta Servlet 6.0 or later, and for websockets
 * Jakarta WebSocket 2.1 or later; without the latter clients stay with polling.
 *
 * <pre>{@code
 * SocketIoServer io = SocketIoServer.create();
 * new SockeyeServlet(io.hostConfig(), io.engine()).addTo(servletContext, "/socket.io/*");
 * }</pre>
 *
 * <p>Paths count from the context path of the application. A waiting poll holds no thread of the container. Of the config, {@code hostname}, {@code port},
 * {@code tls}, {@code maxHeaderBytes}, {@code deflateThresholdBytes} and {@code idleTimeout} are the container's own business and have no effect here.
 */
public final class SockeyeServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient ServletEndpoint endpoint;

    /**
     * A servlet for one application.
     *
     * @param config the limits
     * @param handler hears of the requests; an {@code EngineServer}, nearly always
     */
    public SockeyeServlet(HostConfig config, ExchangeHandler handler) {
        this.endpoint = new ServletEndpoint(config, handler);
    }

    /**
     * Registers this servlet, with all that it needs, under a name made of the pattern.
     *
     * @param context the application, which is just being started
     * @param pattern for the container, {@code /socket.io/*} unless the path of the engine is another one
     * @return for settings of the caller's own
     * @throws IllegalStateException if the application has started already, or has a servlet of that name
     */
    public ServletRegistration.Dynamic addTo(ServletContext context, String pattern) {
        ServletRegistration.Dynamic registration = context.addServlet("sockeye " + pattern, this);
        if (registration == null) {
            throw new IllegalStateException("there is a Sockeye servlet for " + pattern + " already");
        }
        registration.setAsyncSupported(true);
        registration.setLoadOnStartup(1);
        registration.addMapping(pattern);
        return registration;
    }

    /** Called by the container. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        endpoint.serve(request, response);
    }

    /** Called by the container. */
    @Override
    public void init() {
        endpoint.begin();
    }

    /** Called by the container: drops all connections. */
    @Override
    public void destroy() {
        endpoint.end();
    }

    int connections() {
        return endpoint.connections();
    }
}
