package io.sockeye.servlet;

import io.sockeye.engineio.server.EngineServer;
import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.HostConfig;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.function.Predicate;

/**
 * Serves Engine.IO in front of a web application: first the requests that are its own, then the static files of the engine's options, and all others go on to the
 * application. Otherwise as {@link SockeyeServlet}.
 *
 * <pre>{@code
 * new SockeyeFilter(io.hostConfig(), io.engine()).addTo(servletContext);
 * }</pre>
 */
public final class SockeyeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient ServletEndpoint endpoint;
    private final transient Predicate<HttpServletRequest> mine;

    /**
     * A filter that serves what the engine accepts, and its static files.
     *
     * @param config the limits
     * @param engine hears of the requests
     */
    public SockeyeFilter(HostConfig config, EngineServer engine) {
        this(new ServletEndpoint(config, engine), request -> isMine(engine, request));
    }

    /**
     * A filter that serves what the caller chooses.
     *
     * @param config the limits
     * @param handler hears of the requests
     * @param mine which request targets (path, from the context path on, and query) to serve
     */
    public SockeyeFilter(HostConfig config, ExchangeHandler handler, Predicate<String> mine) {
        this(new ServletEndpoint(config, handler), request -> mine.test(ServletExchange.target(request)));
    }

    private SockeyeFilter(ServletEndpoint endpoint, Predicate<HttpServletRequest> mine) {
        this.endpoint = endpoint;
        this.mine = mine;
    }

    private static boolean isMine(EngineServer engine, HttpServletRequest request) {
        String target = ServletExchange.target(request);
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        return engine.accepts(target)
                || (reads && request.getHeader("Upgrade") == null && engine.hasStaticFile(target));
    }

    /**
     * Registers this filter, with all that it needs, in front of everything else.
     *
     * @param context the application, which is just being started
     * @return for settings of the caller's own
     * @throws IllegalStateException if the application has started already, or has this filter
     */
    public FilterRegistration.Dynamic addTo(ServletContext context) {
        FilterRegistration.Dynamic registration = context.addFilter("sockeye", this);
        if (registration == null) {
            throw new IllegalStateException("there is a Sockeye filter already");
        }
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        return registration;
    }

    /** Called by the container. */
    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (mine.test(request)) {
            endpoint.serve(request, response);
        } else {
            chain.doFilter(request, response);
        }
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
}
