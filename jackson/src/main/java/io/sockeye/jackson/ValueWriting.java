package io.sockeye.jackson;

import io.sockeye.engineio.ByteSink;
import io.sockeye.socketio.JsonEncodeException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Everything that turns values into JSON. Thread-safe. */
final class ValueWriting {
    private final ObjectWriter writer;
    private final boolean standard;

    /** @param standard whether nobody has configured the mapper, so that plain values may be written without it */
    ValueWriting(JsonMapper mapper, boolean standard) {
        this.writer = mapper.writer().withRootValueSeparator("");
        this.standard = standard;
    }

    void writeArray(ByteSink sink, @Nullable String first, @Nullable Object[] values, List<byte[]> attachments) {
        write(sink, new Binaries(attachments), output -> {
            sink.put('[');
            if (first != null) {
                JsonStrings.put(sink, first);
            }
            for (int i = 0; i < values.length; i++) {
                if (first != null || i > 0) {
                    sink.put(',');
                }
                output.put(values[i]);
            }
            sink.put(']');
        });
    }

    void writeValue(ByteSink sink, @Nullable Object value) {
        write(sink, new Binaries(null), output -> output.put(value));
    }

    private void write(ByteSink sink, Binaries binaries, Content content) {
        try (ValueOutput output = new ValueOutput(sink, binaries, writer, standard)) {
            content.writeTo(output);
        } catch (JsonEncodeException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new JsonEncodeException(
                    "a value can't be written as JSON: " + e.getClass().getSimpleName(), e);
        }
    }

    /** Writes something. */
    @FunctionalInterface
    private interface Content {
        void writeTo(ValueOutput output);
    }
}
