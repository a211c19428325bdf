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
    private final Scalar scalar;

    Element(JavaType type, ObjectReader reader, boolean standard) {
        this.type = type;
        this.reader = reader;
        this.scalar = standard ? Scalar.of(type.getRawClass()) : Scalar.NONE;
    }

    JavaType type() {
        return type;
    }

    /** What it is to those who read without a mapper. */
    Scalar scalar() {
        return scalar;
    }

    /** The value at the parser's current token, of which the parser then has the last token as its current one, or none. */
    @Nullable
    Object read(JsonParser parser) {
        Object plain = scalar.read(parser);
        return plain == null ? reader.readValue(parser) : plain;
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
