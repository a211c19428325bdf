package io.sockeye.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.socketio.Vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonPacketCodecTest {
    private final PacketCodec codec = PacketCodec.json(new PlainJson());

    static Stream<Vector> encoded() {
        return Vectors.all().filter(Vector::encoded);
    }

    @ParameterizedTest
    @MethodSource("encoded")
    void packetsLookAsTheirVectorSays(Vector vector) {
        EncodedMessage message = encode(decode(vector));
        assertThat(text(message)).isEqualTo("4" + new String(vector.wire(), StandardCharsets.UTF_8));
        assertThat(message.binaries()).isEqualTo(vector.binaries());
    }

    private Packet decode(Vector vector) {
        PacketDecoder decoder = codec.newDecoder(new DecoderLimits(10, 10_000, 100));
        Decoded decoded = decoder.text(vector.wire(), 0, vector.wire().length);
        for (byte[] binary : vector.binaries()) {
            decoded = decoder.binary(binary, 0, binary.length);
        }
        return (Packet) decoded;
    }

    private EncodedMessage encode(Packet packet) {
        return switch (packet) {
            case Packet.Connect connect -> codec.connected(EngineProtocol.V3, connect.namespace(), "", null);
            case Packet.Disconnect disconnect -> codec.disconnect(disconnect.namespace());
            case Packet.Event event ->
                codec.event(
                        event.namespace(),
                        event.ackId(),
                        event.name(),
                        values(event.arguments(), event.name().getBytes(StandardCharsets.UTF_8).length + 2));
            case Packet.Ack ack -> codec.ack(ack.namespace(), ack.ackId(), values(ack.arguments(), 0));
            case Packet.ConnectError error ->
                codec.connectError(EngineProtocol.V3, error.namespace(), Vectors.text(error.data()), null);
        };
    }

    /** What is in the array behind so many bytes, as one piece of JSON text, and the attachments. */
    private static Object[] values(RawJson array, int skip) {
        List<Object> values = new ArrayList<>();
        int from = array.from() + 1 + skip;
        if (array.to() - from > 2) {
            int first = skip == 0 ? from : from + 1;
            values.add(new String(array.bytes(), first, array.to() - 1 - first, StandardCharsets.UTF_8));
        }
        values.addAll(array.attachments());
        return values.toArray();
    }

    @Test
    void connectCarriesTheAuthOfTheClient() {
        byte[] json = " {\"a\":1} ".getBytes(StandardCharsets.UTF_8);
        RawJson auth = new RawJson(json, 1, json.length - 1, List.of());
        assertThat(text(codec.connect("/", null))).isEqualTo("40");
        assertThat(text(codec.connect("/", auth))).isEqualTo("40{\"a\":1}");
        assertThat(text(codec.connect("/a", auth))).isEqualTo("40/a,{\"a\":1}");
        assertThat(text(codec.connect("/a?b=c", null))).isEqualTo("40/a?b=c,");
    }

    @Test
    void connectedCarriesTheIdsInProtocolFive() {
        assertThat(text(codec.connected(EngineProtocol.V4, "/", "\"abc\"", null)))
                .isEqualTo("40{\"sid\":\"abc\"}");
        assertThat(text(codec.connected(EngineProtocol.V4, "/a", "\"abc\"", "\"def\"")))
                .isEqualTo("40/a,{\"sid\":\"abc\",\"pid\":\"def\"}");
    }

    @Test
    void connectedIsBareInProtocolFour() {
        assertThat(text(codec.connected(EngineProtocol.V3, "/", "\"abc\"", "\"def\"")))
                .isEqualTo("40");
        assertThat(text(codec.connected(EngineProtocol.V3, "/a", "\"abc\"", null)))
                .isEqualTo("40/a,");
    }

    @Test
    void connectErrorIsAnObjectInProtocolFive() {
        assertThat(text(codec.connectError(EngineProtocol.V4, "/", "\"no\"", null)))
                .isEqualTo("44{\"message\":\"no\"}");
        assertThat(text(codec.connectError(EngineProtocol.V4, "/a", "\"no\"", "{\"code\":1}")))
                .isEqualTo("44/a,{\"message\":\"no\",\"data\":{\"code\":1}}");
    }

    @Test
    void connectErrorIsTheDataOrTheMessageInProtocolFour() {
        assertThat(text(codec.connectError(EngineProtocol.V3, "/", "\"no\"", null)))
                .isEqualTo("44\"no\"");
        assertThat(text(codec.connectError(EngineProtocol.V3, "/", "\"no\"", "{\"code\":1}")))
                .isEqualTo("44{\"code\":1}");
    }

    @Test
    void aNamespaceBeyondAsciiDoesNotSpoilThePayloadsOfOldClients() {
        EncodedMessage message = codec.event("/é", Packet.NO_ACK, "x");
        assertThat(text(message)).isEqualTo("42/é,[\"x\"]");
        assertThat(message.asciiText()).asString().isEqualTo("42/\\u00e9,[\"x\"]");
    }

    @Test
    void moreAttachmentsThanClientsTakeAreEncodedNevertheless() {
        Object[] attachments = Stream.generate(() -> new byte[1]).limit(11).toArray();
        assertThat(text(codec.event("/", 3, "x", attachments))).isEqualTo("4511-3[\"x\"]");
    }

    @Test
    void aValueThatCanNotBeWrittenLeavesNothingBehind() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new JsonEncodeException("broken");
            }
        };
        assertThatThrownBy(() -> codec.event("/", Packet.NO_ACK, "x", broken)).isInstanceOf(JsonEncodeException.class);
        assertThat(text(codec.event("/", Packet.NO_ACK, "y"))).isEqualTo("42[\"y\"]");
    }

    @Test
    void whatWasEncodedStaysWhenTheSinkIsUsedAgain() {
        EncodedMessage first = codec.event("/", Packet.NO_ACK, "first");
        codec.event("/", Packet.NO_ACK, "other");
        assertThat(text(first)).isEqualTo("42[\"first\"]");
    }

    private static @Nullable String text(EncodedMessage message) {
        byte[] text = message.text();
        return text == null ? null : new String(text, StandardCharsets.UTF_8);
    }
}
