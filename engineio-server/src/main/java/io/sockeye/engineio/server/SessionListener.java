package io.sockeye.engineio.server;

import io.sockeye.engineio.CloseReason;
import org.jspecify.annotations.Nullable;

/**
 * The layer above one {@link EngineSession}. Calls come one at a time and in order, on threads of the host: implementations don't block, take no lock
 * that user code may hold, and run no user code.
 */
public interface SessionListener {
    /**
     * A text message arrived.
     *
     * @param utf8 valid UTF-8 that the listener owns from now on
     * @param from where the data begins, behind the type digit
     * @param to where it ends
     */
    void onText(byte[] utf8, int from, int to);

    /** A binary message arrived; the listener owns the array from now on, the data is {@code bytes[from..to)}. */
    void onBinary(byte[] bytes, int from, int to);

    /** What had been read together has been handed over: a good moment to start working on it. */
    default void onReadComplete() {}

    /**
     * The session has ended; the last call, and exactly one.
     *
     * @param reason why
     * @param description more about it, for people; no payload
     */
    void onClose(CloseReason reason, @Nullable String description);
}
