package io.sockeye.socketio;

import io.sockeye.engineio.ByteSink;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A codec that takes strings for JSON text and byte arrays for attachments without a placeholder: what the tests of packets need. */
class PlainJson implements JsonCodec {
    @Override
    public void writeArray(ByteSink sink, @Nullable String first, @Nullable Object[] values, List<byte[]> attachments) {
        sink.put('[');
        boolean more = false;
        if (first != null) {
            put(sink, '"' + first + '"');
            more = true;
        }
        for (Object value : values) {
            if (value instanceof byte[] bytes) {
                attachments.add(bytes);
            } else {
                put(sink, more ? "," + value : value);
                more = true;
            }
        }
        sink.put(']');
    }

    @Override
    public void writeValue(ByteSink sink, @Nullable Object value) {
        put(sink, value);
    }

    private static void put(ByteSink sink, @Nullable Object json) {
        sink.put(String.valueOf(json).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public ArgumentsReader reader(List<Type> types, boolean varargs) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T extends @Nullable Object> T read(RawJson value, Type type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RawJson> split(RawJson array, int skip) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void validate(RawJson json) {
        throw new UnsupportedOperationException();
    }
}
