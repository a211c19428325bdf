package io.sockeye.dispatch.run;

import io.sockeye.socketio.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/** What the machinery needs to know of one socket; implemented by the façade's socket. Thread-safe. */
public interface SocketContext {
    /** The id of the socket. */
    String sid();

    /** The namespace of the socket. */
    String namespace();

    /** Where its user code runs. */
    Mailbox mailbox();

    /** Who waits for its acknowledgements. */
    AckRegistry acks();

    /** The budget of its connection. */
    InboundBudget budget();

    /** Sends an acknowledgement; without effect after the disconnect. */
    void sendAck(long ackId, @Nullable Object[] arguments);

    /** What it sent isn't JSON: ends the connection with a parse error. */
    void malformed(MalformedJsonException cause);
}
