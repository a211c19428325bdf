package io.sockeye.socketio;

import io.sockeye.socketio.Decoded.NeedMore;
import io.sockeye.socketio.Decoded.ProtocolError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the default wire form (§2.1 of the reference behaviour). It looks at the head, at the event's name and at the brackets around the JSON; whether the rest is
 * JSON is found out by the {@link JsonCodec} that binds or validates it.
 */
final class JsonPacketDecoder implements PacketDecoder {
    private final DecoderLimits limits;
    private final Names namespaces = new Names();
    private final Names events = new Names();
    private @Nullable Incomplete incomplete;
    private @Nullable ProtocolError failure;

    JsonPacketDecoder(DecoderLimits limits) {
        this.limits = limits;
    }

    @Override
    public Decoded text(byte[] utf8, int from, int to) {
        if (failure != null) {
            return failure;
        }
        if (incomplete != null) {
            return fail("text while attachments are awaited");
        }
        if (to - from > limits.maxPacketBytes()) {
            return fail("packet of more than " + limits.maxPacketBytes() + " bytes");
        }
        PacketHead head = new PacketHead(utf8, from, to);
        String error = head.read(limits.maxAttachments(), namespaces);
        return error == null ? decode(head, utf8, to) : fail(error);
    }

    private Decoded decode(PacketHead head, byte[] utf8, int end) {
        int from = JsonBytes.skipSpace(utf8, head.position(), end);
        int to = JsonBytes.trimSpace(utf8, from, end);
        if (JsonText.isDeeperThan(limits.maxNesting(), utf8, from, to)) {
            return fail("JSON nested deeper than " + limits.maxNesting());
        }
        @Nullable RawJson json = from == to ? null : new RawJson(utf8, from, to, List.of());
        return switch (head.type()) {
            case CONNECT -> connect(head, json);
            case DISCONNECT -> disconnect(head, json);
            case EVENT, BINARY_EVENT -> event(head, json);
            case ACK, BINARY_ACK -> ack(head, json);
            case CONNECT_ERROR -> connectError(head, json);
        };
    }

    private Decoded connect(PacketHead head, @Nullable RawJson json) {
        if (json != null && !isObject(json)) {
            return fail("payload of CONNECT is not an object");
        }
        return new Packet.Connect(head.namespace(), json, head.query());
    }

    /** A server of python-socketio that refuses late puts an object behind it. */
    private Decoded disconnect(PacketHead head, @Nullable RawJson json) {
        if (json != null && !isObject(json)) {
            return fail("payload of DISCONNECT is not an object");
        }
        return new Packet.Disconnect(head.namespace());
    }

    private Decoded event(PacketHead head, @Nullable RawJson json) {
        if (json == null || !isArray(json)) {
            return fail("payload of EVENT is not an array");
        }
        String name = EventName.read(json.bytes(), json.from(), json.to(), events);
        if (name == null) {
            return fail("the first element of EVENT names no event");
        }
        if (ReservedEvents.contains(name)) {
            return fail("reserved event name " + name);
        }
        return arrived(head, name, json);
    }

    private Decoded ack(PacketHead head, @Nullable RawJson json) {
        if (json == null || !isArray(json)) {
            return fail("payload of ACK is not an array");
        }
        return head.ackId() == Packet.NO_ACK ? fail("ACK without id") : arrived(head, null, json);
    }

    private Decoded connectError(PacketHead head, @Nullable RawJson json) {
        if (json != null && !isObject(json) && !isString(json)) {
            return fail("payload of CONNECT_ERROR is neither a string nor an object");
        }
        return new Packet.ConnectError(head.namespace(), json);
    }

    private Decoded arrived(PacketHead head, @Nullable String name, RawJson json) {
        if (!head.type().binary()) {
            return packet(head, name, json);
        }
        incomplete = new Incomplete(head, name, json);
        return NeedMore.INSTANCE;
    }

    private static Packet packet(PacketHead head, @Nullable String name, RawJson json) {
        return name == null
                ? new Packet.Ack(head.namespace(), head.ackId(), json)
                : new Packet.Event(head.namespace(), head.ackId(), name, json);
    }

    @Override
    public Decoded binary(byte[] bytes, int from, int to) {
        if (failure != null) {
            return failure;
        }
        Incomplete packet = incomplete;
        if (packet == null) {
            return fail("binary message while no attachment is awaited");
        }
        if (packet.held + (to - from) > limits.maxPacketBytes()) {
            return fail("packet of more than " + limits.maxPacketBytes() + " bytes with its attachments");
        }
        packet.add(from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to));
        if (!packet.isComplete()) {
            return NeedMore.INSTANCE;
        }
        incomplete = null;
        return packet.complete();
    }

    @Override
    public int bytesHeld() {
        Incomplete packet = incomplete;
        return packet == null ? 0 : (int) Math.min(packet.held, Integer.MAX_VALUE);
    }

    private ProtocolError fail(String reason) {
        ProtocolError error = new ProtocolError(reason);
        failure = error;
        incomplete = null;
        return error;
    }

    private static boolean isArray(RawJson json) {
        return JsonText.isBetween(json.bytes(), json.from(), json.to(), '[', ']');
    }

    private static boolean isObject(RawJson json) {
        return JsonText.isBetween(json.bytes(), json.from(), json.to(), '{', '}');
    }

    private static boolean isString(RawJson json) {
        return JsonText.isBetween(json.bytes(), json.from(), json.to(), '"', '"');
    }

    /** A packet that waits for its attachments; an acknowledgement when there is no name. */
    private static final class Incomplete {
        private final PacketHead head;
        private final @Nullable String name;
        private final RawJson json;
        private final List<byte[]> attachments = new ArrayList<>();
        long held;

        Incomplete(PacketHead head, @Nullable String name, RawJson json) {
            this.head = head;
            this.name = name;
            this.json = json;
            this.held = json.byteSize();
        }

        void add(byte[] attachment) {
            attachments.add(attachment);
            held += attachment.length;
        }

        boolean isComplete() {
            return attachments.size() == head.attachments();
        }

        Packet complete() {
            List<byte[]> all = Collections.unmodifiableList(attachments);
            return packet(head, name, new RawJson(json.bytes(), json.from(), json.to(), all));
        }
    }
}
