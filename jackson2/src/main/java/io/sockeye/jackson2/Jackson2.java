package io.sockeye.jackson2;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.RawJson;
import io.sockeye.socketio.json.Binaries;
import io.sockeye.socketio.json.BindFailure;
import io.sockeye.socketio.json.Binding;
import io.sockeye.socketio.json.JsonLibrary;
import io.sockeye.socketio.json.ValueWriter;
import java.io.IOException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Jackson 2. Its exceptions are those of I/O. */
final class Jackson2 implements JsonLibrary<JsonParser> {
    private final ObjectMapper mapper;
    private final ObjectReader parsers;
    private final ObjectWriter writer;

    Jackson2(ObjectMapper mapper) {
        this.mapper = mapper;
        this.parsers = mapper.reader();
        this.writer = mapper.writer().withRootValueSeparator("");
    }

    @Override
    public JsonParser parser(RawJson json) throws IOException {
        JsonParser parser = parsers.createParser(json.bytes(), json.from(), json.to() - json.from());
        return json.attachments().isEmpty() ? parser : new AttachmentParser(parser, json);
    }

    @Override
    public boolean next(JsonParser parser) throws IOException {
        return parser.nextToken() != null;
    }

    @Override
    public boolean isAtArray(JsonParser parser) {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    @Override
    public boolean nextElement(JsonParser parser) throws IOException {
        return parser.nextToken() != JsonToken.END_ARRAY;
    }

    @Override
    public void skip(JsonParser parser) throws IOException {
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
    public ValueWriter writer(Binaries binaries) throws IOException {
        return new AttachmentGenerator(writer, binaries);
    }

    @Override
    public @Nullable MalformedJsonException malformed(Exception failure) {
        return switch (failure) {
            case StreamConstraintsException limit -> new MalformedJsonException(limit.getOriginalMessage());
            case JsonProcessingException json
            when json.getLocation() != null ->
                MalformedJsonException.at(json.getLocation().getByteOffset());
            case IOException unknown -> new MalformedJsonException("invalid JSON");
            default -> null;
        };
    }

    @Override
    public void explain(Exception failure, BindFailure explanation) {
        if (failure instanceof JsonMappingException mapping) {
            mapping.getPath().forEach(step -> explanation.step(step.getFieldName(), step.getIndex()));
        }
        if (failure instanceof MismatchedInputException mismatch) {
            explanation.target(mismatch.getTargetType());
        }
        if (failure instanceof ValueInstantiationException) {
            explanation.cause(failure.getCause());
        }
    }
}
