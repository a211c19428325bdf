package io.sockeye.netty;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates whole messages (RFC 7692 §7.2.2), one loop's worth of them. Event loop only. */
final class MessageInflater {
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
    private static final int EXPECTED_RATIO = 4;

    private final Inflater inflater = new Inflater(true);
    private byte[] out = {};
    private int size;

    /**
     * Inflates a message.
     *
     * @param limit how large it may become; never more memory is taken, whatever the message would inflate to
     * @return 0, or the close code of what is wrong
     */
    int inflate(byte[] deflated, int limit) {
        inflater.reset();
        size = 0;
        long guess = (long) EXPECTED_RATIO * deflated.length + TAIL.length;
        out = new byte[(int) Math.min(guess, limit + 1L)];
        try {
            run(deflated, limit);
        } catch (DataFormatException e) {
            return CloseCode.INVALID_DATA;
        }
        return size > limit ? CloseCode.TOO_BIG : 0;
    }

    private void run(byte[] deflated, int limit) throws DataFormatException {
        boolean tail = false;
        inflater.setInput(deflated);
        while (!inflater.finished() && size <= limit) {
            if (size == out.length) {
                out = Arrays.copyOf(out, (int) Math.min(2L * size, limit + 1L));
            }
            int count = inflater.inflate(out, size, out.length - size);
            size += count;
            if (count == 0) {
                if (tail || inflater.needsDictionary()) {
                    return;
                }
                tail = true;
                inflater.setInput(TAIL);
            }
        }
    }

    /** The message; once. */
    byte[] take() {
        byte[] message = out.length == size ? out : Arrays.copyOf(out, size);
        out = new byte[0];
        return message;
    }

    void release() {
        inflater.end();
    }
}
