package io.sockeye.netty;

import io.netty.buffer.ByteBuf;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.WebSocketForm;
import org.jspecify.annotations.Nullable;

/**
 * Notices broadcasts: while a loop drains many connections in one go, it remembers what the last one has sent last. The first to send it again makes one direct buffer of its frames, which all that
 * follow share. Nothing is kept when all have been drained, so buffers live no longer than their writes. Event loop only.
 */
final class SharedFrames {
    private boolean watching;
    private @Nullable EncodedMessage last;
    private @Nullable WebSocketForm form;
    private int deflateThreshold;
    private @Nullable ByteBuf frames;

    /** Many connections are drained, one after the other, until {@link #end}. */
    void begin() {
        watching = true;
    }

    void end() {
        watching = false;
        remember(null, null, 0);
    }

    /** Whether the last connection has just sent the same; if not, this is remembered in its place. */
    boolean isRepeated(EncodedMessage message, WebSocketForm of, int threshold) {
        if (!watching) {
            return false;
        }
        if (message == last && of == form && threshold == deflateThreshold) {
            return true;
        }
        remember(message, of, threshold);
        return false;
    }

    private void remember(@Nullable EncodedMessage message, @Nullable WebSocketForm of, int threshold) {
        last = message;
        form = of;
        deflateThreshold = threshold;
        ByteBuf old = frames;
        if (old != null) {
            frames = null;
            old.release();
        }
    }

    /** The frames of the message that {@link #isRepeated}; null until they have been {@linkplain #keep given}. */
    @Nullable
    ByteBuf frames() {
        return frames;
    }

    /** Takes over the frames of that message. */
    void keep(ByteBuf made) {
        frames = made;
    }
}
