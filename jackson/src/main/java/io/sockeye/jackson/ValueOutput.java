package io.sockeye.jackson;

import io.sockeye.engineio.ByteSink;
import io.sockeye.socketio.JsonEncodeException;
import io.sockeye.socketio.RawJson;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;

/**
 * Writes the values of one packet: scalars and the collections of the JDK as a mapper without any configuration would, everything else, at any depth, by a generator
 * that is made when it is needed first. Not thread-safe.
 */
final class ValueOutput implements AutoCloseable {
    /** As Jackson's; nobody notices but who has put a collection into itself. */
    private static final int DEEPEST = 500;

    private final ByteSink sink;
    private final Binaries binaries;
    private final ObjectWriter writer;
    private final boolean standard;
    private @Nullable JsonGenerator generator;

    /** @param standard false when everything has to go through the writer */
    ValueOutput(ByteSink sink, Binaries binaries, ObjectWriter writer, boolean standard) {
        this.sink = sink;
        this.binaries = binaries;
        this.writer = writer;
        this.standard = standard;
    }

    void put(@Nullable Object value) {
        if (standard) {
            put(value, 0);
        } else {
            generate(value);
        }
    }

    private void put(@Nullable Object value, int depth) {
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
            case Map<?, ?> map when isOfTheJdk(map) && hasStringKeys(map) -> putMembers(map, depth + 1);
            case List<?> list when isOfTheJdk(list) -> putElements(list, depth + 1);
            default -> generate(value);
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

    private void putMembers(Map<?, ?> map, int depth) {
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

    private void putElements(List<?> list, int depth) {
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

    private void generate(@Nullable Object value) {
        JsonGenerator current = generator;
        if (current == null) {
            current = new AttachmentGenerator(writer.createGenerator(new SinkStream(sink)), sink, binaries);
            generator = current;
        }
        current.writePOJO(value);
        current.flush();
    }

    @Override
    public void close() {
        if (generator != null) {
            generator.close();
        }
    }
}
