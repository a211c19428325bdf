package io.sockeye.socketio.json;

import io.sockeye.socketio.JsonBytes;

/**
 * Finds out without a parser, and so without its buffers and contexts, that something is JSON. It knows all that clients usually send; where it is not sure, a parser has
 * to look: deep nesting, very long numbers and names, and everything that is no JSON.
 */
final class PlainScan {
    /** What all methods give when they are not sure. */
    static final int UNSURE = -1;

    private static final long NONE_OPEN = 1;
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_NAME = 1_000;

    private PlainScan() {}

    /** Whether {@code [from..to)} is surely one JSON value, with space around it or not. */
    static boolean isJson(byte[] bytes, int from, int to) {
        int end = valueEnd(bytes, from, to);
        return end != UNSURE && JsonBytes.skipSpace(bytes, end, to) == to;
    }

    /** Where the value ends that begins at a position or behind the space there. */
    static int valueEnd(byte[] bytes, int from, int to) {
        int at = JsonBytes.skipSpace(bytes, from, to);
        if (at == to) {
            return UNSURE;
        }
        return bytes[at] == '[' || bytes[at] == '{' ? containerEnd(bytes, at, to) : scalarEnd(bytes, at, to);
    }

    /** Without recursion: {@code open} has a bit for each container that is open, set for objects, the innermost last, behind a first one that is always set. */
    private static int containerEnd(byte[] bytes, int from, int to) {
        long open = NONE_OPEN;
        int at = from;
        do {
            at = JsonBytes.skipSpace(bytes, at, to);
            if (at == to) {
                return UNSURE;
            }
            byte first = bytes[at];
            if (first == '[' || first == '{') {
                open = open << 1 | (first == '{' ? 1 : 0);
                at = JsonBytes.skipSpace(bytes, at + 1, to);
                if (open > 0 && !closes(open, bytes, at, to)) {
                    at = elementStart(open, bytes, at, to);
                    continue;
                }
            } else {
                at = scalarEnd(bytes, at, to);
            }
            if (at == UNSURE || open < 0) {
                return UNSURE;
            }
            at = JsonBytes.skipSpace(bytes, at, to);
            while (closes(open, bytes, at, to)) {
                open >>>= 1;
                at = open == NONE_OPEN ? at + 1 : JsonBytes.skipSpace(bytes, at + 1, to);
            }
            if (open != NONE_OPEN) {
                at = at < to && bytes[at] == ',' ? elementStart(open, bytes, at + 1, to) : UNSURE;
            }
        } while (at != UNSURE && open != NONE_OPEN);
        return at;
    }

    private static boolean closes(long open, byte[] bytes, int at, int to) {
        return open != NONE_OPEN && at < to && bytes[at] == ((open & 1) == 0 ? ']' : '}');
    }

    /** In an object the value stands behind its name. */
    private static int elementStart(long open, byte[] bytes, int from, int to) {
        if ((open & 1) == 0) {
            return from;
        }
        int at = JsonBytes.skipSpace(bytes, from, to);
        if (at == to || bytes[at] != '"') {
            return UNSURE;
        }
        int end = stringEnd(bytes, at + 1, to);
        if (end == UNSURE || end - at > LONGEST_NAME) {
            return UNSURE;
        }
        end = JsonBytes.skipSpace(bytes, end, to);
        return end < to && bytes[end] == ':' ? end + 1 : UNSURE;
    }

    private static int scalarEnd(byte[] bytes, int at, int to) {
        return switch (bytes[at]) {
            case '"' -> stringEnd(bytes, at + 1, to);
            case 't' -> literalEnd("true", bytes, at, to);
            case 'f' -> literalEnd("false", bytes, at, to);
            case 'n' -> literalEnd("null", bytes, at, to);
            default -> numberEnd(bytes, at, to);
        };
    }

    private static int literalEnd(String literal, byte[] bytes, int from, int to) {
        int length = literal.length();
        if (to - from < length) {
            return UNSURE;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] != literal.charAt(i)) {
                return UNSURE;
            }
        }
        return from + length;
    }

    private static int numberEnd(byte[] bytes, int from, int to) {
        int first = bytes[from] == '-' ? from + 1 : from;
        int at = digitsEnd(bytes, first, to);
        if (at == UNSURE || bytes[first] == '0' && at > first + 1) {
            return UNSURE;
        }
        if (at < to && bytes[at] == '.') {
            at = digitsEnd(bytes, at + 1, to);
        }
        if (at != UNSURE && at < to && (bytes[at] == 'e' || bytes[at] == 'E')) {
            boolean signed = at + 1 < to && (bytes[at + 1] == '-' || bytes[at + 1] == '+');
            at = digitsEnd(bytes, signed ? at + 2 : at + 1, to);
        }
        return at - from > LONGEST_NUMBER ? UNSURE : at;
    }

    /** At least one digit. */
    private static int digitsEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at == from ? UNSURE : at;
    }

    /** Behind the quote that ends a string. */
    private static int stringEnd(byte[] bytes, int from, int to) {
        int at = JsonBytes.plainUntil(bytes, from, to);
        while (at != UNSURE && at < to) {
            byte b = bytes[at];
            if (b == '"') {
                return at + 1;
            }
            at = b == '\\' ? escapeEnd(bytes, at + 1, to) : b < 0 ? characterEnd(bytes, at, to) : UNSURE;
            if (at != UNSURE) {
                at = JsonBytes.plainUntil(bytes, at, to);
            }
        }
        return UNSURE;
    }

    private static int escapeEnd(byte[] bytes, int at, int to) {
        if (at == to) {
            return UNSURE;
        }
        return switch (bytes[at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 1;
            case 'u' -> hexEnd(bytes, at + 1, to);
            default -> UNSURE;
        };
    }

    private static int hexEnd(byte[] bytes, int from, int to) {
        for (int i = from; i < from + 4; i++) {
            if (i >= to || Character.digit(bytes[i], 16) < 0) {
                return UNSURE;
            }
        }
        return from + 4;
    }

    /** Behind a character beyond ASCII; the shortest form of UTF-8, and no surrogates. */
    private static int characterEnd(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || to - at < length) {
            return UNSURE;
        }
        int second = bytes[at + 1] & 0xFF;
        int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most) {
            return UNSURE;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return UNSURE;
            }
        }
        return at + length;
    }
}
