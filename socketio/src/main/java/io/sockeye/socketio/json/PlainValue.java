package io.sockeye.socketio.json;

import io.sockeye.socketio.JsonBytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value of any kind, as a library without any configuration does for {@code Object}. {@link PlainScan} has found it to be JSON, so that nothing is looked at twice
 * and the nesting has an end. Not thread-safe.
 */
final class PlainValue {
    private static final NameCache NAMES = new NameCache();

    private final byte[] json;
    private final int to;
    private int at;

    /** A reader of the value that is all of {@code [from..to)}. */
    PlainValue(byte[] json, int from, int to) {
        this.json = json;
        this.to = to;
        this.at = from;
    }

    @Nullable
    Object read() {
        return switch (json[at]) {
            case '{' -> members();
            case '[' -> elements();
            case '"' -> string();
            case 't' -> literal(4, true);
            case 'f' -> literal(5, false);
            case 'n' -> literal(4, null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        skipThrough('{');
        while (json[at] != '}') {
            String name = name();
            skipThrough(':');
            members.put(name, read());
            skipThrough(',');
        }
        at++;
        return members;
    }

    private List<@Nullable Object> elements() {
        List<@Nullable Object> elements = new ArrayList<>();
        skipThrough('[');
        while (json[at] != ']') {
            elements.add(read());
            skipThrough(',');
        }
        at++;
        return elements;
    }

    /** To what follows a character, if it stands here or behind space. */
    private void skipThrough(char c) {
        skipSpace();
        if (json[at] == c) {
            at++;
            skipSpace();
        }
    }

    private void skipSpace() {
        while (json[at] <= ' ') {
            at++;
        }
    }

    private String name() {
        int from = at + 1;
        int end = JsonBytes.plainUntil(json, from, to);
        if (json[end] != '"') {
            return string();
        }
        at = end + 1;
        return NAMES.get(json, from, end);
    }

    private String string() {
        int from = at + 1;
        int end = JsonBytes.stringEnd(json, from, to);
        at = end + 1;
        return Objects.requireNonNull(JsonBytes.text(json, from, end));
    }

    private @Nullable Boolean literal(int length, @Nullable Boolean value) {
        at += length;
        return value;
    }

    private Number number() {
        int from = at;
        boolean integer = true;
        for (; at < to && isOfNumber(json[at]); at++) {
            byte b = json[at];
            integer &= b != '.' && b != 'e' && b != 'E';
        }
        if (!integer) {
            return JsonNumbers.floating(json, from, at);
        }
        return at - from > JsonNumbers.MOST_DIGITS_OF_LONG ? large(from) : small(JsonNumbers.integer(json, from, at));
    }

    private static boolean isOfNumber(byte b) {
        return b >= '0' && b <= '9' || b == '-' || b == '+' || b == '.' || b == 'e' || b == 'E';
    }

    private static Number small(long value) {
        if (value == (int) value) {
            return (int) value;
        }
        return value;
    }

    private Number large(int from) {
        BigInteger value = JsonNumbers.largeInteger(json, from, at);
        if (value.bitLength() < Long.SIZE) {
            return value.longValue();
        }
        return value;
    }
}
