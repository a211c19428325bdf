package io.sockeye.socketio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JSON in UTF-8: its strings, looked at many bytes at a time, and its space. */
public final class JsonBytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int STRIDE = 4 * Long.BYTES;
    private static final int LONG = 256;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long SPACES = ONES * ' ';
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    private JsonBytes() {}

    /** The index of the first byte of {@code [from..to)} that isn't space; {@code to} when there is none. */
    public static int skipSpace(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isSpace(bytes[at])) {
            at++;
        }
        return at;
    }

    /** The index behind the last byte of {@code [from..to)} that isn't space; {@code from} when there is none. */
    public static int trimSpace(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && isSpace(bytes[end - 1])) {
            end--;
        }
        return end;
    }

    /** Whether a byte is one of the four characters that JSON has as space. */
    public static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\t' || b == '\r';
    }

    /** The index of the first byte of {@code [from..to)} that isn't a plain character of a string: a quote, a backslash, a control character, a byte above 0x7F; {@code to} when there is none. */
    public static int plainUntil(byte[] bytes, int from, int to) {
        return plainUntil(bytes, from, to, '"');
    }

    /** As {@link #plainUntil(byte[], int, int)}, and an ASCII character more that isn't plain. */
    public static int plainUntil(byte[] bytes, int from, int to, char also) {
        long pattern = ONES * also;
        int at = from;
        while (at <= to - STRIDE
                && (special(bytes, at, pattern)
                                | special(bytes, at + 8, pattern)
                                | special(bytes, at + 16, pattern)
                                | special(bytes, at + 24, pattern))
                        == 0) {
            at += STRIDE;
        }
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long special = special(bytes, at, pattern);
            if (special != 0) {
                return at + first(special);
            }
        }
        while (at < to && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\' && bytes[at] != also) {
            at++;
        }
        return at;
    }

    private static long special(byte[] bytes, int at, long pattern) {
        long word = (long) LONGS.get(bytes, at);
        return equal(word, QUOTES)
                | equal(word, BACKSLASHES)
                | equal(word, pattern)
                | (word - SPACES | word) & HIGH_BITS;
    }

    /** Whether there is a control character in {@code [from..to)}, line breaks and tabs among them. */
    public static boolean hasControl(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long word = (long) LONGS.get(bytes, at);
            if ((word - SPACES & ~word & HIGH_BITS) != 0) {
                return true;
            }
        }
        while (at < to && (bytes[at] & 0xFF) >= ' ') {
            at++;
        }
        return at < to;
    }

    /** The index of an ASCII character in {@code [from..to)}; {@code to} when it isn't there. */
    public static int indexOf(char ascii, byte[] bytes, int from, int to) {
        long pattern = ONES * ascii;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long found = equal((long) LONGS.get(bytes, at), pattern);
            if (found != 0) {
                return at + first(found);
            }
        }
        while (at < to && bytes[at] != ascii) {
            at++;
        }
        return at;
    }

    /** The index of the quote that ends the string whose content begins at {@code from}; {@code to} or behind it when there is none. */
    public static int stringEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            if (at <= to - STRIDE
                    && (end(bytes, at) | end(bytes, at + 8) | end(bytes, at + 16) | end(bytes, at + 24)) == 0) {
                at += STRIDE;
                continue;
            }
            long found = end(bytes, at);
            if (found == 0) {
                at += Long.BYTES;
                continue;
            }
            at += first(found);
            if (bytes[at] == '"') {
                return at;
            }
            at += 2;
        }
        while (at < to && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return at;
    }

    private static long end(byte[] bytes, int at) {
        long word = (long) LONGS.get(bytes, at);
        return equal(word, QUOTES) | equal(word, BACKSLASHES);
    }

    /**
     * The text of a string.
     *
     * @param from behind the quote that begins it
     * @param to at the quote that ends it
     * @return null when there is an escape that JSON doesn't have
     */
    public static @Nullable String text(byte[] bytes, int from, int to) {
        if (to - from >= LONG) {
            // The JDK looks at more bytes at once than can be done here.
            String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
            return text.indexOf('\\') < 0 ? text : unescape(bytes, from, indexOf('\\', bytes, from, to), to);
        }
        int plain = plainUntil(bytes, from, to);
        if (plain == to) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        int escape = indexOf('\\', bytes, plain, to);
        return escape == to
                ? new String(bytes, from, to - from, StandardCharsets.UTF_8)
                : unescape(bytes, from, escape, to);
    }

    private static @Nullable String unescape(byte[] bytes, int from, int firstEscape, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int plain = from;
        int at = firstEscape;
        while (at < to) {
            text.append(new String(bytes, plain, at - plain, StandardCharsets.UTF_8));
            int unit = escape(bytes, at + 1, to);
            if (unit < 0) {
                return null;
            }
            text.append((char) unit);
            plain = at + (bytes[at + 1] == 'u' ? 6 : 2);
            at = indexOf('\\', bytes, plain, to);
        }
        return text.append(new String(bytes, plain, to - plain, StandardCharsets.UTF_8))
                .toString();
    }

    /** The character that the escape at a letter behind a backslash stands for, negative if there is no such escape. */
    private static int escape(byte[] bytes, int at, int to) {
        return switch (bytes[at]) {
            case '"', '\\', '/' -> bytes[at];
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> at + 4 < to ? hex(bytes, at + 1) : -1;
            default -> -1;
        };
    }

    private static int hex(byte[] bytes, int from) {
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            unit = unit << 4 | Character.digit(bytes[i], 16);
        }
        return unit;
    }

    /** The high bit of each byte that equals the pattern's; a byte above the lowest of these may have it wrongly, by the borrow. */
    private static long equal(long word, long pattern) {
        long difference = word ^ pattern;
        return difference - ONES & ~difference & HIGH_BITS;
    }

    /** The index of the lowest byte whose high bit is set. */
    private static int first(long highBits) {
        return Long.numberOfTrailingZeros(highBits) / Byte.SIZE;
    }
}
