package io.sockeye.socketio.json;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What one element of an array binds to. Thread-safe.
 *
 * @param plain what it is to those who read without the library
 */
record Element<P>(Binding<P> binding, PlainType plain) {
    /** Whether there has to be a value. */
    boolean isRequired() {
        return binding.rawType().isPrimitive();
    }

    /** The value of an argument that was not sent. */
    @Nullable
    Object absent() {
        Class<?> raw = binding.rawType();
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
