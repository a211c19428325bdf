package io.sockeye.socketio;

import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO packet that arrived. Text form: {@code <type>[<attachments>-][<namespace>,][<ack id>][<json>]}, the namespace only when it isn't {@code /}.
 *
 * <p>BINARY_EVENT and BINARY_ACK are {@link Event} and {@link Ack} whose arguments have attachments.
 */
public sealed interface Packet extends Decoded {
    /** {@code ackId} of an event that wants no acknowledgement. */
    long NO_ACK = -1;

    /** The namespace, with its slash and without query. */
    String namespace();

    /**
     * CONNECT.
     *
     * @param auth an object, or null when none was sent
     * @param query what followed {@code ?} in the namespace (protocol 4), null when nothing did
     */
    record Connect(
            String namespace,
            @Nullable RawJson auth,
            @Nullable String query) implements Packet {}

    /** DISCONNECT. */
    record Disconnect(String namespace) implements Packet {}

    /**
     * EVENT or BINARY_EVENT.
     *
     * @param ackId {@link Packet#NO_ACK} or the id under which an acknowledgement is awaited
     * @param name the event; a number is given as its digits
     * @param arguments the whole JSON array, the name as its first element
     */
    record Event(String namespace, long ackId, String name, RawJson arguments) implements Packet {}

    /**
     * ACK or BINARY_ACK.
     *
     * @param ackId which event is acknowledged
     * @param arguments the JSON array of what the other side answered
     */
    record Ack(String namespace, long ackId, RawJson arguments) implements Packet {}

    /**
     * CONNECT_ERROR, in protocol 4 ERROR.
     *
     * @param data a string or an object, null when none was sent
     */
    record ConnectError(String namespace, @Nullable RawJson data) implements Packet {}
}
