package io.sockeye.jackson;

import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.RawJson;
import io.sockeye.socketio.json.Binaries;
import io.sockeye.socketio.json.BindFailure;
import io.sockeye.socketio.json.Binding;
import io.sockeye.socketio.json.JsonLibrary;
import io.sockeye.socketio.json.ValueWriter;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/** Jackson 3. Its exceptions are unchecked. */
final class Jackson implements JsonLibrary<JsonParser> {
    private final JsonMapper mapper;
    private final ObjectReader parsers;
    private final ObjectWriter writer;

    Jackson(JsonMapper mapper) {
        this.mapper = mapper;
        this.parsers = mapper.reader();
        this.writer = mapper.writer().withRootValueSeparator("");
    }

    @Override
    public JsonParser parser(RawJson json) {
        JsonParser parser = parsers.createParser(json.bytes(), json.from(), json.to() - json.from());
        return json.attachments().isEmpty() ? parser : new AttachmentParser(parser, json);
    }

    @Override
    public boolean next(JsonParser parser) {
        return parser.nextToken() != null;
    }

    @Override
    public boolean isAtArray(JsonParser parser) {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    @Override
    public boolean nextElement(JsonParser parser) {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    @Override
    public void skip(JsonParser parser) {
        parser.skipChildren();
    }

    @Override
    public int position(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    @Override
    public Binding<JsonParser> binding(Type type) {
        JavaType javaType = mapper.constructType(type);
        ObjectReader reader = mapper.readerFor(javaType).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        return new Binding<>(javaType.getRawClass(), javaType.toCanonical(), reader::readValue);
    }

    @Override
    public ValueWriter writer(Binaries binaries) {
        return new AttachmentGenerator(writer.createGenerator(binaries.stream()), binaries);
    }

    @Override
    public @Nullable MalformedJsonException malformed(Exception failure) {
        if (!(failure instanceof JacksonException jackson)) {
            return null;
        }
        return jackson instanceof StreamConstraintsException
                ? new MalformedJsonException(jackson.getOriginalMessage())
                : MalformedJsonException.at(
                        jackson.getLocation() == null
                                ? -1
                                : jackson.getLocation().getByteOffset());
    }

    @Override
    public void explain(Exception failure, BindFailure explanation) {
        if (failure instanceof JacksonException jackson) {
            jackson.getPath().forEach(step -> explanation.step(step.getPropertyName(), step.getIndex()));
        }
        if (failure instanceof MismatchedInputException mismatch) {
            explanation.target(mismatch.getTargetType());
        }
        if (failure instanceof ValueInstantiationException) {
            explanation.cause(failure.getCause());
        }
    }
}
