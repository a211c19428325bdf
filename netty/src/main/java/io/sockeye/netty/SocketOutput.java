package io.sockeye.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.ReferenceCountUtil;
import io.sockeye.engineio.server.host.WebSocketHandler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a websocket: drains, pongs, close frames. A part of the {@link NettyWebSocket} and not an object beside it: a broadcast touches each connection once, and each object more is memory
 * that isn't in the cache. Event loop only, but for {@link #requestDrain}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told by exceptionCaught and channelInactive
abstract class SocketOutput extends Connection {
    private static final VarHandle DRAIN_REQUESTED;

    static {
        try {
            DRAIN_REQUESTED = MethodHandles.lookup().findVarHandle(SocketOutput.class, "drainRequested", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final WebSocketHandler handler;
    private final int deflateThreshold;
    /** Whether an empty outbound buffer of the channel says that everything has been written. */
    private final boolean direct;

    /** In the loop's queue, or to be drained at the end of this read. */
    private volatile boolean drainRequested;

    /** The next one in the loop's queue. */
    @Nullable
    SocketOutput nextDirty;

    private boolean drainAfterRead;
    private boolean waitsForRoom;
    /** The answer to the handshake and pongs: they leave with the next write. */
    private @Nullable ByteBuf first;
    /** The ping that is answered when there is room again; those before it need no answer (RFC 6455 §5.5.3). */
    private byte @Nullable [] latestPing;

    SocketOutput(Loop loop, WebSocketHandler handler, Endpoint endpoint, boolean deflate) {
        super(loop);
        this.handler = handler;
        this.deflateThreshold = deflate ? endpoint.config().deflateThresholdBytes() : OutboundSink.NEVER;
        this.direct = endpoint.direct();
    }

    /** Whether what has been read is being handed up; {@link #afterRead} follows. */
    abstract boolean isInRead();

    /** Whether messages may be sent. */
    abstract boolean isOpen();

    /** Whether the handler has heard of the end. */
    abstract boolean isClosed();

    final WebSocketHandler handler() {
        return handler;
    }

    private boolean hasRoom() {
        return ctx().channel().isWritable();
    }

    /** From any thread. */
    public final void requestDrain() {
        if (drainRequested || !DRAIN_REQUESTED.compareAndSet(this, false, true)) {
            return;
        }
        if (loop().isCurrentThread() && isInRead()) {
            drainAfterRead = true;
        } else {
            loop().drainSoon(this);
        }
    }

    /** The loop's queue has come to this one. */
    final void drainNow() {
        drainRequested = false;
        try {
            drain();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /** Drains before its time, for a close frame that is to come behind; it stays where it was queued. */
    final void drainIfRequested() {
        if (drainRequested) {
            drain();
        }
    }

    /** What was read together has been handed up. */
    final void afterRead() {
        if (drainAfterRead) {
            drainAfterRead = false;
            drainRequested = false;
            drain();
        } else {
            flushFirst();
        }
    }

    private void drain() {
        if (!isOpen()) {
            return;
        }
        if (!hasRoom()) {
            flushFirst();
            waitsForRoom = true;
            return;
        }
        OutboundSink sink = loop().sink();
        if (sink.isBusy()) {
            requestDrain();
            return;
        }
        sink.begin(ctx(), first, deflateThreshold);
        first = null;
        long drained;
        boolean full;
        try {
            drained = handler.onDrain(sink);
        } finally {
            full = sink.isFull();
            sink.end();
        }
        written(drained);
        if (full && hasRoom()) {
            requestDrain();
        } else if (full) {
            waitsForRoom = true;
        }
    }

    private void written(long drained) {
        if (drained == 0 || isClosed()) {
            return;
        }
        if (isAllWritten()) {
            handler.onWritten(drained);
            return;
        }
        ctx().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(future -> {
            if (future.isSuccess() && !isClosed()) {
                guarded(() -> handler.onWritten(drained));
            }
        });
    }

    /** Whether everything is in the hands of the kernel; false when nobody knows. */
    final boolean isAllWritten() {
        ChannelOutboundBuffer pending = ctx().channel().unsafe().outboundBuffer();
        return direct && pending != null && pending.isEmpty();
    }

    /** Takes what leaves before everything else: the answer to the handshake. */
    final void first(ByteBuf answer) {
        first = answer;
    }

    @Override
    public final void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            writable();
        }
    }

    private void writable() {
        byte[] ping = latestPing;
        if (ping != null) {
            latestPing = null;
            pong(ping);
            waitsForRoom = true;
        }
        if (waitsForRoom) {
            waitsForRoom = false;
            requestDrain();
        }
    }

    /** Answers a ping, soon; when there is no room, only the latest one will be. */
    final void pong(byte[] payload) {
        if (!isOpen()) {
            return;
        }
        if (!hasRoom()) {
            latestPing = payload;
            return;
        }
        ByteBuf out = first;
        if (out == null) {
            out = ctx().alloc().directBuffer();
            first = out;
        }
        Frames.writeHeader(out, Frames.PONG, payload.length);
        out.writeBytes(payload);
    }

    private void flushFirst() {
        ByteBuf out = first;
        if (out != null) {
            first = null;
            ctx().writeAndFlush(out, ctx().voidPromise());
        }
    }

    /** Sends a close frame behind everything else. */
    final void sendClose(int code, String reason) {
        flushFirst();
        ctx().writeAndFlush(Frames.close(ctx(), code, reason), ctx().voidPromise());
    }

    /** Nothing more leaves. */
    final void releaseOutput() {
        ByteBuf out = first;
        first = null;
        ReferenceCountUtil.release(out);
    }
}
