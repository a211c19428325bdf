package io.sockeye.interop.host;

import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.Host;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostServer;
import io.sockeye.netty.EmbeddedHost;
import io.sockeye.netty.NettyHost;
import io.sockeye.netty.ReactorNettyHost;
import io.sockeye.servlet.JettyEe11;
import io.sockeye.servlet.TomcatContainer;
import io.sockeye.servlet.UndertowContainer;
import java.io.IOException;

/** Every web server that Sockeye runs in: {@code builder.host(HostUnderTest.NETTY)}. Those of somebody else answer {@code POST /app} themselves. */
public enum HostUnderTest implements Host {
    /** On a port of its own. */
    NETTY(new NettyHost()),
    /** In the pipeline of a Netty application. */
    NETTY_PIPELINE(new EmbeddedHost(false)),
    /** In that of reactor-netty, which carries Spring WebFlux. */
    REACTOR_NETTY(new ReactorNettyHost()),
    /** Beside the servlets of an application. */
    TOMCAT((config, handler) -> WebApplication.withServlet(TomcatContainer::start, config, handler)),
    /** In front of them. */
    TOMCAT_FILTER((config, handler) -> WebApplication.withFilter(TomcatContainer::start, config, handler)),
    /** As in Tomcat. */
    JETTY((config, handler) -> WebApplication.withServlet(JettyEe11::start, config, handler)),
    /** As in Tomcat. */
    JETTY_FILTER((config, handler) -> WebApplication.withFilter(JettyEe11::start, config, handler)),
    /** As in Tomcat. */
    UNDERTOW((config, handler) -> WebApplication.withServlet(UndertowContainer::start, config, handler)),
    /** As in Tomcat. */
    UNDERTOW_FILTER((config, handler) -> WebApplication.withFilter(UndertowContainer::start, config, handler));

    private final Host host;

    HostUnderTest(Host host) {
        this.host = host;
    }

    /** Whether there is an application beside Sockeye. */
    public boolean hasApplication() {
        return this != NETTY;
    }

    @Override
    public HostServer start(HostConfig config, ExchangeHandler handler) throws IOException {
        return host.start(config, handler);
    }
}
