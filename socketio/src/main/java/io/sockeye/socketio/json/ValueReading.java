package io.sockeye.socketio.json;

import io.sockeye.socketio.JsonBindException;
import io.sockeye.socketio.JsonBytes;
import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.RawJson;
import io.sockeye.socketio.SocketIoException;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Everything that turns JSON into values. Thread-safe. */
final class ValueReading<P extends Closeable> {
    private static final int NO_ARGUMENT = -1;

    private final JsonLibrary<P> library;
    private final boolean standard;

    /** @param standard whether nobody has configured the library, so that plain values may be read without it */
    ValueReading(JsonLibrary<P> library, boolean standard) {
        this.library = library;
        this.standard = standard;
    }

    JsonLibrary<P> library() {
        return library;
    }

    /** A parser in front of the first token. */
    P parser(RawJson json) throws IOException {
        int from = json.from();
        int length = json.to() - from;
        // Libraries would take it for UTF-16 or for a byte order mark, and no JSON in UTF-8 begins so.
        if (length > 0 && json.bytes()[from] <= 0 || length > 1 && json.bytes()[from + 1] == 0) {
            throw new MalformedJsonException("invalid JSON at its beginning");
        }
        Placeholder.validateAll(json);
        return library.parser(json);
    }

    Element<P> element(Type type) {
        return new Element<>(library.binding(type), plainType(type));
    }

    private PlainType plainType(Type type) {
        return standard ? PlainType.of(type) : PlainType.NONE;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // whoever passes the type knows what it is and whether it takes null
    <T extends @Nullable Object> T read(RawJson value, Type type) {
        Object plain = plain(plainType(type), value);
        return (T) (plain == null ? parse(value, type) : plain);
    }

    private static @Nullable Object plain(PlainType type, RawJson value) {
        if (type == PlainType.NONE) {
            return null;
        }
        int from = JsonBytes.skipSpace(value.bytes(), value.from(), value.to());
        int to = PlainScan.valueEnd(value.bytes(), from, value.to());
        return to == value.to() ? type.read(value, from, to) : null;
    }

    private @Nullable Object parse(RawJson value, Type type) {
        try (P parser = parser(value)) {
            if (!library.next(parser)) {
                throw new MalformedJsonException("no JSON");
            }
            Object bound = bind(element(type), parser, value, NO_ARGUMENT);
            expectEndOfBound(parser, value);
            return bound;
        } catch (IOException | RuntimeException e) {
            throw failure(e);
        }
    }

    /**
     * Binds what begins at the parser's current token.
     *
     * @param whole all that the parser reads
     * @param argument which one it is, from zero, for the message
     */
    @Nullable
    Object bind(Element<P> element, P parser, RawJson whole, int argument) {
        try {
            return bind(element, parser, whole);
        } catch (IOException | RuntimeException e) {
            validate(whole); // only JSON that is valid to its end is a matter of types
            throw mismatch(element, argument, e);
        }
    }

    private @Nullable Object bind(Element<P> element, P parser, RawJson whole) throws IOException {
        Object plain = element.plain() == PlainType.NONE ? null : plain(element.plain(), parser, whole);
        return plain == null ? element.binding().reader().read(parser) : plain;
    }

    private @Nullable Object plain(PlainType type, P parser, RawJson whole) throws IOException {
        int from = whole.from() + library.position(parser);
        int to = PlainScan.valueEnd(whole.bytes(), from, whole.to());
        Object value = to == PlainScan.UNSURE ? null : type.read(whole, from, to);
        if (value != null) {
            library.skip(parser);
        }
        return value;
    }

    private JsonBindException mismatch(Element<P> element, int argument, Exception e) {
        String what = argument == NO_ARGUMENT ? "the value" : "argument " + (argument + 1);
        BindFailure failure = new BindFailure(what, element.binding().typeName());
        library.explain(e, failure);
        return failure.toException();
    }

    void validate(RawJson json) {
        if (standard && PlainScan.isJson(json.bytes(), json.from(), json.to())) {
            Placeholder.validateAll(json);
        } else {
            parseAll(json);
        }
    }

    private void parseAll(RawJson json) {
        try (P parser = parser(json)) {
            if (!library.next(parser)) {
                throw new MalformedJsonException("no JSON");
            }
            library.skip(parser);
            expectEnd(parser);
        } catch (IOException | RuntimeException e) {
            throw failure(e);
        }
    }

    /** As {@link #expectEnd}, behind values that were bound: where binary is wanted, libraries skip control characters within the string as if it were base64 with line breaks. */
    void expectEndOfBound(P parser, RawJson whole) throws IOException {
        expectEnd(parser);
        if (JsonBytes.hasControl(whole.bytes(), whole.from(), whole.to())) {
            validate(whole);
        }
    }

    /** Nothing may follow. */
    private void expectEnd(P parser) throws IOException {
        if (library.next(parser)) {
            throw new MalformedJsonException("more than one JSON value");
        }
    }

    /** What to throw instead of what came out of a parser, or of the codec itself. */
    RuntimeException failure(Exception e) {
        MalformedJsonException malformed = library.malformed(e);
        if (malformed != null) {
            return malformed;
        }
        return e instanceof RuntimeException unchecked ? unchecked : new SocketIoException("no JSON could be read", e);
    }
}
