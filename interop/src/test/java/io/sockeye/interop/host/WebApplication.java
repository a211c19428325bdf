package io.sockeye.interop.host;

import io.sockeye.engineio.server.EngineServer;
import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostServer;
import io.sockeye.servlet.Container;
import io.sockeye.servlet.SockeyeFilter;
import io.sockeye.servlet.SockeyeServlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A web application in a servlet container with a servlet of its own at {@code /app}, and Sockeye beside or in front of it. */
final class WebApplication implements HostServer {
    private final Container.Running container;

    private WebApplication(Container.Running container) {
        this.container = container;
    }

    static WebApplication withServlet(Container container, HostConfig config, ExchangeHandler handler)
            throws IOException {
        SockeyeServlet servlet = new SockeyeServlet(config, handler);
        String pattern = engine(handler).options().transport().path() + "/*";
        return new WebApplication(container.start(config.port(), "", (classes, context) -> {
            register(context);
            servlet.addTo(context, pattern);
        }));
    }

    static WebApplication withFilter(Container container, HostConfig config, ExchangeHandler handler)
            throws IOException {
        SockeyeFilter filter = new SockeyeFilter(config, engine(handler));
        return new WebApplication(container.start(config.port(), "", (classes, context) -> {
            register(context);
            filter.addTo(context);
        }));
    }

    private static EngineServer engine(ExchangeHandler handler) {
        return (EngineServer) handler;
    }

    private static void register(ServletContext context) {
        context.addServlet("application", new Application()).addMapping("/app");
    }

    @Override
    public InetSocketAddress address() {
        return container.address();
    }

    @Override
    public void stopAccepting() {
        // the application goes on
    }

    @Override
    public void close() {
        container.close();
    }

    /** Answers the size of the body. */
    private static final class Application extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            int length = request.getInputStream().readAllBytes().length;
            response.getWriter().print("application " + length);
        }
    }
}
