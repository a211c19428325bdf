package io.sockeye.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One connection in one of the phases of its life, as the handler in its pipeline. Everything but {@link #execute} and {@link #loop} is event loop only. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told by exceptionCaught and channelInactive
abstract class Connection extends ChannelInboundHandlerAdapter {
    private final Loop loop;
    private @Nullable ChannelHandlerContext context;
    private long unwritten;

    /** Its neighbours among the connections of the loop, and whether it is one of them; the {@link Loop}'s. */
    @Nullable
    Connection before;

    @Nullable
    Connection after;

    boolean listed;

    Connection(Loop loop) {
        this.loop = loop;
    }

    /** Looks whether a deadline has passed; called now and then for connections that asked the loop for it. */
    abstract void sweep(long now);

    /** Begins this phase. */
    abstract void added(ChannelHandlerContext ctx);

    public final Loop loop() {
        return loop;
    }

    /** The context in the pipeline. */
    final ChannelHandlerContext ctx() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return ctx;
    }

    @Override
    public final void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        loop.add(this);
        added(ctx);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        loop.remove(this);
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failed(cause);
    }

    final void failed(Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            Log.broken(ctx().channel(), cause);
        } else {
            Log.handlerFailed(ctx().channel(), cause);
        }
        drop();
    }

    /** Whether the peer has taken some of what waits for it, but not all, since the last call. */
    final boolean isTaking() {
        ChannelOutboundBuffer pending = ctx().channel().unsafe().outboundBuffer();
        long before = unwritten;
        unwritten = pending == null ? 0 : pending.totalPendingWriteBytes() - pending.currentProgress();
        return unwritten > 0 && unwritten != before;
    }

    /** Closes without a word. */
    final void drop() {
        ctx().close();
    }

    /**
     * Says behind everything written that no more comes; the peer will close. Closing at once, with bytes unread, could take the last words from it.
     */
    final void finishOutput() {
        Channel channel = ctx().channel();
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        ctx().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (tls != null) {
                tls.closeOutbound();
            } else if (channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            } else {
                channel.close();
            }
        });
    }

    /** Runs a task of the layer above on the loop, from any thread. */
    public final void execute(Runnable task) {
        loop.execute(() -> guarded(task));
    }

    final void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }
}
