package io.sockeye.netty;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Validates UTF-8 (RFC 3629) that arrives bit by bit: no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {
    static final int INVALID = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /**
     * Looks at {@code bytes[from..to)}.
     *
     * @param from the begin of a character
     * @return where the next look has to begin: at the character that isn't complete yet, or {@code to}; {@link #INVALID} if no continuation can help
     */
    static int validUntil(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (bytes[at] >= 0) {
                at = skipAscii(bytes, at, to);
                continue;
            }
            int length = sequenceLength(bytes[at]);
            if (length == 0 || !isPrefix(bytes, at, Math.min(to, at + length))) {
                return INVALID;
            }
            if (at + length > to) {
                return at;
            }
            at += length;
        }
        return at;
    }

    private static int skipAscii(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    private static int sequenceLength(byte lead) {
        int value = lead & 0xFF;
        if (value < 0xC2 || value > 0xF4) {
            return 0;
        }
        return value < 0xE0 ? 2 : value < 0xF0 ? 3 : 4;
    }

    private static boolean isPrefix(byte[] bytes, int at, int end) {
        for (int i = at + 1; i < end; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return false;
            }
        }
        return end - at < 2 || isSecond(bytes[at] & 0xFF, bytes[at + 1] & 0xFF);
    }

    private static boolean isSecond(int lead, int second) {
        return switch (lead) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> true;
        };
    }
}
