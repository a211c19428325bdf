package io.sockeye.socketio;

import io.sockeye.engineio.ByteSink;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The default wire form, with the digit of an Engine.IO message in front:
 *
 * <pre>
 * "4" type [attachments "-"] [namespace ","] [ack id] [json]
 * </pre>
 */
final class JsonPacketCodec implements PacketCodec {
    private static final char MESSAGE = '4';

    private final JsonCodec json;
    private final SinkPool sinks = new SinkPool();

    JsonPacketCodec(JsonCodec json) {
        this.json = json;
    }

    @Override
    public PacketDecoder newDecoder(DecoderLimits limits) {
        return new JsonPacketDecoder(limits);
    }

    @Override
    public JsonCodec values() {
        return json;
    }

    @Override
    public EncodedMessage event(String namespace, long ackId, String name, @Nullable Object... arguments) {
        return withArray(PacketType.EVENT, namespace, ackId, name, arguments);
    }

    @Override
    public EncodedMessage ack(String namespace, long ackId, @Nullable Object... arguments) {
        return withArray(PacketType.ACK, namespace, ackId, null, arguments);
    }

    private EncodedMessage withArray(
            PacketType type, String namespace, long ackId, @Nullable String name, @Nullable Object[] arguments) {
        ByteSink sink = sinks.take();
        try {
            putNamespace(sink, namespace);
            if (ackId != Packet.NO_ACK) {
                sink.putDecimal(ackId);
            }
            List<byte[]> attachments = new ArrayList<>(0);
            json.writeArray(sink, name, arguments, attachments);
            return message(type, sink, attachments);
        } finally {
            sinks.give(sink);
        }
    }

    @Override
    public EncodedMessage connect(String namespace, @Nullable RawJson auth) {
        return withPayload(PacketType.CONNECT, namespace, sink -> {
            if (auth != null) {
                sink.put(auth.bytes(), auth.from(), auth.to() - auth.from());
            }
        });
    }

    @Override
    public EncodedMessage connected(EngineProtocol protocol, String namespace, String sid, @Nullable String pid) {
        return withPayload(PacketType.CONNECT, namespace, sink -> {
            switch (protocol) {
                case V3 -> {}
                case V4 -> putIds(sink, sid, pid);
            }
        });
    }

    private void putIds(ByteSink sink, String sid, @Nullable String pid) {
        sink.putAscii("{\"sid\":");
        json.writeValue(sink, sid);
        if (pid != null) {
            sink.putAscii(",\"pid\":");
            json.writeValue(sink, pid);
        }
        sink.put('}');
    }

    @Override
    public EncodedMessage connectError(
            EngineProtocol protocol, String namespace, String message, @Nullable Object data) {
        return withPayload(PacketType.CONNECT_ERROR, namespace, sink -> {
            switch (protocol) {
                case V3 -> json.writeValue(sink, data == null ? message : data);
                case V4 -> putError(sink, message, data);
            }
        });
    }

    private void putError(ByteSink sink, String message, @Nullable Object data) {
        sink.putAscii("{\"message\":");
        json.writeValue(sink, message);
        if (data != null) {
            sink.putAscii(",\"data\":");
            json.writeValue(sink, data);
        }
        sink.put('}');
    }

    @Override
    public EncodedMessage disconnect(String namespace) {
        return withPayload(PacketType.DISCONNECT, namespace, sink -> {});
    }

    private EncodedMessage withPayload(PacketType type, String namespace, Payload payload) {
        ByteSink sink = sinks.take();
        try {
            putNamespace(sink, namespace);
            payload.put(sink);
            return message(type, sink, List.of());
        } finally {
            sinks.give(sink);
        }
    }

    private static void putNamespace(ByteSink sink, String namespace) {
        if (!namespace.equals("/")) {
            sink.put(namespace.getBytes(StandardCharsets.UTF_8));
            sink.put(',');
        }
    }

    /** Only now the number of attachments is known, which stands in front of all that is in the sink. */
    private static EncodedMessage message(PacketType type, ByteSink sink, List<byte[]> attachments) {
        byte[] packet;
        int at = 2;
        if (attachments.isEmpty()) {
            packet = new byte[at + sink.size()];
            packet[1] = (byte) type.digit();
        } else {
            byte[] count = (attachments.size() + "-").getBytes(StandardCharsets.US_ASCII);
            packet = new byte[at + count.length + sink.size()];
            packet[1] = (byte) type.withAttachments().digit();
            System.arraycopy(count, 0, packet, at, count.length);
            at += count.length;
        }
        packet[0] = MESSAGE;
        System.arraycopy(sink.array(), 0, packet, at, sink.size());
        return EncodedMessage.json(packet, attachments);
    }

    /** Appends what stands behind the namespace. */
    @FunctionalInterface
    private interface Payload {
        void put(ByteSink sink);
    }
}
