package io.sockeye.jackson;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Types whose plain values need no mapper. Each method gives what a mapper without any configuration would, or null where that one has to look. */
enum Scalar {
    /** {@code String}. */
    STRING,
    /** {@code int} and its box. */
    INT,
    /** {@code long} and its box. */
    LONG,
    /** {@code double} and its box. */
    DOUBLE,
    /** {@code boolean} and its box. */
    BOOLEAN,
    /** Everything else. */
    NONE;

    private static final int MOST_DIGITS_OF_INT = 9;
    private static final int MOST_DIGITS_OF_LONG = 18;

    static Scalar of(Class<?> type) {
        if (type == String.class) {
            return STRING;
        }
        if (type == int.class || type == Integer.class) {
            return INT;
        }
        if (type == long.class || type == Long.class) {
            return LONG;
        }
        if (type == double.class || type == Double.class) {
            return DOUBLE;
        }
        return type == boolean.class || type == Boolean.class ? BOOLEAN : NONE;
    }

    /** The value at the current token. */
    @Nullable
    Object read(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (this) {
            case STRING -> token == JsonToken.VALUE_STRING ? parser.getString() : null;
            case INT -> token == JsonToken.VALUE_NUMBER_INT ? (Object) parser.getIntValue() : null;
            case LONG -> token == JsonToken.VALUE_NUMBER_INT ? (Object) parser.getLongValue() : null;
            case DOUBLE -> token == JsonToken.VALUE_NUMBER_FLOAT ? (Object) parser.getDoubleValue() : null;
            case BOOLEAN ->
                token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE
                        ? (Object) parser.getBooleanValue()
                        : null;
            case NONE -> null;
        };
    }

    /** The value that is all of {@code [from..to)}, which is known to be JSON. */
    @Nullable
    Object read(byte[] json, int from, int to) {
        return switch (this) {
            case STRING -> string(json, from, to);
            case INT -> isInteger(json, from, to, MOST_DIGITS_OF_INT) ? (Object) (int) integer(json, from, to) : null;
            case LONG -> isInteger(json, from, to, MOST_DIGITS_OF_LONG) ? (Object) integer(json, from, to) : null;
            case DOUBLE -> isNumber(json[from]) ? number(json, from, to) : null;
            case BOOLEAN -> json[from] == 't' || json[from] == 'f' ? (Object) (json[from] == 't') : null;
            case NONE -> null;
        };
    }

    private static @Nullable String string(byte[] json, int from, int to) {
        if (json[from] != '"') {
            return null;
        }
        for (int at = from + 1; at < to; at++) {
            if (json[at] == '\\') {
                return null;
            }
        }
        return new String(json, from + 1, to - from - 2, UTF_8);
    }

    private static boolean isNumber(byte first) {
        return first == '-' || first >= '0' && first <= '9';
    }

    private static Object number(byte[] json, int from, int to) {
        return isInteger(json, from, to, MOST_DIGITS_OF_LONG)
                ? (double) integer(json, from, to)
                : Double.parseDouble(new String(json, from, to - from, UTF_8));
    }

    private static boolean isInteger(byte[] json, int from, int to, int mostDigits) {
        int first = json[from] == '-' ? from + 1 : from;
        if (to - first > mostDigits) {
            return false;
        }
        for (int at = first; at < to; at++) {
            if (json[at] < '0' || json[at] > '9') {
                return false;
            }
        }
        return true;
    }

    private static long integer(byte[] json, int from, int to) {
        boolean negative = json[from] == '-';
        long value = 0;
        for (int at = negative ? from + 1 : from; at < to; at++) {
            value = value * 10 + json[at] - '0';
        }
        return negative ? -value : value;
    }
}
