package io.sockeye.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A {@link NettyHost} that listens. */
final class NettyServer implements HostServer {
    /** The kernel has the last word (somaxconn); thousands of clients may reconnect at once. */
    private static final int BACKLOG = 4096;

    private static final long CLOSE_SECONDS = 10;

    private final EventLoopGroup group;
    private final Loops loops;
    private final Channel listener;
    private final InetSocketAddress address;

    private NettyServer(EventLoopGroup group, Loops loops, Channel listener) {
        this.group = group;
        this.loops = loops;
        this.listener = listener;
        this.address = (InetSocketAddress) listener.localAddress();
    }

    static NettyServer start(HostConfig config, ExchangeHandler handler, int threads, IoTransport transport)
            throws IOException {
        Loops loops = new Loops();
        Endpoint endpoint =
                new Endpoint(config, handler, target -> true, config.tls() != null, config.tls() == null, loops);
        EventLoopGroup group =
                new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("sockeye"), transport.handler());
        group.forEach(executor -> loops.of((EventLoop) executor));
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(transport.serverChannel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new Initializer(endpoint))
                .bind(address(config))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var unused = group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS);
            throw new IOException("can't listen on " + address(config), bound.cause());
        }
        Log.event(bound.channel(), "listens");
        return new NettyServer(group, loops, bound.channel());
    }

    private static InetSocketAddress address(HostConfig config) {
        String hostname = config.hostname();
        return hostname == null ? new InetSocketAddress(config.port()) : new InetSocketAddress(hostname, config.port());
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    int connections() {
        return loops.connections();
    }

    @Override
    public void stopAccepting() {
        ChannelFuture closed = listener.close();
        if (!loops.containCurrentThread()) {
            closed.awaitUninterruptibly();
        }
    }

    @Override
    public void close() {
        if (loops.containCurrentThread()) {
            throw new IllegalStateException("close() blocks and was called on an event loop");
        }
        stopAccepting();
        loops.dropAll();
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        loops.release();
        Log.event(listener, "closed, with all its connections");
    }

    /** Fills the pipeline of each connection. */
    private static final class Initializer extends ChannelInitializer<Channel> {
        private final Endpoint endpoint;
        private final @Nullable SslContext tls;

        Initializer(Endpoint endpoint) {
            this.endpoint = endpoint;
            SSLContext given = endpoint.config().tls();
            this.tls = given == null
                    ? null
                    : new JdkSslContext(
                            given, false, null, IdentityCipherSuiteFilter.INSTANCE, null, ClientAuth.NONE, null, false);
        }

        @Override
        protected void initChannel(Channel channel) {
            if (tls != null) {
                SslHandler handler = tls.newHandler(channel.alloc());
                handler.setHandshakeTimeoutMillis(
                        endpoint.config().idleTimeout().toMillis());
                channel.pipeline().addLast(handler);
            }
            OwnHttpCodec codec = new OwnHttpCodec(endpoint.config().maxHeaderBytes());
            channel.pipeline().addLast(codec);
            channel.pipeline()
                    .addLast(new HttpConnection(endpoint, endpoint.loops().of(channel.eventLoop()), codec));
        }
    }
}
