package io.sockeye.adapter;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.socketio.Packet;
import io.sockeye.socketio.PacketCodec;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way out: what it says, for adapters that bring it to other nodes, and its encoded form, made once for all receivers.
 *
 * @param namespace the namespace
 * @param ackId {@link Packet#NO_ACK} or the id that the clients answer with
 * @param name the event
 * @param arguments what follows the name; nobody changes it
 * @param encoded the packet
 */
public record OutboundEvent(
        String namespace, long ackId, String name, @Nullable Object[] arguments, EncodedMessage encoded) {
    /**
     * Encodes an event.
     *
     * @param arguments not changed from now on
     * @throws io.sockeye.socketio.JsonEncodeException if an argument can't be written
     */
    public static OutboundEvent encode(
            PacketCodec codec, String namespace, long ackId, String name, @Nullable Object... arguments) {
        EncodedMessage encoded = codec.event(namespace, ackId, name, arguments);
        return new OutboundEvent(namespace, ackId, name, arguments, encoded);
    }

    /** Name and size: payloads stay out of logs. */
    @Override
    public String toString() {
        return "OutboundEvent[" + namespace + " " + name + ", " + encoded.byteSize() + " bytes]";
    }
}
