package io.sockeye.socketio;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import org.jspecify.annotations.Nullable;

/**
 * A "parser" in the words of the JavaScript API: how packets look on the wire. The default is JSON with attachments ({@link #json}).
 *
 * <p>Stateless and thread-safe. Encoding is the same for protocol 4 and 5 except where a method takes the revision.
 *
 * <p>More than 10 attachments are encoded, but the clients since socket.io-parser 3.3.5, 3.4.4 and 4.2.6 close the connection on such a packet; {@link
 * EncodedMessage#binaries()} tells their number. A namespace beyond ASCII has no form on which clients 1.x and 2.x agree over polling: theirs is {@code \}{@code uXXXX},
 * which none of them matches, so a server refuses such a namespace with {@code EIO=3}, and whoever needs one writes it percent-encoded on both sides.
 */
public interface PacketCodec {
    /** The default parser. */
    static PacketCodec json(JsonCodec json) {
        return new JsonPacketCodec(json);
    }

    /** A decoder for a new connection. */
    PacketDecoder newDecoder(DecoderLimits limits);

    /** The codec that binds and writes values. */
    JsonCodec values();

    /**
     * EVENT or BINARY_EVENT.
     *
     * @param ackId {@link Packet#NO_ACK} or the id for the acknowledgement
     * @param arguments without the name; byte[] and ByteBuffer, anywhere inside, become attachments
     * @throws JsonEncodeException if an argument can't be written
     */
    EncodedMessage event(String namespace, long ackId, String name, @Nullable Object... arguments);

    /** ACK or BINARY_ACK. */
    EncodedMessage ack(String namespace, long ackId, @Nullable Object... arguments);

    /**
     * CONNECT as a client sends it: {@code 0{"token":…}}.
     *
     * @param namespace in protocol 4 with its query, {@code /chat?token=…}
     * @param auth an object; null for none, as in protocol 4
     */
    EncodedMessage connect(String namespace, @Nullable RawJson auth);

    /**
     * CONNECT as the server answers it: {@code 0{"sid":…,"pid":…}}; without payload in protocol 4 ({@code EIO=3}).
     *
     * @param pid private id of connection state recovery, null without
     */
    EncodedMessage connected(EngineProtocol protocol, String namespace, String sid, @Nullable String pid);

    /** CONNECT_ERROR {@code 4{"message":…,"data":…}}; in protocol 4 the data, or else the message as a string. */
    EncodedMessage connectError(EngineProtocol protocol, String namespace, String message, @Nullable Object data);

    /** DISCONNECT. */
    EncodedMessage disconnect(String namespace);
}
