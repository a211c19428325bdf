package io.sockeye.socketio.json;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Binds values to one type. Thread-safe.
 *
 * @param <P> the library's parser
 * @param rawType the type without its arguments
 * @param typeName the type as messages say it
 * @param reader binds the value at the parser's current token, of which the parser then has the last token as its current one, or none
 */
public record Binding<P>(Class<?> rawType, String typeName, ValueReader<P> reader) {
    /** Reads a value. */
    @FunctionalInterface
    public interface ValueReader<P> {
        /** The value at the parser's current token. */
        @Nullable
        Object read(P parser) throws IOException;
    }
}
