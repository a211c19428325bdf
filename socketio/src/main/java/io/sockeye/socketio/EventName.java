package io.sockeye.socketio;

import org.jspecify.annotations.Nullable;

/**
 * Reads the first element of an event's JSON array, a string or a number, without looking at the rest.
 *
 * <p>Anything else as a name made other servers throw in handlers (CVE-2023-32695).
 */
final class EventName {
    /** Longer numbers name no event, and nobody has to hold their digits. */
    private static final int LONGEST_NUMBER = 32;

    private EventName() {}

    /** The name, or null when {@code [from..to)} doesn't begin with an array that begins with one. */
    static @Nullable String read(byte[] bytes, int from, int to, Names names) {
        int at = JsonBytes.skipSpace(bytes, from + 1, to);
        if (at == to) {
            return null;
        }
        return bytes[at] == '"' ? string(bytes, at + 1, to, names) : number(bytes, at, to, names);
    }

    private static @Nullable String string(byte[] bytes, int from, int to, Names names) {
        int at = from;
        boolean escaped = false;
        while (at < to && bytes[at] != '"') {
            byte b = bytes[at];
            if (b >= 0 && b < ' ') {
                return null;
            }
            if (b == '\\') {
                escaped = true;
                at++;
            }
            at++;
        }
        if (at >= to || !elementEnds(bytes, at + 1, to)) {
            return null;
        }
        return escaped ? JsonBytes.text(bytes, from, at) : names.get(bytes, from, at);
    }

    private static @Nullable String number(byte[] bytes, int from, int to, Names names) {
        int end = from;
        while (end < to && isOfNumber(bytes[end])) {
            end++;
        }
        if (end - from > LONGEST_NUMBER || !JsonText.isNumber(bytes, from, end) || !elementEnds(bytes, end, to)) {
            return null;
        }
        return names.get(bytes, from, end);
    }

    private static boolean isOfNumber(byte b) {
        return b >= '0' && b <= '9' || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E';
    }

    private static boolean elementEnds(byte[] bytes, int from, int to) {
        int at = JsonBytes.skipSpace(bytes, from, to);
        return at < to && (bytes[at] == ',' || bytes[at] == ']');
    }
}
