package io.sockeye.socketio.json;

import io.sockeye.socketio.JsonBytes;
import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recognises what stands for an attachment in a piece of JSON: {@code {"_placeholder":true,"num":3}}, the two in either order and space anywhere. Not thread-safe.
 *
 * <p>A {@code num} that isn't looked at made other servers hand out members of prototypes instead of buffers (CVE-2022-2421).
 */
public final class Placeholder {
    /** It is some other object. */
    static final int NONE = -1;
    /** It is a placeholder, but of no attachment. */
    static final int MALFORMED = -2;

    private static final byte[] MARK = "\"_placeholder\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NUM = "\"num\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final List<byte[]> attachments;
    private int start;
    private int at;

    /** For a piece of JSON with attachments. */
    public Placeholder(RawJson json) {
        this(json, json.to());
    }

    Placeholder(RawJson json, int to) {
        this.bytes = json.bytes();
        this.from = json.from();
        this.to = to;
        this.attachments = json.attachments();
    }

    /** @throws MalformedJsonException if there are attachments, and a placeholder of none of them */
    static void validateAll(RawJson json) {
        if (!json.attachments().isEmpty()) {
            Placeholder placeholder = new Placeholder(json);
            int number = placeholder.find(json.from());
            while (number >= 0) {
                number = placeholder.find(placeholder.end());
            }
            if (number == MALFORMED) {
                throw new MalformedJsonException("placeholder of no attachment");
            }
        }
    }

    /** The number of the next attachment that is referred to at or behind a position outside of strings, {@link #NONE} if there is none, or {@link #MALFORMED}. */
    int find(int position) {
        for (int i = position; i < to; i++) {
            if (bytes[i] == '"') {
                i = JsonBytes.stringEnd(bytes, i + 1, to);
            } else if (bytes[i] == '{') {
                int number = read(i + 1);
                if (number != NONE) {
                    start = i;
                    return number;
                }
            }
        }
        return NONE;
    }

    /** At the opening brace of the placeholder that was found. */
    int start() {
        return start;
    }

    /**
     * The attachment that an object stands for; null when it is an ordinary object.
     *
     * @param offset behind its opening brace, in bytes from the beginning of the JSON
     */
    public byte @Nullable [] attachmentAt(long offset) {
        int number = read(from + (int) offset);
        return number < 0 ? null : attachments.get(number);
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
        while (at < to && bytes[at] != ',' && bytes[at] != '}' && !JsonBytes.isSpace(bytes[at])) {
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
        return num < attachments.size() ? num : MALFORMED;
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
        at = JsonBytes.skipSpace(bytes, at, to);
    }
}
