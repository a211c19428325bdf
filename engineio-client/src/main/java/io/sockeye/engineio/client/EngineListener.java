package io.sockeye.engineio.client;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.OpenPacket;
import org.jspecify.annotations.Nullable;

/**
 * The layer above one {@link EngineClient}. Calls come one at a time and in order, on the executor of the {@link ClientResources} and never on a thread that
 * reads a network; implementations don't block, take no lock that user code may hold, and run no user code.
 */
public interface EngineListener {
    /**
     * The server has accepted: messages can be sent. The first call, unless the connection fails before; then {@link #onClose} is the only one.
     *
     * @param client the connection, for it may be open before {@link EngineClient#connect} has returned
     * @param handshake what the server told
     */
    void onOpen(EngineClient client, OpenPacket handshake);

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

    /** The websocket is the transport from now on. */
    default void onUpgrade() {}

    /** Everything that was offered has been written; comes after a message was refused for the budget, too. */
    default void onDrain() {}

    /**
     * The connection has ended, or could not be opened; the last call, and exactly one.
     *
     * @param reason why
     * @param description more about it, for people; no payload
     * @param cause what failed, a {@link io.sockeye.engineio.client.transport.TransportException} with the status and the body of a refusal; null when nothing
     *     did
     */
    void onClose(CloseReason reason, @Nullable String description, @Nullable Throwable cause);
}
