package io.sockeye.jackson;

import io.sockeye.socketio.JsonBindException;
import io.sockeye.socketio.JsonCodec.ArgumentsReader;
import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.RawJson;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Binds the elements of an array to types, in one pass that goes to the end. */
final class ArrayReader implements ArgumentsReader {
    private final ValueReading reading;
    private final Element[] single;
    private final @Nullable Element repeated;
    private final @Nullable PlainArray plain;

    ArrayReader(ValueReading reading, List<Type> types, boolean varargs) {
        this.reading = reading;
        int count = varargs ? types.size() - 1 : types.size();
        this.single = types.stream().limit(count).map(reading::element).toArray(Element[]::new);
        this.repeated = varargs ? reading.element(types.get(count)) : null;
        this.plain = varargs ? null : PlainArray.of(single);
    }

    @Override
    public @Nullable Object[] read(RawJson array, int skip) {
        if (plain != null) {
            @Nullable Object[] values = plain.read(array, skip);
            if (values != null) {
                return values;
            }
        }
        return parse(array, skip);
    }

    private @Nullable Object[] parse(RawJson array, int skip) {
        try (JsonParser parser = reading.parser(array)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new MalformedJsonException("not an array");
            }
            @Nullable Object[] values = bind(parser, array, skip);
            reading.expectEndOfBound(parser, array);
            return values;
        } catch (JacksonException e) {
            throw ValueReading.malformed(e);
        }
    }

    private @Nullable Object[] bind(JsonParser parser, RawJson array, int skip) {
        @Nullable Object[] values = new @Nullable Object[repeated == null ? single.length : single.length + 1];
        boolean more = skip(parser, skip);
        for (int i = 0; i < single.length; i++) {
            values[i] = more ? reading.bind(single[i], parser, array, i) : missing(array, i);
            more = more && parser.nextToken() != JsonToken.END_ARRAY;
        }
        if (repeated != null) {
            values[single.length] = rest(repeated, parser, array, more);
        } else if (more) {
            skipRest(parser);
        }
        return values;
    }

    /** Whether there is an element behind those that are skipped. */
    private static boolean skip(JsonParser parser, int count) {
        for (int i = 0; i < count; i++) {
            if (parser.nextToken() == JsonToken.END_ARRAY) {
                return false;
            }
            parser.skipChildren();
        }
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    private static void skipRest(JsonParser parser) {
        do {
            parser.skipChildren();
        } while (parser.nextToken() != JsonToken.END_ARRAY);
    }

    private Object rest(Element element, JsonParser parser, RawJson array, boolean more) {
        List<@Nullable Object> values = new ArrayList<>();
        if (more) {
            do {
                values.add(reading.bind(element, parser, array, single.length + values.size()));
            } while (parser.nextToken() != JsonToken.END_ARRAY);
        }
        Object all = Array.newInstance(element.type().getRawClass(), values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(all, i, values.get(i));
        }
        return all;
    }

    private @Nullable Object missing(RawJson array, int index) {
        Element element = single[index];
        if (element.isRequired()) {
            reading.validate(array);
            throw new JsonBindException(
                    "argument " + (index + 1) + " is missing: " + element.type().toCanonical() + " can't be null");
        }
        return element.absent();
    }
}
