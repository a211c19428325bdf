package io.sockeye.jackson;

import io.sockeye.socketio.JsonBytes;
import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.RawJson;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Everything that turns JSON into values. Thread-safe. */
final class ValueReading {
    private static final int NO_ARGUMENT = -1;

    private final JsonMapper mapper;
    private final ObjectReader parsers;
    private final boolean standard;

    /** @param standard whether nobody has configured the mapper, so that scalars may be read without it */
    ValueReading(JsonMapper mapper, boolean standard) {
        this.mapper = mapper;
        this.parsers = mapper.reader();
        this.standard = standard;
    }

    /** A parser in front of the first token. */
    JsonParser parser(RawJson json) {
        int from = json.from();
        int length = json.to() - from;
        // Jackson would take it for UTF-16 or for a byte order mark, and no JSON in UTF-8 begins so.
        if (length > 0 && json.bytes()[from] <= 0 || length > 1 && json.bytes()[from + 1] == 0) {
            throw new MalformedJsonException("invalid JSON at its beginning");
        }
        JsonParser parser = parsers.createParser(json.bytes(), from, length);
        return json.attachments().isEmpty() ? parser : new AttachmentParser(parser, json);
    }

    Element element(Type type) {
        JavaType javaType = mapper.constructType(type);
        ObjectReader reader = mapper.readerFor(javaType).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        return new Element(javaType, reader, plainType(type));
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // whoever passes the type knows what it is and whether it takes null
    <T extends @Nullable Object> T read(RawJson value, Type type) {
        Object plain = plain(value, type);
        return (T) (plain == null ? parse(value, type) : plain);
    }

    private PlainType plainType(Type type) {
        return standard ? PlainType.of(type) : PlainType.NONE;
    }

    private @Nullable Object plain(RawJson value, Type type) {
        PlainType plain = plainType(type);
        if (plain == PlainType.NONE) {
            return null;
        }
        byte[] bytes = value.bytes();
        int from = PlainScan.skipSpace(bytes, value.from(), value.to());
        boolean known = PlainScan.valueEnd(bytes, from, value.to()) == value.to();
        return known ? plain.read(value, from, value.to()) : null;
    }

    private @Nullable Object parse(RawJson value, Type type) {
        try (JsonParser parser = parser(value)) {
            if (parser.nextToken() == null) {
                throw new MalformedJsonException("no JSON");
            }
            Object bound = bind(element(type), parser, value, NO_ARGUMENT);
            expectEndOfBound(parser, value);
            return bound;
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /**
     * Binds what begins at the parser's current token.
     *
     * @param whole all that the parser reads
     * @param argument which one it is, from zero, for the message
     */
    @Nullable
    Object bind(Element element, JsonParser parser, RawJson whole, int argument) {
        try {
            return element.read(parser);
        } catch (RuntimeException e) {
            validate(whole); // only JSON that is valid to its end is a matter of types
            throw BindFailures.of(
                    argument == NO_ARGUMENT ? "the value" : "argument " + (argument + 1), element.type(), e);
        }
    }

    void validate(RawJson json) {
        if (!isPlain(json)) {
            parseAll(json);
        }
    }

    private boolean isPlain(RawJson json) {
        return standard && json.attachments().isEmpty() && PlainScan.isJson(json.bytes(), json.from(), json.to());
    }

    private void parseAll(RawJson json) {
        try (JsonParser parser = parser(json)) {
            if (parser.nextToken() == null) {
                throw new MalformedJsonException("no JSON");
            }
            parser.skipChildren();
            expectEnd(parser);
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /** As {@link #expectEnd}, behind values that were bound: where binary is wanted, Jackson skips control characters within the string as if it were base64 with line breaks. */
    void expectEndOfBound(JsonParser parser, RawJson whole) {
        expectEnd(parser);
        if (JsonBytes.hasControl(whole.bytes(), whole.from(), whole.to())) {
            validate(whole);
        }
    }

    /** Nothing may follow. */
    private static void expectEnd(JsonParser parser) {
        if (parser.nextToken() != null) {
            throw new MalformedJsonException("more than one JSON value");
        }
    }

    static MalformedJsonException malformed(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return new MalformedJsonException(e.getOriginalMessage());
        }
        long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
        return new MalformedJsonException(at < 0 ? "invalid JSON" : "invalid JSON at byte " + at);
    }
}
