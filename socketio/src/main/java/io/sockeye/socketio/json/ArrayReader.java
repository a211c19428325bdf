package io.sockeye.socketio.json;

import io.sockeye.socketio.JsonBindException;
import io.sockeye.socketio.JsonCodec.ArgumentsReader;
import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.RawJson;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds the elements of an array to types, in one pass that goes to the end. */
final class ArrayReader<P extends Closeable> implements ArgumentsReader {
    private final ValueReading<P> reading;
    private final JsonLibrary<P> library;
    private final List<Element<P>> single;
    private final @Nullable Element<P> repeated;
    private final @Nullable PlainArray plain;

    ArrayReader(ValueReading<P> reading, List<Type> types, boolean varargs) {
        this.reading = reading;
        this.library = reading.library();
        int count = varargs ? types.size() - 1 : types.size();
        this.single = types.stream().limit(count).map(reading::element).toList();
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
        try (P parser = reading.parser(array)) {
            if (!library.next(parser) || !library.isAtArray(parser)) {
                throw new MalformedJsonException("not an array");
            }
            @Nullable Object[] values = bind(parser, array, skip);
            reading.expectEndOfBound(parser, array);
            return values;
        } catch (IOException | RuntimeException e) {
            throw reading.failure(e);
        }
    }

    private @Nullable Object[] bind(P parser, RawJson array, int skip) throws IOException {
        int count = single.size();
        @Nullable Object[] values = new @Nullable Object[repeated == null ? count : count + 1];
        boolean more = skip(parser, skip);
        for (int i = 0; i < count; i++) {
            values[i] = more ? reading.bind(single.get(i), parser, array, i) : missing(array, i);
            more = more && library.nextElement(parser);
        }
        if (repeated != null) {
            values[count] = rest(repeated, parser, array, more);
        } else if (more) {
            skipRest(parser);
        }
        return values;
    }

    /** Whether there is an element behind those that are skipped. */
    private boolean skip(P parser, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            if (!library.nextElement(parser)) {
                return false;
            }
            library.skip(parser);
        }
        return library.nextElement(parser);
    }

    private void skipRest(P parser) throws IOException {
        do {
            library.skip(parser);
        } while (library.nextElement(parser));
    }

    private Object rest(Element<P> element, P parser, RawJson array, boolean more) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        if (more) {
            do {
                values.add(reading.bind(element, parser, array, single.size() + values.size()));
            } while (library.nextElement(parser));
        }
        Object all = Array.newInstance(element.binding().rawType(), values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(all, i, values.get(i));
        }
        return all;
    }

    private @Nullable Object missing(RawJson array, int index) {
        Element<P> element = single.get(index);
        if (element.isRequired()) {
            reading.validate(array);
            throw new JsonBindException("argument " + (index + 1) + " is missing: "
                    + element.binding().typeName() + " can't be null");
        }
        return element.absent();
    }
}
