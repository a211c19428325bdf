package io.sockeye.engineio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** UTF-8 (RFC 3629) without Strings: no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {
    /** What {@link #validUntil} returns for bytes that aren't UTF-8. */
    public static final int INVALID = -1;

    /** What {@link #skipUnits} returns when the range ends too early, or the count ends inside a character. */
    static final int MISMATCH = -2;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int STRIDE = 4 * Long.BYTES;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** The index of the first byte above 0x7F, {@code to} when there is none. */
    static int asciiUntil(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - STRIDE
                && ((word(bytes, at) | word(bytes, at + 8) | word(bytes, at + 16) | word(bytes, at + 24)) & HIGH_BITS)
                        == 0) {
            at += STRIDE;
        }
        while (at <= to - Long.BYTES && (word(bytes, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    private static long word(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    static boolean isAscii(byte[] bytes) {
        return asciiUntil(bytes, 0, bytes.length) == bytes.length;
    }

    static boolean isValid(byte[] bytes, int from, int to) {
        return validUntil(bytes, from, to) == to;
    }

    /**
     * Looks at {@code bytes[from..to)} of a text that arrives bit by bit.
     *
     * @param from the begin of a character
     * @return where the next look has to begin: at the character that isn't complete yet, or {@code to}; {@link #INVALID} if no continuation can help
     */
    public static int validUntil(byte[] bytes, int from, int to) {
        int at = asciiUntil(bytes, from, to);
        while (at < to) {
            int length = sequence(bytes, at, to);
            if (length == 0) {
                return isCutOff(bytes, at, to) ? at : INVALID;
            }
            at += length;
            if (length == 1) {
                at = asciiUntil(bytes, at, to);
            }
        }
        return at;
    }

    /** Whether more bytes could make a character of what stands at the end. */
    private static boolean isCutOff(byte[] bytes, int at, int to) {
        byte lead = bytes[at];
        if (lead < (byte) 0xC2 || lead > (byte) 0xF4 || to - at >= length(lead)) {
            return false;
        }
        for (int i = at + 1; i < to; i++) {
            if (!isContinuation(bytes[i])) {
                return false;
            }
        }
        return to - at < 2 || isShortestForm(lead & 0xFF, bytes[at + 1] & 0xFF);
    }

    private static int length(byte lead) {
        return lead >= (byte) 0xF0 ? 4 : lead >= (byte) 0xE0 ? 3 : 2;
    }

    /** How many bytes the character at {@code at} has, 0 when it isn't one. */
    static int sequence(byte[] bytes, int at, int to) {
        byte lead = bytes[at];
        if (lead >= 0) {
            return 1;
        }
        int length = length(lead);
        if (lead < (byte) 0xC2 || lead > (byte) 0xF4 || to - at < length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if (!isContinuation(bytes[at + i])) {
                return 0;
            }
        }
        return isShortestForm(lead & 0xFF, bytes[at + 1] & 0xFF) ? length : 0;
    }

    /** The character at {@code at}, which {@link #sequence} found to have that length. */
    static int codePoint(byte[] bytes, int at, int length) {
        int codePoint = length == 1 ? bytes[at] : bytes[at] & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            codePoint = codePoint << 6 | bytes[at + i] & 0x3F;
        }
        return codePoint;
    }

    /** The length in UTF-16 code units ({@code String.length()}) of valid UTF-8. */
    static int units(byte[] bytes, int from, int to) {
        int at = asciiUntil(bytes, from, to);
        int units = at - from;
        for (; at < to; at++) {
            if (!isContinuation(bytes[at])) {
                units += (bytes[at] & 0xFF) >= 0xF0 ? 2 : 1;
            }
        }
        return units;
    }

    /** The index behind so many UTF-16 code units, or {@link #INVALID} or {@link #MISMATCH}. */
    static int skipUnits(byte[] bytes, int from, int to, int units) {
        int until = (int) Math.min(to, (long) from + units);
        int at = asciiUntil(bytes, from, until);
        int left = units - (at - from);
        while (left > 0) {
            if (at == to) {
                return MISMATCH;
            }
            int length = sequence(bytes, at, to);
            if (length == 0) {
                return INVALID;
            }
            at += length;
            left -= length == 4 ? 2 : 1;
        }
        return left == 0 ? at : MISMATCH;
    }

    private static boolean isContinuation(byte b) {
        return b < (byte) 0xC0;
    }

    private static boolean isShortestForm(int lead, int second) {
        return switch (lead) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> true;
        };
    }
}
