package io.sockeye.socketio.json;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Binds values to one type. Thread-safe.
 *
 * @param <P> the library's parser
 */
public interface Binding<P> {
    /** The type without its arguments. */
    Class<?> rawType();

    /** The type as messages say it. */
    String typeName();

    /** The value at the parser's current token, of which the parser then has the last token as its current one, or none. */
    @Nullable
    Object read(P parser) throws IOException;
}
