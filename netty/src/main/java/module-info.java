/** Netty as the host of Engine.IO. */
module io.sockeye.netty {
    requires static transitive org.jspecify;
    requires transitive io.sockeye.engineio.server;
    requires transitive io.netty.transport;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.handler;
}
