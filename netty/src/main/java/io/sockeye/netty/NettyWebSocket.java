package io.sockeye.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import io.sockeye.engineio.Utf8;
import io.sockeye.engineio.server.host.WebSocketConnection;
import io.sockeye.engineio.server.host.WebSocketHandler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A websocket: after the upgrade the only handler in its pipeline (but that of TLS). Fields without further word are event loop only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told by exceptionCaught and channelInactive
final class NettyWebSocket extends SocketOutput implements WebSocketConnection {
    /** How long a peer may leave a close frame unanswered, counted from the last byte that it took. */
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final long SLOW_CLOSE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final FrameDecoder decoder;
    private final int maxMessageBytes;

    private State state = State.OPENING;
    private boolean readable = true;
    private boolean inRead;
    private boolean handedUp;
    /** What was read and may not be handed up now. */
    private @Nullable ByteBuf unread;

    private int closeCode = CloseCode.ABNORMAL;
    /** Null until this side closes. */
    private @Nullable Closing closing;

    NettyWebSocket(Loop loop, WebSocketHandler handler, Endpoint endpoint, boolean deflate) {
        super(loop, handler, endpoint, deflate);
        this.maxMessageBytes = endpoint.config().maxMessageBytes();
        this.decoder = new FrameDecoder(maxMessageBytes, deflate);
    }

    @Override
    void added(ChannelHandlerContext ctx) {
        Log.event(ctx.channel(), "is a websocket");
    }

    /** Opens it. Frames that came behind the request have waited. What the handler has to say at once leaves together with the answer to the handshake. */
    void open(@Nullable ByteBuf answer) {
        if (answer != null) {
            first(answer);
        }
        guarded(this::opened);
    }

    private void opened() {
        state = State.OPEN;
        inRead = true;
        try {
            handler().onOpen(this);
            readUnread();
        } finally {
            readDone();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (!(msg instanceof ByteBuf in)) {
            ReferenceCountUtil.release(msg);
            return;
        }
        inRead = true;
        ByteBuf earlier = unread;
        if (earlier != null) {
            unread = null;
            in = Unpooled.wrappedBuffer(earlier, in);
        }
        read(in);
    }

    private void read(ByteBuf in) {
        try {
            while (reads() && step(decoder.next(in))) {}
            if (in.isReadable() && (state == State.OPENING || state == State.OPEN)) {
                unread = in.retain();
            }
        } finally {
            in.release();
        }
    }

    private boolean reads() {
        return state == State.OPEN && readable || state == State.CLOSING;
    }

    private boolean step(FrameDecoder.Result found) {
        switch (found) {
            case NEED_MORE, PONG -> {}
            case MESSAGE -> {
                if (decoder.isCompressed()) {
                    inflate(decoder.takePayload());
                } else {
                    handUp(decoder.takePayload());
                }
            }
            case PING -> pong(decoder.takePayload());
            case CLOSE -> {
                ended(decoder.closeCode());
                finishAnswered();
            }
            case VIOLATION -> {
                ended(decoder.closeCode());
                finishOutput();
            }
        }
        return found != FrameDecoder.Result.NEED_MORE;
    }

    private void inflate(byte[] deflated) {
        MessageInflater inflater = loop().inflater();
        int code = inflater.inflate(deflated, maxMessageBytes);
        byte[] message = inflater.take();
        if (code == 0 && decoder.isText() && Utf8.validUntil(message, 0, message.length) != message.length) {
            code = CloseCode.INVALID_DATA;
        }
        if (code == 0) {
            handUp(message);
        } else {
            ended(code);
            finishOutput();
        }
    }

    private void handUp(byte[] payload) {
        if (state != State.OPEN) {
            return;
        }
        handedUp = true;
        if (decoder.isText()) {
            handler().onText(payload);
        } else {
            handler().onBinary(payload);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (inRead) {
            readDone();
        }
    }

    @Override
    boolean isInRead() {
        return inRead;
    }

    @Override
    boolean isOpen() {
        return state == State.OPEN;
    }

    @Override
    boolean isClosed() {
        return state == State.CLOSED;
    }

    private void readDone() {
        try {
            if (handedUp && state == State.OPEN) {
                handedUp = false;
                handler().onReadComplete();
            }
        } finally {
            inRead = false;
        }
        afterRead();
    }

    @Override
    public void readable(boolean wanted) {
        onLoop(() -> {
            if (state == State.OPEN && readable != wanted) {
                readable = wanted;
                readAgain();
                ctx().channel().config().setAutoRead(readable);
            }
        });
    }

    /** Goes on with what was left unread, unless this is called in the middle of a read, which goes on by itself. */
    private void readAgain() {
        if (inRead || unread == null) {
            return;
        }
        inRead = true;
        try {
            readUnread();
        } finally {
            readDone();
        }
    }

    private void readUnread() {
        ByteBuf held = unread;
        if (held != null && reads()) {
            unread = null;
            read(held);
        }
    }

    @Override
    public void close(int code, String reason) {
        onLoop(() -> {
            drainIfRequested();
            if (state != State.OPEN) {
                return;
            }
            state = State.CLOSING;
            closeCode = code;
            sayClose(code, reason);
            readAgain();
        });
    }

    /** A close frame of the peer or a violation of it is the end. The handler hears of it at once. */
    private void ended(int code) {
        boolean answered = state == State.CLOSING;
        state = State.CLOSED;
        if (!answered) {
            closeCode = code;
            sayClose(code, "");
        }
        handler().onClose(closeCode);
    }

    /** Both sides have said that they are done. Nothing can be unread, so the connection is closed at once unless the last words still wait. */
    private void finishAnswered() {
        if (isAllWritten()) {
            drop();
        } else {
            finishOutput();
        }
    }

    private void sayClose(int code, String reason) {
        closing = new Closing(System.nanoTime());
        loop().timed(this, true);
        ctx().channel().config().setAutoRead(true);
        sendClose(code, reason);
    }

    @Override
    void sweep(long now) {
        Closing since = closing;
        if (since == null) {
            return;
        }
        if (isTaking()) {
            since.taken(now);
        }
        if (since.isOver(now)) {
            drop();
        }
    }

    @Override
    public void abort() {
        onLoop(this::drop);
    }

    /** At once if this is the loop, but never in the middle of a drain: what was given to the sink comes first. */
    private void onLoop(Runnable task) {
        if (loop().isCurrentThread() && !loop().sink().isBusy()) {
            task.run();
        } else {
            execute(task);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        discardUnread();
        State before = state;
        state = State.CLOSED;
        Log.event(ctx.channel(), "websocket closed");
        if (before != State.CLOSED) {
            handler().onClose(closeCode);
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        super.handlerRemoved(ctx);
        releaseOutput();
        discardUnread();
    }

    private void discardUnread() {
        ByteBuf held = unread;
        unread = null;
        ReferenceCountUtil.release(held);
    }

    /** How long the close frame has waited for its answer. */
    private static final class Closing {
        private final long started;
        private long lastTaken;

        Closing(long now) {
            started = now;
            lastTaken = now;
        }

        /** The peer takes what was written before the close frame. */
        void taken(long now) {
            lastTaken = now;
        }

        boolean isOver(long now) {
            return now - lastTaken > CLOSE_NANOS || now - started > SLOW_CLOSE_NANOS;
        }
    }

    private enum State {
        /** The handshake isn't answered yet. */
        OPENING,
        OPEN,
        /** This side has sent a close frame; messages are thrown away until the peer's comes. */
        CLOSING,
        /** The handler has heard of the end. */
        CLOSED
    }
}
