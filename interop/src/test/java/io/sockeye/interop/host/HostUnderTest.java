package io.sockeye.interop.host;

import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.Host;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostServer;
import io.sockeye.netty.EmbeddedHost;
import io.sockeye.netty.NettyHost;
import io.sockeye.netty.ReactorNettyHost;
import java.io.IOException;
import java.util.function.Supplier;

/** Every web server that Sockeye runs in: {@code builder.host(HostUnderTest.NETTY)}. Those of somebody else answer {@code POST /app} themselves. */
public enum HostUnderTest implements Host {
    /** On a port of its own. */
    NETTY(NettyHost::new),
    /** In the pipeline of a Netty application. */
    NETTY_PIPELINE(() -> new EmbeddedHost(false)),
    /** In that of reactor-netty, which carries Spring WebFlux. */
    REACTOR_NETTY(ReactorNettyHost::new);

    private final Supplier<Host> host;

    HostUnderTest(Supplier<Host> host) {
        this.host = host;
    }

    /** Whether there is an application beside Sockeye. */
    public boolean hasApplication() {
        return this != NETTY;
    }

    @Override
    public HostServer start(HostConfig config, ExchangeHandler handler) throws IOException {
        return host.get().start(config, handler);
    }
}
