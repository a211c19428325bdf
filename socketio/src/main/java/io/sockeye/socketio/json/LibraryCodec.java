package io.sockeye.socketio.json;

import io.sockeye.engineio.ByteSink;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.JsonEncodeException;
import io.sockeye.socketio.RawJson;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A codec that reads and writes what is plain by itself and leaves the rest to a library. Immutable and thread-safe. */
public abstract class LibraryCodec implements JsonCodec {
    private final JsonLibrary<?> library;
    private final ValueReading<?> reading;
    private final boolean standard;

    /**
     * On a library.
     *
     * @param standard whether nobody has configured it, so that plain values may be read and written without it
     */
    protected LibraryCodec(JsonLibrary<? extends Closeable> library, boolean standard) {
        this.library = library;
        this.reading = new ValueReading<>(library, standard);
        this.standard = standard;
    }

    @Override
    public final void writeArray(
            ByteSink sink, @Nullable String first, @Nullable Object[] values, List<byte[]> attachments) {
        try (ValueOutput output = new ValueOutput(new Binaries(sink, attachments), library, standard)) {
            output.putArray(first, values);
        } catch (IOException | RuntimeException e) {
            throw unwritable(e);
        }
    }

    @Override
    public final void writeValue(ByteSink sink, @Nullable Object value) {
        try (ValueOutput output = new ValueOutput(new Binaries(sink, null), library, standard)) {
            output.put(value);
        } catch (IOException | RuntimeException e) {
            throw unwritable(e);
        }
    }

    private static JsonEncodeException unwritable(Exception e) {
        return e instanceof JsonEncodeException known
                ? known
                : new JsonEncodeException(
                        "a value can't be written as JSON: " + e.getClass().getSimpleName(), e);
    }

    @Override
    public final ArgumentsReader reader(List<Type> types, boolean varargs) {
        return new ArrayReader<>(reading, types, varargs);
    }

    @Override
    public final <T extends @Nullable Object> T read(RawJson value, Type type) {
        return reading.read(value, type);
    }

    @Override
    public final List<RawJson> split(RawJson array, int skip) {
        reading.validate(array);
        return ArraySplitter.split(array, skip);
    }

    @Override
    public final void validate(RawJson json) {
        reading.validate(json);
    }
}
