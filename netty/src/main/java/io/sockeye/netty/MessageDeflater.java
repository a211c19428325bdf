package io.sockeye.netty;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.WebSocketForm;
import io.sockeye.engineio.WebSocketFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/** Deflates whole messages (RFC 7692 §7.2.1), one loop's worth of them. Event loop only. */
final class MessageDeflater {
    private static final int TAIL = 4;
    private static final int SPARE = 64;
    private static final int WORTHWHILE = 16;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

    /** The frames of a message, deflated once for all receivers of the same kind. */
    List<DeflatedFrame> frames(EncodedMessage message, WebSocketForm form, int threshold) {
        if (message.hostForm() instanceof Deflated deflated
                && deflated.form == form
                && deflated.threshold == threshold) {
            return deflated.frames;
        }
        List<DeflatedFrame> frames = new ArrayList<>(message.packetCount());
        for (WebSocketFrame frame : message.frames(form)) {
            frames.add(deflate(frame, threshold));
        }
        Deflated deflated = new Deflated(form, threshold, List.copyOf(frames));
        message.hostForm(deflated);
        return deflated.frames;
    }

    private DeflatedFrame deflate(WebSocketFrame frame, int threshold) {
        int start = frame.text() ? Frames.TEXT : Frames.BINARY;
        byte[] payload = frame.payload();
        if (payload.length < Math.max(threshold, WORTHWHILE)) {
            return new DeflatedFrame(start, payload);
        }
        byte[] deflated = deflate(payload);
        return deflated.length < payload.length
                ? new DeflatedFrame(start | Frames.COMPRESSED, deflated)
                : new DeflatedFrame(start, payload);
    }

    private byte[] deflate(byte[] payload) {
        deflater.reset();
        deflater.setInput(payload);
        byte[] out = new byte[payload.length / 2 + SPARE];
        int size = 0;
        while (true) {
            size += deflater.deflate(out, size, out.length - size, Deflater.SYNC_FLUSH);
            if (size < out.length) {
                return Arrays.copyOf(out, size - TAIL);
            }
            out = Arrays.copyOf(out, 2 * out.length);
        }
    }

    void release() {
        deflater.end();
    }

    /** What goes on the wire: the first byte of the frame, and its payload. */
    record DeflatedFrame(int start, byte[] payload) {}

    /** The form of a message that is kept with it. */
    private record Deflated(WebSocketForm form, int threshold, List<DeflatedFrame> frames) {}
}
