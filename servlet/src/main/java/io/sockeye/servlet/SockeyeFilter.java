package io.sockeye.servlet;

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
 * Serves Engine.IO in front of a web application: the requests that are its own, all others go on to the application. Otherwise as {@link SockeyeServlet}.
 *
 * <pre>{@code
 * EngineServer engine = io.engine();
 * new SockeyeFilter(io.hostConfig(), engine, engine::accepts).addTo(servletContext);
 * }</pre>
 */
public final class SockeyeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient ServletEndpoint endpoint;
    private final transient Predicate<String> mine;

    /**
     * @param config the limits
     * @param handler hears of the requests
     * @param mine which request targets (path, from the context path on, and query) to serve
     */
    public SockeyeFilter(HostConfig config, ExchangeHandler handler, Predicate<String> mine) {
        this.endpoint = new ServletEndpoint(config, handler);
        this.mine = mine;
    }

    /**
     * Registers this filter, with all that it needs, in front of everything else.
     *
     * @param context the application, which is just being started
     * @return for settings of the caller's own
     */
    public FilterRegistration.Dynamic addTo(ServletContext context) {
        FilterRegistration.Dynamic registration = context.addFilter("sockeye", this);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        return registration;
    }

    /** Called by the container. */
    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (mine.test(ServletExchange.target(request))) {
            endpoint.serve(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Called by the container: drops all connections. */
    @Override
    public void destroy() {
        endpoint.dropConnections();
    }
}
