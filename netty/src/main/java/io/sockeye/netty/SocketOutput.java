package io.sockeye.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.ReferenceCountUtil;
import io.sockeye.engineio.server.host.WebSocketHandler;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The way out of a websocket: drains, pongs, close frames. Event loop only, but for {@link #requestDrain}. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told by exceptionCaught and channelInactive
final class SocketOutput {
    private final NettyWebSocket socket;
    private final WebSocketHandler handler;
    private final int deflateThreshold;
    /** Whether an empty outbound buffer of the channel says that everything has been written. */
    private final boolean direct;

    /** In the loop's queue, or to be drained at the end of this read. */
    private final AtomicBoolean drainRequested = new AtomicBoolean();

    /** The next one in the loop's queue. */
    @Nullable
    SocketOutput nextDirty;

    private boolean drainAfterRead;
    private boolean waitsForRoom;
    /** The answer to the handshake and pongs: they leave with the next write. */
    private @Nullable ByteBuf first;
    /** The ping that is answered when there is room again; those before it need no answer (RFC 6455 §5.5.3). */
    private byte @Nullable [] latestPing;

    SocketOutput(NettyWebSocket socket, WebSocketHandler handler, Endpoint endpoint, boolean deflate) {
        this.socket = socket;
        this.handler = handler;
        this.deflateThreshold = deflate ? endpoint.config().deflateThresholdBytes() : OutboundSink.NEVER;
        this.direct = endpoint.direct();
    }

    private ChannelHandlerContext ctx() {
        return socket.ctx();
    }

    private boolean hasRoom() {
        return ctx().channel().isWritable();
    }

    /** From any thread. */
    void requestDrain() {
        if (!drainRequested.compareAndSet(false, true)) {
            return;
        }
        if (socket.loop().isCurrentThread() && socket.isInRead()) {
            drainAfterRead = true;
        } else {
            socket.loop().drainSoon(this);
        }
    }

    /** The loop's queue has come to this one. */
    void drainNow() {
        drainRequested.set(false);
        socket.guarded(this::drain);
    }

    /** Drains before its time, for a close frame that is to come behind; it stays where it was queued. */
    void drainIfRequested() {
        if (drainRequested.get()) {
            drain();
        }
    }

    /** What was read together has been handed up. */
    void readDone() {
        if (drainAfterRead) {
            drainAfterRead = false;
            drainRequested.set(false);
            drain();
        } else {
            flushFirst();
        }
    }

    private void drain() {
        if (!socket.isOpen()) {
            return;
        }
        if (!hasRoom()) {
            flushFirst();
            waitsForRoom = true;
            return;
        }
        OutboundSink sink = socket.loop().sink();
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
        ctx().flush();
        written(drained);
        if (full && hasRoom()) {
            requestDrain();
        } else if (full) {
            waitsForRoom = true;
        }
    }

    private void written(long drained) {
        if (drained == 0 || socket.isClosed()) {
            return;
        }
        if (isAllWritten()) {
            handler.onWritten(drained);
            return;
        }
        ctx().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(future -> {
            if (future.isSuccess() && !socket.isClosed()) {
                socket.guarded(() -> handler.onWritten(drained));
            }
        });
    }

    /** Whether everything is in the hands of the kernel; false when nobody knows. */
    boolean isAllWritten() {
        ChannelOutboundBuffer pending = ctx().channel().unsafe().outboundBuffer();
        return direct && pending != null && pending.isEmpty();
    }

    /** Takes what leaves before everything else: the answer to the handshake. */
    void first(ByteBuf answer) {
        first = answer;
    }

    /** There is room again. */
    void writable() {
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
    void pong(byte[] payload) {
        if (!socket.isOpen()) {
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
    void close(int code, String reason) {
        flushFirst();
        ctx().writeAndFlush(Frames.close(ctx(), code, reason), ctx().voidPromise());
    }

    /** Nothing more leaves. */
    void release() {
        ByteBuf out = first;
        first = null;
        ReferenceCountUtil.release(out);
    }
}
