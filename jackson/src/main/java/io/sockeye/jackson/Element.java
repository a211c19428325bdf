package io.sockeye.jackson;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;

/** Binds one element of an array to one type. Thread-safe. */
final class Element {
    private final JavaType type;
    private final ObjectReader reader;
    private final Scalar scalar;

    Element(JavaType type, ObjectReader reader, boolean standard) {
        this.type = type;
        this.reader = reader;
        this.scalar = standard ? Scalar.of(type.getRawClass()) : Scalar.NONE;
    }

    JavaType type() {
        return type;
    }

    /** The value at the parser's current token, of which the parser then has the last token as its current one, or none. */
    @Nullable
    Object read(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (scalar) {
            case STRING -> token == JsonToken.VALUE_STRING ? parser.getString() : reader.readValue(parser);
            case INT -> token == JsonToken.VALUE_NUMBER_INT ? (Object) parser.getIntValue() : reader.readValue(parser);
            case LONG ->
                token == JsonToken.VALUE_NUMBER_INT ? (Object) parser.getLongValue() : reader.readValue(parser);
            case DOUBLE ->
                token == JsonToken.VALUE_NUMBER_FLOAT ? (Object) parser.getDoubleValue() : reader.readValue(parser);
            case BOOLEAN ->
                token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE
                        ? (Object) parser.getBooleanValue()
                        : reader.readValue(parser);
            case NONE -> reader.readValue(parser);
        };
    }

    /** Whether there has to be a value. */
    boolean isRequired() {
        return type.isPrimitive();
    }

    /** The value of an argument that was not sent. */
    @Nullable
    Object absent() {
        Class<?> raw = type.getRawClass();
        if (raw == Optional.class) {
            return Optional.empty();
        }
        if (raw == OptionalInt.class) {
            return OptionalInt.empty();
        }
        if (raw == OptionalLong.class) {
            return OptionalLong.empty();
        }
        return raw == OptionalDouble.class ? OptionalDouble.empty() : null;
    }

    /** Types whose plain values the parser itself gives as the standard mapper would, without the cost of its contexts. */
    private enum Scalar {
        STRING,
        INT,
        LONG,
        DOUBLE,
        BOOLEAN,
        NONE;

        static Scalar of(Class<?> raw) {
            if (raw == String.class) {
                return STRING;
            }
            if (raw == int.class || raw == Integer.class) {
                return INT;
            }
            if (raw == long.class || raw == Long.class) {
                return LONG;
            }
            if (raw == double.class || raw == Double.class) {
                return DOUBLE;
            }
            return raw == boolean.class || raw == Boolean.class ? BOOLEAN : NONE;
        }
    }
}
