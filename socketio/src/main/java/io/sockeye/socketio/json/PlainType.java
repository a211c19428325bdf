package io.sockeye.socketio.json;

import io.sockeye.socketio.JsonBytes;
import io.sockeye.socketio.RawJson;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Types whose plain values need no library. */
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

    /**
     * The value that is all of {@code [from..to)} in a piece of JSON, as a library without any configuration gives it; null where that one has to look.
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
            case INT ->
                JsonNumbers.isInteger(json, from, to, JsonNumbers.MOST_DIGITS_OF_INT)
                        ? (Object) (int) JsonNumbers.integer(json, from, to)
                        : null;
            case LONG ->
                JsonNumbers.isInteger(json, from, to, JsonNumbers.MOST_DIGITS_OF_LONG)
                        ? (Object) JsonNumbers.integer(json, from, to)
                        : null;
            case DOUBLE ->
                first == '-' || JsonNumbers.isDigit(first) ? (Object) JsonNumbers.floating(json, from, to) : null;
            case BOOLEAN -> first == 't' || first == 'f' ? (Object) (first == 't') : null;
            case LIST -> first == '[' ? new PlainValue(json, from, to).read() : null;
            case MAP -> object ? new PlainValue(json, from, to).read() : null;
            case ANY -> new PlainValue(json, from, to).read();
            case BYTES, NONE -> null;
        };
    }

    private static byte @Nullable [] attachment(RawJson whole, int from, int to) {
        Placeholder placeholder = new Placeholder(whole, to);
        byte[] attachment = placeholder.attachmentAt(from + 1L - whole.from());
        return placeholder.end() == to ? attachment : null;
    }
}
