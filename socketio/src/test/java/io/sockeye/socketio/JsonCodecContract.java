package io.sockeye.socketio;

import io.sockeye.engineio.ByteSink;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the contract tests of a {@link JsonCodec} share. */
abstract class JsonCodecContract {
    static final byte[] ONE = {1, 2, 3};
    static final byte[] TWO = {4, 5};
    static final String PLACEHOLDER_0 = "{\"_placeholder\":true,\"num\":0}";
    static final String PLACEHOLDER_1 = "{\"_placeholder\":true,\"num\":1}";
    static final Duration LINEAR = Duration.ofSeconds(60);

    final JsonCodec codec = codec();

    /** The codec that is tested, as it is by default. */
    protected abstract JsonCodec codec();

    /** A value of a user. */
    public record Order(String article, int count, @Nullable List<Order> parts) {}

    /** A value of a user with something binary in it. */
    public record Picture(String name, byte[] content, Map<String, Object> more) {}

    /** A value of a user that checks itself. */
    public record Positive(int value) {
        /** Refuses what isn't positive. */
        public Positive {
            if (value <= 0) {
                throw new IllegalArgumentException("must be positive");
            }
        }
    }

    final @Nullable Object[] read(String json, Type... types) {
        return read(raw(json), types);
    }

    final @Nullable Object[] read(String json, int skip, Type... types) {
        return codec.reader(List.of(types), false).read(raw(json), skip);
    }

    final @Nullable Object[] read(RawJson json, Type... types) {
        return codec.reader(List.of(types), false).read(json, 0);
    }

    final @Nullable Object[] readVarargs(String json, Type... types) {
        return readVarargs(raw(json), types);
    }

    final @Nullable Object[] readVarargs(RawJson json, Type... types) {
        return codec.reader(List.of(types), true).read(json, 0);
    }

    final String write(@Nullable String first, @Nullable Object... values) {
        return attach(new ArrayList<>(), first, values);
    }

    final String attach(List<byte[]> attachments, @Nullable String first, @Nullable Object... values) {
        ByteSink sink = new ByteSink(0);
        codec.writeArray(sink, first, values, attachments);
        return text(sink);
    }

    final String writeValue(@Nullable Object value) {
        ByteSink sink = new ByteSink(0);
        codec.writeValue(sink, value);
        return text(sink);
    }

    static String text(ByteSink sink) {
        return new String(sink.array(), 0, sink.size(), StandardCharsets.UTF_8);
    }

    /** JSON in the middle of a larger array, as it arrives. */
    static RawJson raw(String json, byte[]... attachments) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        byte[] larger = new byte[bytes.length + 5];
        java.util.Arrays.fill(larger, (byte) ']');
        System.arraycopy(bytes, 0, larger, 3, bytes.length);
        return new RawJson(larger, 3, 3 + bytes.length, List.of(attachments));
    }

    static Type listOf(Type element) {
        return generic(List.class, element);
    }

    static Type optionalOf(Type value) {
        return generic(Optional.class, value);
    }

    static ParameterizedType generic(Class<?> raw, Type argument) {
        return new ParameterizedType() {
            @Override
            public Type[] getActualTypeArguments() {
                return new Type[] {argument};
            }

            @Override
            public Type getRawType() {
                return raw;
            }

            @Override
            public @Nullable Type getOwnerType() {
                return null;
            }
        };
    }
}
