package io.sockeye.servlet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Puts the parts of messages together, so that no container needs a buffer for the largest one. One thread at a time. */
final class MessageCollector {
    private final int maxBytes;
    private @Nullable StringBuilder text;
    private @Nullable ByteArrayOutputStream binary;
    private boolean refused;

    MessageCollector(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The whole text in UTF-8 when this was its last part, else null, as for everything behind a message that was too large. */
    byte @Nullable [] text(String part, boolean last) throws TooLarge {
        if (refused) {
            return null;
        }
        StringBuilder begun = text;
        if (last && begun == null) {
            return checked(part.getBytes(StandardCharsets.UTF_8));
        }
        StringBuilder whole = begun == null ? new StringBuilder() : begun;
        check(whole.length() + (long) part.length());
        whole.append(part); // a part may end in the middle of a surrogate pair
        text = last ? null : whole;
        return last ? checked(whole.toString().getBytes(StandardCharsets.UTF_8)) : null;
    }

    /** Likewise. */
    byte @Nullable [] binary(byte[] part, boolean last) throws TooLarge {
        if (refused) {
            return null;
        }
        ByteArrayOutputStream begun = binary;
        if (last && begun == null) {
            return checked(part);
        }
        ByteArrayOutputStream whole = begun == null ? new ByteArrayOutputStream() : begun;
        check(whole.size() + (long) part.length);
        whole.writeBytes(part);
        binary = last ? null : whole;
        return last ? whole.toByteArray() : null;
    }

    private byte[] checked(byte[] message) throws TooLarge {
        check(message.length);
        return message;
    }

    private void check(long size) throws TooLarge {
        if (size > maxBytes) {
            text = null;
            binary = null;
            refused = true;
            throw new TooLarge();
        }
    }

    /** A message is larger than allowed. */
    static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
