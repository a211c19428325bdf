package io.sockeye.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.WebSocketForm;
import io.sockeye.engineio.WebSocketFrame;
import io.sockeye.engineio.server.host.FrameSink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of one drain and turns them into frames, all in one buffer while they are small. One instance a loop serves all connections, one after
 * the other. Event loop only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told by exceptionCaught and channelInactive
final class OutboundSink implements FrameSink {
    private static final int FIRST_CAPACITY = 512;
    private static final int MAX_JOINED = 16 * 1024;

    /** The threshold of connections that don't compress. */
    static final int NEVER = Integer.MAX_VALUE;

    private final Loop loop;
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable ByteBuf out;
    private int threshold;
    private long bytes;
    private long room;

    OutboundSink(Loop loop) {
        this.loop = loop;
    }

    /**
     * Begins a drain.
     *
     * @param first what leaves before the messages; the sink owns it
     * @param deflateThreshold how many bytes make a message worth deflating, or {@link #NEVER}
     */
    void begin(ChannelHandlerContext of, @Nullable ByteBuf first, int deflateThreshold) {
        Channel channel = of.channel();
        ctx = of;
        out = first;
        threshold = deflateThreshold;
        bytes = 0;
        room = channel.bytesBeforeUnwritable();
    }

    /** Whether a drain is going on. */
    boolean isBusy() {
        return ctx != null;
    }

    /** Ends the drain: everything has been given to the channel, nothing is flushed. */
    void end() {
        ByteBuf rest = out;
        out = null;
        if (rest != null) {
            context().write(rest, context().voidPromise());
        }
        ctx = null;
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
        frame(Frames.TEXT, utf8);
    }

    @Override
    public void message(EncodedMessage message, WebSocketForm form, boolean compress) {
        if (compress && threshold != NEVER && message.byteSize() >= threshold) {
            deflated(message, form);
            return;
        }
        byte[] text = message.text();
        if (text != null) {
            frame(Frames.TEXT, text);
        }
        if (!message.binaries().isEmpty()) {
            attachments(message.frames(form), text == null ? 0 : 1);
        }
    }

    private void attachments(List<WebSocketFrame> frames, int first) {
        for (int i = first; i < frames.size(); i++) {
            WebSocketFrame frame = frames.get(i);
            frame(frame.text() ? Frames.TEXT : Frames.BINARY, frame.payload());
        }
    }

    private void deflated(EncodedMessage message, WebSocketForm form) {
        for (MessageDeflater.DeflatedFrame frame : loop.deflater().frames(message, form, threshold)) {
            frame(frame.start(), frame.payload());
        }
    }

    private void frame(int start, byte[] payload) {
        int size = Frames.size(payload.length);
        ByteBuf target = room(size);
        Frames.writeHeader(target, start, payload.length);
        target.writeBytes(payload);
        bytes += size;
    }

    private ByteBuf room(int size) {
        ByteBuf current = out;
        if (current != null && current.writableBytes() < size && current.readableBytes() + size > MAX_JOINED) {
            context().write(current, context().voidPromise());
            current = null;
        }
        if (current == null) {
            current = context().alloc().directBuffer(Math.max(FIRST_CAPACITY, size));
            out = current;
        }
        return current;
    }
}
