package io.sockeye.netty;

import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRoutes;
import reactor.netty.resources.LoopResources;

/** A reactor-netty application, as Spring WebFlux is one, with a {@link SockeyeHandler} in its pipelines; it answers {@code /app} itself. */
public final class ReactorNettyHost implements ForeignHost {
    private SockeyeHandler sockeye;

    @Override
    public int connections() {
        return sockeye.connections();
    }

    @Override
    public HostServer start(HostConfig config, ExchangeHandler handler) {
        sockeye = ForeignHost.sockeye(config, handler);
        LoopResources loops = LoopResources.create("reactor", 1, 2, true);
        HttpServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(config.port())
                .runOn(loops, false)
                .doOnChannelInit((observer, channel, remote) ->
                        channel.pipeline().addAfter(NettyPipeline.HttpCodec, "sockeye", sockeye))
                .route(ReactorNettyHost::application);
        if (config.tls() != null) {
            server = server.secure(spec -> spec.sslContext(ForeignHost.tls(config.tls())));
        }
        return new Server(sockeye, loops, server.bindNow());
    }

    private static void application(HttpServerRoutes routes) {
        routes.post(
                "/app",
                (request, response) -> response.sendString(request.receive()
                        .aggregate()
                        .asByteArray()
                        .map(bytes -> bytes.length)
                        .switchIfEmpty(Mono.just(0))
                        .map(length -> "application " + length)));
    }

    private record Server(SockeyeHandler sockeye, LoopResources loops, DisposableServer listener)
            implements HostServer {
        @Override
        public InetSocketAddress address() {
            return (InetSocketAddress) listener.address();
        }

        @Override
        public void stopAccepting() {
            listener.disposeNow(Duration.ofSeconds(10));
        }

        @Override
        public void close() {
            if (Schedulers.isInNonBlockingThread()) {
                throw new IllegalStateException("close() on an event loop");
            }
            stopAccepting();
            sockeye.dropConnections();
            loops.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
        }
    }
}
