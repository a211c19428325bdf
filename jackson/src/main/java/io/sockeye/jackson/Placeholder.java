package io.sockeye.jackson;

import java.nio.charset.StandardCharsets;

/**
 * Recognises what stands for an attachment: {@code {"_placeholder":true,"num":3}}, the two in either order and space anywhere. Not thread-safe.
 *
 * <p>A {@code num} that isn't looked at made other servers hand out members of prototypes instead of buffers (CVE-2022-2421).
 */
final class Placeholder {
    /** It is some other object. */
    static final int NONE = -1;
    /** It is a placeholder, but of no attachment. */
    static final int MALFORMED = -2;

    private static final byte[] MARK = "\"_placeholder\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NUM = "\"num\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final int to;
    private final int attachments;
    private int at;

    Placeholder(byte[] bytes, int to, int attachments) {
        this.bytes = bytes;
        this.to = to;
        this.attachments = attachments;
    }

    /**
     * The number of the attachment for the object whose brace is right before a position, {@link #NONE} or {@link #MALFORMED}.
     *
     * @param position behind the opening brace
     */
    int read(int position) {
        at = position;
        if (accept(MARK)) {
            return isTrue() ? numAfterMark() : NONE;
        }
        return accept(NUM) && accept(':') ? numBeforeMark() : NONE;
    }

    /** Behind the closing brace of the placeholder that was read. */
    int end() {
        return at;
    }

    private int numAfterMark() {
        if (!accept(',') || !accept(NUM) || !accept(':')) {
            return MALFORMED;
        }
        int num = index();
        return accept('}') ? num : MALFORMED;
    }

    private int numBeforeMark() {
        int num = index();
        boolean marked = accept(',') && accept(MARK) && isTrue() && accept('}');
        return marked ? num : NONE;
    }

    private boolean isTrue() {
        return accept(':') && accept(TRUE);
    }

    /** Reads a scalar; everything but a plain integer in range is malformed. */
    private int index() {
        skipSpace();
        int first = at;
        boolean quoted = at < to && bytes[at] == '"';
        while (at < to && bytes[at] != ',' && bytes[at] != '}' && !isSpace(bytes[at])) {
            at++;
        }
        if (quoted || at == first || at - first > 9) {
            return MALFORMED;
        }
        int num = 0;
        for (int i = first; i < at; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return MALFORMED;
            }
            num = num * 10 + digit;
        }
        return num < attachments ? num : MALFORMED;
    }

    private boolean accept(byte[] token) {
        skipSpace();
        if (to - at < token.length) {
            return false;
        }
        for (int i = 0; i < token.length; i++) {
            if (bytes[at + i] != token[i]) {
                return false;
            }
        }
        at += token.length;
        return true;
    }

    private boolean accept(char c) {
        skipSpace();
        if (at < to && bytes[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < to && isSpace(bytes[at])) {
            at++;
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\t' || b == '\r';
    }
}
