/**
 * Netty as the host of Engine.IO: {@link io.sockeye.netty.NettyHost} listens on a port of its own, {@link io.sockeye.netty.SockeyeHandler} goes into the
 * pipeline of somebody else.
 */
module io.sockeye.netty {
    requires static transitive org.jspecify;
    requires transitive io.sockeye.engineio.server;
    requires transitive io.netty.transport;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.handler;
    requires io.netty.transport.classes.epoll;
    requires static io.netty.transport.classes.io_uring;

    exports io.sockeye.netty;

    provides io.sockeye.engineio.server.host.Host with
            io.sockeye.netty.NettyHost;
}
