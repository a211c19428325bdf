package io.sockeye.socketio.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigInteger;

/** Numbers of JSON, {@code [from..to)}, which {@link PlainScan} has found to be such. */
final class JsonNumbers {
    static final int MOST_DIGITS_OF_INT = 9;
    static final int MOST_DIGITS_OF_LONG = 18;

    private static final long MOST_EXACT = 1L << 53;
    private static final double[] EXACT_POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private JsonNumbers() {}

    static boolean isInteger(byte[] json, int from, int to, int mostDigits) {
        int first = json[from] == '-' ? from + 1 : from;
        if (to - first > mostDigits) {
            return false;
        }
        for (int at = first; at < to; at++) {
            if (!isDigit(json[at])) {
                return false;
            }
        }
        return true;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** An integer of so few digits that it is a {@code long}. */
    static long integer(byte[] json, int from, int to) {
        boolean negative = json[from] == '-';
        long value = 0;
        for (int at = negative ? from + 1 : from; at < to; at++) {
            value = value * 10 + json[at] - '0';
        }
        return negative ? -value : value;
    }

    /** An integer of any size. */
    static BigInteger largeInteger(byte[] json, int from, int to) {
        return new BigInteger(text(json, from, to));
    }

    /** Any number. */
    static double floating(byte[] json, int from, int to) {
        return isInteger(json, from, to, MOST_DIGITS_OF_LONG) ? integer(json, from, to) : decimal(json, from, to);
    }

    /** Few digits and a small power of ten are both exact as {@code double}, and so one operation with them is rounded as it should be. */
    private static double decimal(byte[] json, int from, int to) {
        boolean negative = json[from] == '-';
        long digits = 0;
        int point = to;
        int at = negative ? from + 1 : from;
        for (; at < to && digits < MOST_EXACT / 10; at++) {
            if (json[at] == '.') {
                point = at + 1;
            } else if (isDigit(json[at])) {
                digits = digits * 10 + json[at] - '0';
            } else {
                break;
            }
        }
        if (at < to || to - point >= EXACT_POWERS_OF_TEN.length) {
            return Double.parseDouble(text(json, from, to));
        }
        double value = digits / EXACT_POWERS_OF_TEN[to - point];
        return negative ? -value : value;
    }

    private static String text(byte[] json, int from, int to) {
        return new String(json, from, to - from, ISO_8859_1);
    }
}
