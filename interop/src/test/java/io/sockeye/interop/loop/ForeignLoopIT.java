package io.sockeye.interop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.sockeye.engineio.server.EngineServer;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.netty.SockeyeHandler;
import io.sockeye.server.HandlerScheduler;
import io.sockeye.server.SocketIoServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The event loop of somebody else's pipeline. */
@Timeout(120)
class ForeignLoopIT {
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("mine"), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final SocketIoServer io = SocketIoServer.builder()
            .engine(options -> options.pingInterval(Duration.ofMinutes(10)))
            .handlerScheduler(HandlerScheduler.LOOP)
            .shutdownTimeout(Duration.ofMillis(300))
            .build();
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private int port;

    @BeforeEach
    void listen() {
        EngineServer engine = io.engine();
        SockeyeHandler sockeye = new SockeyeHandler(HostConfig.defaults(1_000_000), engine, engine::accepts);
        Channel listener = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), sockeye);
                    }
                })
                .bind("localhost", 0)
                .syncUninterruptibly()
                .channel();
        port = ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @AfterEach
    void close() {
        gate.countDown();
        io.close();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private Object heard() throws InterruptedException {
        Object next = heard.poll(40, TimeUnit.SECONDS);
        assertThat(next).as("something within 40 s").isNotNull();
        return next;
    }

    @Test
    void carriesHandlersWhichAreNotInTheEventLoop() throws Exception {
        io.on("where", socket -> {
            heard.add(Thread.currentThread().toString());
            heard.add(loop.inEventLoop());
        });
        try (LoopClient client = new LoopClient(port)) {
            client.send("42[\"where\"]");
            assertThat(heard().toString()).contains("@mine-");
            assertThat(heard()).isEqualTo(false);
        }
    }

    @Test
    void whenItEndsUnderABlockedHandlerTheHandlerStillEnds() throws Exception {
        io.on("wait", socket -> {
            try {
                heard.add("waits");
                gate.await();
            } finally {
                heard.add("finally on " + Thread.currentThread());
            }
        });
        try (LoopClient client = new LoopClient(port)) {
            client.send("42[\"wait\"]");
            assertThat(heard()).isEqualTo("waits");
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
            gate.countDown();
            assertThat(heard().toString()).startsWith("finally on").contains("@ForkJoinPool");
        }
    }
}
