package io.sockeye.jackson;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sockeye.socketio.JsonBytes;
import io.sockeye.socketio.RawJson;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.NumberInput;

/** Types whose plain values need no mapper. Each method gives what a mapper without any configuration would, or null where that one has to look. */
enum PlainType {
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
    /** {@code byte[]}, from an attachment. */
    BYTES,
    /** {@code List<Object>}. */
    LIST,
    /** {@code Map<String, Object>}. */
    MAP,
    /** {@code Object}. */
    ANY,
    /** Everything else. */
    NONE;

    private static final int MOST_DIGITS_OF_INT = 9;
    private static final int MOST_DIGITS_OF_LONG = 18;
    private static final Map<Type, PlainType> BY_CLASS = Map.ofEntries(
            Map.entry(String.class, STRING),
            Map.entry(int.class, INT),
            Map.entry(Integer.class, INT),
            Map.entry(long.class, LONG),
            Map.entry(Long.class, LONG),
            Map.entry(double.class, DOUBLE),
            Map.entry(Double.class, DOUBLE),
            Map.entry(boolean.class, BOOLEAN),
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(byte[].class, BYTES),
            Map.entry(List.class, LIST),
            Map.entry(Map.class, MAP),
            Map.entry(Object.class, ANY));

    static PlainType of(Type type) {
        if (!(type instanceof ParameterizedType generic)) {
            return BY_CLASS.getOrDefault(type, NONE);
        }
        List<Type> arguments = List.of(generic.getActualTypeArguments());
        Type raw = generic.getRawType();
        boolean list = raw == List.class && arguments.equals(List.of(Object.class));
        boolean map = raw == Map.class && arguments.equals(List.of(String.class, Object.class));
        return list ? LIST : map ? MAP : NONE;
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
            case BYTES, LIST, MAP, ANY, NONE -> null;
        };
    }

    /**
     * The value that is all of {@code [from..to)} in a piece of JSON.
     *
     * @param from where the value begins, which {@link PlainScan} has found to be JSON
     */
    @Nullable
    Object read(RawJson whole, int from, int to) {
        byte[] json = whole.bytes();
        byte first = json[from];
        boolean object = first == '{';
        if ((object || first == '[') && !whole.attachments().isEmpty()) {
            return object && (this == BYTES || this == ANY) ? attachment(whole, from, to) : null;
        }
        return switch (this) {
            case STRING -> first == '"' ? JsonBytes.text(json, from + 1, to - 1) : null;
            case INT -> isInteger(json, from, to, MOST_DIGITS_OF_INT) ? (Object) (int) integer(json, from, to) : null;
            case LONG -> isInteger(json, from, to, MOST_DIGITS_OF_LONG) ? (Object) integer(json, from, to) : null;
            case DOUBLE -> first == '-' || isDigit(first) ? (Object) floating(json, from, to) : null;
            case BOOLEAN -> first == 't' || first == 'f' ? (Object) (first == 't') : null;
            case LIST -> first == '[' ? new PlainValue(json, from, to).read() : null;
            case MAP -> object ? new PlainValue(json, from, to).read() : null;
            case ANY -> new PlainValue(json, from, to).read();
            case BYTES, NONE -> null;
        };
    }

    private static byte @Nullable [] attachment(RawJson whole, int from, int to) {
        Placeholder placeholder =
                new Placeholder(whole.bytes(), to, whole.attachments().size());
        int number = placeholder.read(from + 1);
        return number >= 0 && placeholder.end() == to ? whole.attachments().get(number) : null;
    }

    /** Any number that is JSON. */
    static double floating(byte[] json, int from, int to) {
        return isInteger(json, from, to, MOST_DIGITS_OF_LONG)
                ? (double) integer(json, from, to)
                : NumberInput.parseDouble(new String(json, from, to - from, ISO_8859_1), true);
    }

    private static boolean isInteger(byte[] json, int from, int to, int mostDigits) {
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

    private static boolean isDigit(byte b) {
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
}
