package io.sockeye.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.WebSocketForm;
import io.sockeye.engineio.WebSocketFrame;
import io.sockeye.engineio.server.host.FrameSink;
import io.sockeye.netty.MessageDeflater.DeflatedFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of one drain and turns them into frames, all in one buffer while they are small. One instance a loop serves all connections, one after
 * the other. Event loop only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told by exceptionCaught and channelInactive
final class OutboundSink implements FrameSink {
    private static final int FIRST_CAPACITY = 512;
    private static final int FRAME_OVERHEAD = 16;
    private static final int MAX_JOINED = 16 * 1024;
    /** Up to this size it is cheaper to copy a message behind others than to send one buffer more, shared as it may be. */
    private static final int MAX_COPIED = 1024;

    /** The threshold of connections that don't compress. */
    static final int NEVER = Integer.MAX_VALUE;

    private final Loop loop;
    private final SharedFrames shared = new SharedFrames();
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable ByteBuf out;
    /** Whether nothing may be written behind what is in {@link #out}, because others send it too. */
    private boolean sealed;

    private int threshold;
    private long bytes;
    private long room;

    OutboundSink(Loop loop) {
        this.loop = loop;
    }

    SharedFrames shared() {
        return shared;
    }

    /**
     * Begins a drain.
     *
     * @param first what leaves before the messages; the sink owns it
     * @param deflateThreshold how many bytes make a message worth deflating, or {@link #NEVER}
     */
    void begin(ChannelHandlerContext of, @Nullable ByteBuf first, int deflateThreshold) {
        ctx = of;
        out = first;
        sealed = false;
        threshold = deflateThreshold;
        bytes = 0;
        room = of.channel().bytesBeforeUnwritable();
    }

    /** Whether a drain is going on. */
    boolean isBusy() {
        return ctx != null;
    }

    /** Ends the drain: everything has been given to the channel, and is flushed. */
    void end() {
        ChannelHandlerContext current = context();
        ByteBuf rest = out;
        ctx = null;
        out = null;
        if (rest != null) {
            current.writeAndFlush(rest, current.voidPromise());
        }
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext current = ctx;
        if (current == null) {
            throw new IllegalStateException("a FrameSink is only good during onDrain");
        }
        return current;
    }

    @Override
    public boolean isFull() {
        return bytes >= room;
    }

    @Override
    public void text(byte[] utf8) {
        frame(null, Frames.TEXT, utf8);
    }

    @Override
    public void message(EncodedMessage message, WebSocketForm form, boolean compress) {
        int deflateThreshold = compress && message.byteSize() >= threshold ? threshold : NEVER;
        boolean repeated = shared.isRepeated(message, form, deflateThreshold);
        if (repeated && (out == null || message.byteSize() > MAX_COPIED)) {
            share(message, form, deflateThreshold);
        } else {
            frames(null, message, form, deflateThreshold);
        }
    }

    private void share(EncodedMessage message, WebSocketForm form, int deflateThreshold) {
        ByteBuf frames = shared.frames();
        if (frames == null) {
            frames = context().alloc().directBuffer(message.byteSize() + FRAME_OVERHEAD * message.packetCount());
            frames(frames, message, form, deflateThreshold);
            shared.keep(frames);
        }
        writeOut();
        out = frames.retainedDuplicate();
        sealed = true;
        bytes += frames.readableBytes();
    }

    /** Writes the frames of a message into a buffer, or else to where everything goes. */
    private void frames(@Nullable ByteBuf target, EncodedMessage message, WebSocketForm form, int deflateThreshold) {
        if (deflateThreshold != NEVER) {
            for (DeflatedFrame frame : loop.deflater().frames(message, form, deflateThreshold)) {
                frame(target, frame.start(), frame.payload());
            }
            return;
        }
        byte[] text = message.text();
        if (text != null) {
            frame(target, Frames.TEXT, text);
        }
        if (!message.binaries().isEmpty()) {
            attachments(target, message.frames(form), text == null ? 0 : 1);
        }
    }

    private void attachments(@Nullable ByteBuf target, List<WebSocketFrame> frames, int first) {
        for (int i = first; i < frames.size(); i++) {
            WebSocketFrame frame = frames.get(i);
            frame(target, frame.text() ? Frames.TEXT : Frames.BINARY, frame.payload());
        }
    }

    private void frame(@Nullable ByteBuf target, int start, byte[] payload) {
        int size = Frames.size(payload.length);
        ByteBuf to = target;
        if (to == null) {
            to = room(size);
            bytes += size;
        }
        Frames.writeHeader(to, start, payload.length);
        to.writeBytes(payload);
    }

    private ByteBuf room(int size) {
        ByteBuf current = out;
        if (current != null
                && (sealed || current.writableBytes() < size && current.readableBytes() + size > MAX_JOINED)) {
            writeOut();
            current = null;
        }
        if (current == null) {
            current = context().alloc().directBuffer(Math.max(FIRST_CAPACITY, size));
            out = current;
        }
        return current;
    }

    private void writeOut() {
        ByteBuf full = out;
        if (full != null) {
            out = null;
            sealed = false;
            context().write(full, context().voidPromise());
        }
    }
}
