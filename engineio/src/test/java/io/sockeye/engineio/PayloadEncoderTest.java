package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.Vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadEncoderTest {
    static Stream<Arguments> vectors() {
        return Stream.of(
                        of("payload-v4.txt", PollingForm.V4),
                        of("payload-v3-text.txt", PollingForm.V3_TEXT),
                        of("payload-v3-binary.txt", PollingForm.V3_ALWAYS_BINARY))
                .flatMap(vectors -> vectors);
    }

    private static Stream<Arguments> of(String file, PollingForm form) {
        return Vectors.of(file).filter(Vector::encoded).map(vector -> Arguments.of(vector, form));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void packetsGiveTheirPayload(Vector vector, PollingForm form) {
        PayloadEncoder poll = new PayloadEncoder(form, 1_000_000);
        for (TestPacket packet : vector.packets()) {
            assertThat(poll.add(packet.toMessage(), 0)).isEqualTo(1);
        }
        assertThat(encode(poll)).isEqualTo(vector.wire());
    }

    @Test
    void aHeaderAndItsAttachmentsArePacketsInOrder() {
        EncodedMessage message =
                json("451-[{\"_placeholder\":true,\"num\":0}]", new byte[] {1, 2, 3, 4}, new byte[] {});
        PayloadEncoder poll = new PayloadEncoder(PollingForm.V4, 1_000_000);
        assertThat(poll.add(message, 0)).isEqualTo(3);
        assertThat(poll.packetCount()).isEqualTo(3);
        assertThat(poll.byteSize()).isEqualTo(message.byteSize());
        assertThat(text(poll)).isEqualTo("451-[{\"_placeholder\":true,\"num\":0}]\u001ebAQIDBA==\u001eb");
    }

    @Test
    void notMoreThan16PacketsGoWithOnePoll() {
        EncodedMessage message = json("4", new byte[20][]);
        PayloadEncoder poll = new PayloadEncoder(PollingForm.V4, 1_000_000);
        assertThat(poll.add(message, 0)).isEqualTo(16);
        assertThat(poll.add(message, 16)).isEqualTo(16);
        PayloadEncoder next = new PayloadEncoder(PollingForm.V4, 1_000_000);
        assertThat(next.add(message, 16)).isEqualTo(21);
    }

    @Test
    void whatDoesNotFitGoesWithTheNextPoll() {
        PayloadEncoder poll = new PayloadEncoder(PollingForm.V4, 12);
        assertThat(poll.add(EncodedMessage.PING, 0)).isEqualTo(1);
        assertThat(poll.add(text("4hello"), 0)).isEqualTo(1);
        assertThat(poll.add(text("4hello"), 0)).isZero();
        assertThat(text(poll)).isEqualTo("2\u001e4hello");
    }

    @Test
    void aPacketLargerThanAPayloadGoesAlone() {
        EncodedMessage large = text("4" + "x".repeat(100));
        PayloadEncoder poll = new PayloadEncoder(PollingForm.V4, 10);
        assertThat(poll.add(large, 0)).isEqualTo(1);
        assertThat(poll.add(EncodedMessage.PING, 0)).isZero();
        PayloadEncoder other = new PayloadEncoder(PollingForm.V4, 10);
        assertThat(other.add(EncodedMessage.PING, 0)).isEqualTo(1);
        assertThat(other.add(large, 0)).isZero();
    }

    @Test
    void aClientThatTakesBytesGetsTextUnlessSomethingIsBinary() {
        PayloadEncoder ascii = poll(PollingForm.V3_BINARY_WHEN_NEEDED, text("4hello"), EncodedMessage.PONG);
        assertThat(ascii.binary()).isFalse();
        assertThat(text(ascii)).isEqualTo("6:4hello1:3");

        PayloadEncoder binary =
                poll(PollingForm.V3_BINARY_WHEN_NEEDED, text("4hello"), EncodedMessage.binary(new byte[] {1, 2, 3, 4}));
        assertThat(binary.binary()).isTrue();
        assertThat(encode(binary))
                .isEqualTo(new byte[] {0, 6, -1, '4', 'h', 'e', 'l', 'l', 'o', 1, 5, -1, 4, 1, 2, 3, 4});
    }

    @Test
    void rawTextBeyondAsciiIsBinaryForClientsThatTakeBytes() {
        PayloadEncoder poll = poll(PollingForm.V3_BINARY_WHEN_NEEDED, text("4é"));
        assertThat(poll.binary()).isTrue();
        assertThat(encode(poll)).isEqualTo(new byte[] {0, 3, -1, '4', (byte) 0xC3, (byte) 0xA9});
    }

    @Test
    void revision3GetsJsonInAscii() {
        EncodedMessage message = json("42[\"é☃𝒳\u2028\"]");
        for (PollingForm form : List.of(PollingForm.V3_TEXT, PollingForm.V3_BINARY_WHEN_NEEDED)) {
            PayloadEncoder poll = poll(form, message);
            assertThat(poll.binary()).isFalse();
            assertThat(text(poll)).isEqualTo("36:42[\"\\u00e9\\u2603\\ud835\\udcb3\\u2028\"]");
        }
        assertThat(text(poll(PollingForm.V4, message))).isEqualTo("42[\"é☃𝒳\u2028\"]");
    }

    @Test
    void theOldestClientsGetEverythingBinary() {
        PayloadEncoder poll = poll(PollingForm.V3_ALWAYS_BINARY, text("0{}"));
        assertThat(poll.binary()).isTrue();
        assertThat(encode(poll)).isEqualTo(new byte[] {0, 3, -1, '0', '{', '}'});
    }

    @Test
    void aPollWithoutPacketsIsTheEmptyPayload() {
        assertThat(text(new PayloadEncoder(PollingForm.V3_TEXT, 10))).isEqualTo("0:");
        assertThat(text(new PayloadEncoder(PollingForm.V3_BINARY_WHEN_NEEDED, 10)))
                .isEqualTo("0:");
        assertThat(text(new PayloadEncoder(PollingForm.V3_ALWAYS_BINARY, 10))).isEmpty();
        assertThat(text(new PayloadEncoder(PollingForm.V4, 10))).isEmpty();
    }

    @Test
    void theLargestLengthIsWrittenInAllItsDigits() {
        byte[] large = new byte[1_234_567];
        byte[] payload = encode(poll(PollingForm.V3_ALWAYS_BINARY, EncodedMessage.binary(large)));
        assertThat(payload).startsWith(1, 1, 2, 3, 4, 5, 6, 8, 0xFF, 4).hasSize(large.length + 10);
    }

    private static PayloadEncoder poll(PollingForm form, EncodedMessage... messages) {
        PayloadEncoder poll = new PayloadEncoder(form, 10_000_000);
        for (EncodedMessage message : messages) {
            assertThat(poll.add(message, 0)).isEqualTo(message.packetCount());
        }
        return poll;
    }

    private static EncodedMessage text(String packet) {
        return EncodedMessage.text(packet.getBytes(StandardCharsets.UTF_8));
    }

    private static EncodedMessage json(String packet, byte[]... attachments) {
        for (int i = 0; i < attachments.length; i++) {
            attachments[i] = attachments[i] == null ? new byte[0] : attachments[i];
        }
        return EncodedMessage.json(packet.getBytes(StandardCharsets.UTF_8), List.of(attachments));
    }

    private static byte[] encode(PayloadEncoder poll) {
        ByteSink sink = new ByteSink(poll.sizeBound());
        byte[] first = sink.array();
        poll.encode(sink);
        assertThat(sink.array()).as("the size was known").isSameAs(first);
        return sink.toByteArray();
    }

    private static String text(PayloadEncoder poll) {
        return new String(encode(poll), StandardCharsets.UTF_8);
    }
}
