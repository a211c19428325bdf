package io.sockeye.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * A connection that has had its last answer: what still arrives is thrown away until the client closes. Closing at once, with bytes unread, would reset the
 * connection and could take the answer from the client.
 */
final class Lingering extends Connection {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private long since = System.nanoTime();

    Lingering(Loop loop) {
        super(loop);
    }

    @Override
    void added(ChannelHandlerContext ctx) {
        loop().timed(this, true);
        ctx.channel().config().setAutoRead(true);
        finishOutput();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ReferenceCountUtil.release(msg);
    }

    @Override
    void sweep(long now) {
        if (isTaking()) {
            since = now;
        } else if (now - since > PATIENCE_NANOS) {
            drop();
        }
    }
}
