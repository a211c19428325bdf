package io.sockeye.jackson;

import io.sockeye.engineio.ByteSink;
import io.sockeye.socketio.JsonEncodeException;
import io.sockeye.socketio.RawJson;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Everything that turns values into JSON. Thread-safe. */
final class ValueWriting {
    private final ObjectWriter writer;
    private final boolean standard;

    /** @param standard whether nobody has configured the mapper, so that scalars may be written without it */
    ValueWriting(JsonMapper mapper, boolean standard) {
        this.writer = mapper.writer();
        this.standard = standard;
    }

    void writeArray(ByteSink sink, @Nullable String first, @Nullable Object[] values, List<byte[]> attachments) {
        Binaries binaries = new Binaries(attachments);
        if (standard && areScalars(values)) {
            writeScalars(sink, first, values, binaries);
        } else {
            generate(sink, binaries, generator -> writeAll(generator, first, values));
        }
    }

    void writeValue(ByteSink sink, @Nullable Object value) {
        Binaries binaries = new Binaries(null);
        if (standard && isScalar(value)) {
            writeScalar(sink, value, binaries);
        } else {
            generate(sink, binaries, generator -> generator.writePOJO(value));
        }
    }

    private static void writeAll(JsonGenerator generator, @Nullable String first, @Nullable Object[] values) {
        generator.writeStartArray();
        if (first != null) {
            generator.writeString(first);
        }
        for (Object value : values) {
            generator.writePOJO(value);
        }
        generator.writeEndArray();
    }

    private void generate(ByteSink sink, Binaries binaries, Output output) {
        try (JsonGenerator generator =
                new AttachmentGenerator(writer.createGenerator(new SinkStream(sink)), sink, binaries)) {
            output.writeTo(generator);
        } catch (RuntimeException e) {
            throw new JsonEncodeException(
                    "a value can't be written as JSON: " + e.getClass().getSimpleName(), e);
        }
    }

    private static boolean areScalars(@Nullable Object[] values) {
        for (Object value : values) {
            if (!isScalar(value)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isScalar(@Nullable Object value) {
        return value == null
                || value instanceof String
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof byte[]
                || value instanceof RawJson
                || value instanceof ByteBuffer;
    }

    private static void writeScalars(
            ByteSink sink, @Nullable String first, @Nullable Object[] values, Binaries binaries) {
        sink.put('[');
        if (first != null) {
            JsonStrings.put(sink, first);
        }
        for (int i = 0; i < values.length; i++) {
            if (first != null || i > 0) {
                sink.put(',');
            }
            writeScalar(sink, values[i], binaries);
        }
        sink.put(']');
    }

    private static void writeScalar(ByteSink sink, @Nullable Object value, Binaries binaries) {
        switch (value) {
            case null -> sink.putAscii("null");
            case String text -> JsonStrings.put(sink, text);
            case Integer number -> sink.putDecimal(number);
            case Long number -> sink.putDecimal(number);
            case Double number -> sink.putAscii(Double.isFinite(number) ? number.toString() : "null");
            case Boolean truth -> sink.putAscii(truth ? "true" : "false");
            case byte[] bytes -> binaries.put(sink, bytes);
            case ByteBuffer buffer -> binaries.put(sink, Binaries.bytesOf(buffer));
            case RawJson json -> binaries.putJson(sink, json);
            default -> throw new IllegalArgumentException(value.getClass().getName());
        }
    }

    /** Writes something with a generator. */
    @FunctionalInterface
    private interface Output {
        void writeTo(JsonGenerator generator);
    }
}
