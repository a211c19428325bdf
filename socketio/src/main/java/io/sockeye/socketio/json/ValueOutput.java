package io.sockeye.socketio.json;

import io.sockeye.engineio.ByteSink;
import io.sockeye.socketio.JsonEncodeException;
import io.sockeye.socketio.RawJson;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of one packet: scalars and the collections of the JDK as a library without any configuration would, everything else, at any depth, by a writer
 * that is made when it is needed first. Not thread-safe.
 */
final class ValueOutput implements Closeable {
    /** As Jackson's; nobody notices but who has put a collection into itself. */
    private static final int DEEPEST = 500;

    private final ByteSink sink;
    private final Binaries binaries;
    private final JsonLibrary<?> library;
    private final boolean standard;
    private @Nullable ValueWriter writer;

    /** @param standard false when everything has to go through the library */
    ValueOutput(Binaries binaries, JsonLibrary<?> library, boolean standard) {
        this.sink = binaries.sink();
        this.binaries = binaries;
        this.library = library;
        this.standard = standard;
    }

    /** Appends an array of all these, the first one only if it is there. */
    void putArray(@Nullable String first, @Nullable Object[] others) throws IOException {
        sink.put('[');
        if (first != null) {
            JsonStrings.put(sink, first);
        }
        for (int i = 0; i < others.length; i++) {
            if (first != null || i > 0) {
                sink.put(',');
            }
            put(others[i]);
        }
        sink.put(']');
    }

    void put(@Nullable Object value) throws IOException {
        if (standard) {
            put(value, 0);
        } else {
            write(value);
        }
    }

    private void put(@Nullable Object value, int depth) throws IOException {
        switch (value) {
            case null -> sink.putAscii("null");
            case String text -> JsonStrings.put(sink, text);
            case Integer number -> sink.putDecimal(number);
            case Long number -> sink.putDecimal(number);
            case Double number -> sink.putAscii(Double.isFinite(number) ? number.toString() : "null");
            case Boolean truth -> sink.putAscii(truth ? "true" : "false");
            case byte[] bytes -> binaries.put(bytes);
            case ByteBuffer buffer -> binaries.put(Binaries.bytesOf(buffer));
            case RawJson json -> binaries.putJson(json);
            case Map<?, ?> map when isOfTheJdk(map) && hasStringKeys(map) -> putMembers(map, depth + 1);
            case List<?> list when isOfTheJdk(list) -> putElements(list, depth + 1);
            default -> write(value);
        }
    }

    /** A class of somebody else may have annotations that say how to write it. */
    private static boolean isOfTheJdk(Object collection) {
        return collection.getClass().getModule() == Object.class.getModule();
    }

    private static boolean hasStringKeys(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (!(key instanceof String)) {
                return false;
            }
        }
        return true;
    }

    private void putMembers(Map<?, ?> map, int depth) throws IOException {
        checkDepth(depth);
        char separator = '{';
        for (Map.Entry<?, ?> member : map.entrySet()) {
            sink.put(separator);
            JsonStrings.put(sink, (String) member.getKey());
            sink.put(':');
            put(member.getValue(), depth);
            separator = ',';
        }
        putEnd('{', separator, '}');
    }

    private void putElements(List<?> list, int depth) throws IOException {
        checkDepth(depth);
        char separator = '[';
        for (Object element : list) {
            sink.put(separator);
            put(element, depth);
            separator = ',';
        }
        putEnd('[', separator, ']');
    }

    /** What is empty has not begun yet. */
    private void putEnd(char begin, char separator, char end) {
        if (separator == begin) {
            sink.put(begin);
        }
        sink.put(end);
    }

    private static void checkDepth(int depth) {
        if (depth > DEEPEST) {
            throw new JsonEncodeException("values nested deeper than " + DEEPEST);
        }
    }

    private void write(@Nullable Object value) throws IOException {
        ValueWriter current = writer;
        if (current == null) {
            current = library.writer(binaries);
            writer = current;
        }
        current.write(value);
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}
