package io.sockeye.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.sockeye.socketio.Decoded.NeedMore;
import io.sockeye.socketio.Decoded.ProtocolError;
import io.sockeye.socketio.Vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPacketDecoderTest {
    private static final DecoderLimits LIMITS = new DecoderLimits(10, 10_000_000, 100);
    private static final int MILLION = 1_000_000;
    /** What grows with the square of a million needs many minutes. */
    private static final Duration LINEAR = Duration.ofSeconds(60);

    private final PacketDecoder decoder = new JsonPacketDecoder(LIMITS);

    static Stream<Vector> vectors() {
        return Vectors.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void messagesMeanWhatTheirVectorSays(Vector vector) {
        Decoded decoded = text(vector.wire());
        for (byte[] binary : vector.binaries()) {
            assertThat(decoded).isEqualTo(NeedMore.INSTANCE);
            decoded = decoder.binary(binary, 0, binary.length);
        }
        check(decoded, vector);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aMessageInTheMiddleOfAnArrayMeansTheSame(Vector vector) {
        Decoded decoded = decoder.text(surrounded(vector.wire()), 3, 3 + vector.wire().length);
        for (byte[] binary : vector.binaries()) {
            decoded = decoder.binary(surrounded(binary), 3, 3 + binary.length);
        }
        check(decoded, vector);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aMessageThatIsCutOffIsAPacketOrAnError(Vector vector) {
        for (int length = 0; length < vector.wire().length; length++) {
            PacketDecoder fresh = new JsonPacketDecoder(LIMITS);
            byte[] cut = Arrays.copyOf(vector.wire(), length);
            assertThat(fresh.text(cut, 0, length)).isNotNull();
        }
    }

    private static void check(Decoded decoded, Vector vector) {
        if (vector.refused() != null) {
            assertThat(decoded).isEqualTo(new ProtocolError(vector.refused()));
            return;
        }
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Packet.class,
                        packet -> assertThat(Vectors.describe(packet)).isEqualTo(vector.packet()));
        if (decoded instanceof Packet.Connect connect) {
            assertThat(connect.query()).isEqualTo(vector.query());
        }
    }

    @Test
    void textWhileAttachmentsAreAwaitedIsAnError() {
        text("51-[\"x\"]");
        assertThat(text("2[\"x\"]")).isEqualTo(new ProtocolError("text while attachments are awaited"));
    }

    @Test
    void binaryWhileNoAttachmentIsAwaitedIsAnError() {
        assertThat(binary(1)).isEqualTo(new ProtocolError("binary message while no attachment is awaited"));
    }

    @Test
    void moreBinaryThanAnnouncedIsAnError() {
        text("51-[\"x\"]");
        assertThat(binary(1)).isInstanceOf(Packet.Event.class);
        assertThat(binary(1)).isInstanceOf(ProtocolError.class);
    }

    @Test
    void afterAnErrorEverythingIsTheSameError() {
        Decoded error = text("9");
        assertThat(text("2[\"x\"]")).isEqualTo(error);
        assertThat(binary(1)).isEqualTo(error);
        assertThat(decoder.bytesHeld()).isZero();
    }

    @Test
    void packetsAfterABinaryOneAreDecodedAsBefore() {
        text("51-[\"x\"]");
        binary(1);
        assertThat(text("2[\"y\"]"))
                .isInstanceOfSatisfying(
                        Packet.Event.class, event -> assertThat(event.name()).isEqualTo("y"));
    }

    @Test
    void bytesOfAnIncompletePacketCountUntilItIsComplete() {
        text("52-[\"x\"]");
        assertThat(decoder.bytesHeld()).isEqualTo(5);
        binary(100);
        assertThat(decoder.bytesHeld()).isEqualTo(105);
        binary(100);
        assertThat(decoder.bytesHeld()).isZero();
    }

    @Test
    void aPacketThatIsTooLargeIsRefused() {
        PacketDecoder small = new JsonPacketDecoder(new DecoderLimits(10, 20, 100));
        assertThat(text(small, "2[\"0123456789abcde\"]")).isInstanceOf(Packet.Event.class);
        assertThat(text(small, "2[\"0123456789abcdef\"]")).isEqualTo(new ProtocolError("packet of more than 20 bytes"));
    }

    @Test
    void attachmentsCountToTheSizeOfThePacket() {
        PacketDecoder small = new JsonPacketDecoder(new DecoderLimits(10, 20, 100));
        text(small, "52-[\"x\"]");
        assertThat(small.binary(new byte[10], 0, 10)).isEqualTo(NeedMore.INSTANCE);
        assertThat(small.binary(new byte[6], 0, 6))
                .isEqualTo(new ProtocolError("packet of more than 20 bytes with its attachments"));
        assertThat(small.bytesHeld()).isZero();
    }

    @Test
    void aLimitOfAttachmentsAboveTheDefaultHolds() {
        PacketDecoder generous = new JsonPacketDecoder(new DecoderLimits(1000, 1000, 100));
        assertThat(text(generous, "51000-[\"x\"]")).isEqualTo(NeedMore.INSTANCE);
        PacketDecoder other = new JsonPacketDecoder(new DecoderLimits(Integer.MAX_VALUE, 1000, 100));
        assertThat(text(other, "59999999999-[\"x\"]")).isInstanceOf(ProtocolError.class);
    }

    @Test
    void deepNestingIsRefusedAndBracketsInStringsAreNotNesting() {
        assertThat(text("2[\"x\"," + "[".repeat(99) + "]".repeat(99) + "]")).isInstanceOf(Packet.Event.class);
        assertThat(text("2[\"x\",\"" + "[".repeat(500) + "\\\"" + "{".repeat(500) + "\"]"))
                .isInstanceOf(Packet.Event.class);
        assertThat(text("2[\"x\"," + "[".repeat(100) + "]".repeat(100) + "]"))
                .isEqualTo(new ProtocolError("JSON nested deeper than 100"));
    }

    @Test
    void depthOfAHundredThousandNeedsNoStack() {
        assertThat(text("2[\"x\"," + "[{\"a\":".repeat(100_000) + "}]".repeat(100_000) + "]"))
                .isEqualTo(new ProtocolError("JSON nested deeper than 100"));
    }

    /** CVE-2020-36049: time that grew with the square of the length. */
    @ParameterizedTest
    @ValueSource(strings = {"5", "2", "3", "1"})
    void aMillionDigitsTakeLinearTime(String type) {
        byte[] bytes = bytes(type + "1".repeat(MILLION));
        assertTimeout(LINEAR, () -> assertThat(text(bytes)).isInstanceOf(ProtocolError.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"50", "20"})
    void aMillionZerosTakeLinearTime(String type) {
        byte[] bytes = bytes(type + "0".repeat(MILLION) + "1-[\"x\"]");
        assertTimeout(LINEAR, () -> assertThat(text(bytes)).isNotNull());
    }

    @Test
    void aNamespaceOfAMillionCharactersTakesLinearTime() {
        byte[] bytes = bytes("2/" + "a".repeat(MILLION));
        assertTimeout(LINEAR, () -> assertThat(text(bytes)).isInstanceOf(ProtocolError.class));
    }

    @Test
    void anEventNameOfAMillionEscapesTakesLinearTime() {
        byte[] bytes = bytes("2[\"" + "\\u0041".repeat(MILLION) + "\"]");
        Packet.Event event = assertTimeout(LINEAR, () -> (Packet.Event) text(bytes));
        assertThat(event.name()).isEqualTo("A".repeat(MILLION));
    }

    @Test
    void halfASurrogatePairInANameStaysHalf() {
        assertThat(text("2[\"\\ud83d\"]"))
                .isInstanceOfSatisfying(
                        Packet.Event.class, event -> assertThat(event.name()).isEqualTo("\ud83d"));
    }

    @Test
    void repeatedNamesAreTheSameString() {
        Packet.Event first = (Packet.Event) text("2/chat,[\"typing\"]");
        Packet.Event second = (Packet.Event) text("2/chat,[\"typing\",1]");
        assertThat(second.name()).isSameAs(first.name());
        assertThat(second.namespace()).isSameAs(first.namespace());
        assertThat(((Packet.Event) text("2/chit,[\"Typing\"]")).name()).isEqualTo("Typing");
    }

    @Test
    void theJsonPointsIntoTheMessage() {
        byte[] message = bytes("2[\"x\"]");
        Packet.Event event = (Packet.Event) decoder.text(message, 0, message.length);
        assertThat(event.arguments().bytes()).isSameAs(message);
        byte[] attachment = {1};
        text("51-[\"x\"]");
        event = (Packet.Event) decoder.binary(attachment, 0, 1);
        assertThat(event.arguments().attachments()).containsExactly(attachment);
        assertThat(event.arguments().attachments().getFirst()).isSameAs(attachment);
    }

    @Test
    void reasonsAndRawJsonShowNoPayload() {
        assertThat(text("2[\"secret\",1]").toString()).doesNotContain("1]");
        assertThat(text("2[{\"secret\":1}]").toString()).doesNotContain("secret");
    }

    private Decoded text(String message) {
        return text(decoder, message);
    }

    private Decoded text(byte[] message) {
        return decoder.text(message, 0, message.length);
    }

    private static Decoded text(PacketDecoder decoder, String message) {
        byte[] bytes = bytes(message);
        return decoder.text(bytes, 0, bytes.length);
    }

    private Decoded binary(int length) {
        return decoder.binary(new byte[length], 0, length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] surrounded(byte[] bytes) {
        byte[] larger = new byte[bytes.length + 7];
        Arrays.fill(larger, (byte) '1');
        System.arraycopy(bytes, 0, larger, 3, bytes.length);
        return larger;
    }
}
