package io.sockeye.recipes.helidon;

import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostServer;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A Helidon with nothing but Sockeye in it. */
final class HelidonHost implements HostServer {
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final SockeyeRoute sockeye;
    private final WebServer server;

    HelidonHost(HostConfig config, ExchangeHandler handler) {
        sockeye = new SockeyeRoute(config, handler, target -> true);
        server = WebServer.builder()
                .update(builder -> encrypt(builder, config))
                .host(config.hostname())
                .port(config.port())
                .shutdownHook(false)
                .addConnectionSelector(sockeye.webSockets())
                .routing(routing -> routing.any(sockeye))
                .build()
                .start();
    }

    private static void encrypt(WebServerConfig.Builder builder, HostConfig config) {
        if (config.tls() != null) {
            builder.tls(Tls.builder().sslContext(config.tls()).build());
        }
    }

    int connections() {
        return sockeye.connections();
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", server.port());
    }

    @Override
    public void stopAccepting() {
        throw new UnsupportedOperationException("Helidon stops as a whole");
    }

    @Override
    public void close() {
        sockeye.dropConnections();
        server.stop();
        long end = System.nanoTime() + CLOSE_NANOS;
        while (connections() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS); // Helidon waits half a second for its threads, no longer
        }
    }
}
