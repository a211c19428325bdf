package io.sockeye.socketio;

/** What the decoder has to see of JSON before somebody parses it. */
final class JsonText {
    private JsonText() {}

    /** Whether {@code [from..to)} looks like a value between these two characters: an array, an object, a string. */
    static boolean isBetween(byte[] bytes, int from, int to, char open, char close) {
        return to - from >= 2 && bytes[from] == open && bytes[to - 1] == close;
    }

    /** Whether {@code [from..to)} is a number, nothing before and nothing behind it. */
    static boolean isNumber(byte[] bytes, int from, int to) {
        int at = from < to && bytes[from] == '-' ? from + 1 : from;
        int end = skipDigits(bytes, at, to);
        if (end == at || bytes[at] == '0' && end > at + 1) {
            return false;
        }
        if (end < to && bytes[end] == '.') {
            at = end + 1;
            end = skipDigits(bytes, at, to);
            if (end == at) {
                return false;
            }
        }
        return end == to || isExponent(bytes, end, to);
    }

    private static boolean isExponent(byte[] bytes, int from, int to) {
        if (bytes[from] != 'e' && bytes[from] != 'E') {
            return false;
        }
        int at = from + 1;
        if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
            at++;
        }
        return at < to && skipDigits(bytes, at, to) == to;
    }

    private static int skipDigits(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    /** Whether arrays and objects are nested deeper than a limit, which would end others' stacks. */
    static boolean isDeeperThan(int limit, byte[] bytes, int from, int to) {
        // Whoever opens n also closes n.
        return (to - from) / 2 > limit && deepest(bytes, from, to) > limit;
    }

    private static int deepest(byte[] bytes, int from, int to) {
        int depth = 0;
        int deepest = 0;
        for (int at = from; at < to; at++) {
            switch (bytes[at]) {
                case '[', '{' -> deepest = Math.max(deepest, ++depth);
                case ']', '}' -> depth--;
                case '"' -> at = JsonBytes.stringEnd(bytes, at + 1, to);
                default -> {}
            }
        }
        return deepest;
    }
}
