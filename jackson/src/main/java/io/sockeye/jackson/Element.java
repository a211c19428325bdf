package io.sockeye.jackson;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;

/** Binds one element of an array to one type. Thread-safe. */
final class Element {
    private final JavaType type;
    private final ObjectReader reader;
    private final PlainType plain;

    Element(JavaType type, ObjectReader reader, PlainType plain) {
        this.type = type;
        this.reader = reader;
        this.plain = plain;
    }

    JavaType type() {
        return type;
    }

    /** What it is to those who read without a mapper. */
    PlainType plain() {
        return plain;
    }

    /** The value at the parser's current token, of which the parser then has the last token as its current one, or none. */
    @Nullable
    Object read(JsonParser parser) {
        Object value = plain.read(parser);
        return value == null ? reader.readValue(parser) : value;
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
}
