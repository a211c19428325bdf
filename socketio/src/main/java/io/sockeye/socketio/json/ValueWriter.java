package io.sockeye.socketio.json;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes values of any kind to the sink of one packet. Not thread-safe. */
public interface ValueWriter extends Closeable {
    /** Appends a value; when it returns, all of it is in the sink. */
    void write(@Nullable Object value) throws IOException;
}
