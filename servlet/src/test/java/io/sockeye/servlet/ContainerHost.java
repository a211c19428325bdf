package io.sockeye.servlet;

import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A container with nothing but the servlet in it. */
final class ContainerHost implements HostServer {
    private final SockeyeServlet servlet;
    private final Container.Running container;

    ContainerHost(Container container, HostConfig config, ExchangeHandler handler) throws IOException {
        this.servlet = new SockeyeServlet(config, handler);
        this.container = container.start(config.port(), "", (classes, application) -> servlet.addTo(application, "/*"));
    }

    int connections() {
        return servlet.connections();
    }

    int threads() {
        return container.threads();
    }

    @Override
    public InetSocketAddress address() {
        return container.address();
    }

    @Override
    public void stopAccepting() {
        throw new UnsupportedOperationException("the container's own business");
    }

    @Override
    public void close() {
        container.close();
    }
}
