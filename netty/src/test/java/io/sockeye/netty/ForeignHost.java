package io.sockeye.netty;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.sockeye.engineio.server.EngineServer;
import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.Host;
import io.sockeye.engineio.server.host.HostConfig;
import javax.net.ssl.SSLContext;

/** A server of somebody else with a {@link SockeyeHandler} in its pipelines, which answers {@code POST /app} with the size of the body itself. */
public interface ForeignHost extends Host {
    /** How many connections are in the hands of the handler. */
    int connections();

    /** Serves what an engine accepts, or everything else than the application does. */
    static SockeyeHandler sockeye(HostConfig config, ExchangeHandler handler) {
        return handler instanceof EngineServer engine
                ? new SockeyeHandler(config, engine)
                : new SockeyeHandler(config, handler, target -> !target.startsWith("/app"));
    }

    /** For the server's side. */
    static SslContext tls(SSLContext context) {
        return new JdkSslContext(
                context, false, null, IdentityCipherSuiteFilter.INSTANCE, null, ClientAuth.NONE, null, false);
    }
}
