package io.sockeye.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostServer;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A Netty application of somebody else with a {@link SockeyeHandler} in its pipeline; it answers {@code /app} itself. */
public final class EmbeddedHost implements ForeignHost {
    private final boolean aggregatorFirst;
    private SockeyeHandler sockeye;

    /** Behind the HTTP codec, or behind an aggregator. */
    public EmbeddedHost(boolean aggregatorFirst) {
        this.aggregatorFirst = aggregatorFirst;
    }

    @Override
    public int connections() {
        return sockeye.connections();
    }

    @Override
    public HostServer start(HostConfig config, ExchangeHandler handler) {
        sockeye = ForeignHost.sockeye(config, handler);
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Channel listener = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (config.tls() != null) {
                            channel.pipeline()
                                    .addLast(ForeignHost.tls(config.tls()).newHandler(channel.alloc()));
                        }
                        ChannelHandler aggregator = new HttpObjectAggregator(1_000_000);
                        channel.pipeline().addLast(new HttpServerCodec());
                        if (aggregatorFirst) {
                            channel.pipeline().addLast(aggregator, sockeye);
                        } else {
                            channel.pipeline().addLast(sockeye, aggregator);
                        }
                        channel.pipeline().addLast(new Application());
                    }
                })
                .bind("127.0.0.1", config.port())
                .syncUninterruptibly()
                .channel();
        return new Server(sockeye, group, listener);
    }

    private record Server(SockeyeHandler sockeye, EventLoopGroup group, Channel listener) implements HostServer {
        @Override
        public InetSocketAddress address() {
            return (InetSocketAddress) listener.localAddress();
        }

        @Override
        public void stopAccepting() {
            listener.close().awaitUninterruptibly();
        }

        @Override
        public void close() {
            if (listener.eventLoop().inEventLoop()) {
                throw new IllegalStateException("close() on an event loop");
            }
            stopAccepting();
            sockeye.dropConnections();
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    private static final class Application extends SimpleChannelInboundHandler<FullHttpRequest> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            FullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.OK,
                    Unpooled.copiedBuffer(
                            "application " + request.content().readableBytes(),
                            java.nio.charset.StandardCharsets.US_ASCII));
            response.headers()
                    .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
            ctx.writeAndFlush(response);
        }
    }
}
