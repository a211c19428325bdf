package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.Vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadDecoderTest {
    private static final int LARGE = 4_000_000;

    @FunctionalInterface
    interface Decode {
        DecodeResult decode(byte[] body, PacketSink sink);
    }

    static Stream<Arguments> vectors() {
        return Stream.of(
                        of("payload-v4.txt", () -> PayloadDecoder.v4()::text),
                        of("payload-v3-text.txt", () -> PayloadDecoder.v3(false)::text),
                        of("payload-v3-text.txt", () -> PayloadDecoder.v3(true)::text),
                        of("payload-v3-dialect.txt", () -> PayloadDecoder.v3(true)::text),
                        of("payload-v3-binary.txt", () -> PayloadDecoder.v3(false)::binary))
                .flatMap(vectors -> vectors);
    }

    private static Stream<Arguments> of(String file, Supplier<Decode> decoder) {
        return Vectors.of(file).map(vector -> Arguments.of(vector, decoder));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aPayloadGivesItsPacketsUpToTheBadOneAndTheReason(Vector vector, Supplier<Decode> decoder) {
        RecordingSink sink = new RecordingSink();
        DecodeResult result = decoder.get().decode(vector.wire(), sink);
        assertThat(sink.packets).isEqualTo(vector.packets());
        assertThat(result).isEqualTo(vector.result());
        assertThat(result.isError()).isEqualTo(vector.refused() != null);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aPayloadCutOffAnywhereGivesNothingThatTheWholeOneDoesNot(Vector vector, Supplier<Decode> decoder) {
        for (int length = 0; length < vector.wire().length; length++) {
            RecordingSink sink = new RecordingSink();
            decoder.get().decode(Arrays.copyOf(vector.wire(), length), sink);
            List<TestPacket> whole = sink.packets.subList(0, Math.max(0, sink.packets.size() - 1));
            assertThat(vector.packets().subList(0, whole.size())).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void decodingEndsWhereTheSinkAsksForIt(Vector vector, Supplier<Decode> decoder) {
        for (int count = 1; count <= vector.packets().size(); count++) {
            RecordingSink sink = new RecordingSink(count);
            assertThat(decoder.get().decode(vector.wire(), sink)).isEqualTo(DecodeResult.STOPPED);
            assertThat(sink.packets).isEqualTo(vector.packets().subList(0, count));
        }
    }

    @Test
    void aDialectIsRememberedFromPayloadToPayload() {
        PayloadDecoder decoder = PayloadDecoder.v3(true);
        assertThat(textsOf(decoder, "3:4Ã©")).containsExactly("4é");
        assertThat(textsOf(decoder, "2:4☃")).containsExactly("4☃");
        assertThat(textsOf(decoder, "3:4Ã©")).containsExactly("4Ã©");
    }

    @Test
    void whatAServerAnswersIsNeverTakenForTwiceEncoded() {
        assertThat(textsOf(PayloadDecoder.v3(false), "3:4Ã©")).containsExactly("4Ã©");
    }

    @Test
    void revision4HasNoBinaryPayload() {
        RecordingSink sink = new RecordingSink();
        assertThat(PayloadDecoder.v4().binary(new byte[] {0, 1, -1, '2'}, sink))
                .isEqualTo(DecodeResult.UNEXPECTED_BINARY);
        assertThat(sink.packets).isEmpty();
    }

    @Test
    void packetsAreRangesOfTheBodyAndNotCopies() {
        byte[] body = "6:4hello1:2".getBytes(StandardCharsets.UTF_8);
        assertThat(PayloadDecoder.v3(false).text(body, new PacketSink() {
                    @Override
                    public boolean packet(PacketType type, byte[] bytes, int from, int to) {
                        assertThat(bytes).isSameAs(body);
                        return true;
                    }

                    @Override
                    public boolean binary(byte[] bytes, int from, int to) {
                        return false;
                    }
                }))
                .isEqualTo(DecodeResult.OK);
    }

    @ParameterizedTest
    @MethodSource
    void longInputTakesLinearTime(String name, byte[] body) {
        PacketSink sink = new CountingSink();
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            PayloadDecoder.v4().text(body, sink);
            PayloadDecoder.v3(false).text(body, sink);
            PayloadDecoder.v3(true).text(body, sink);
            PayloadDecoder.v3(false).binary(body, sink);
        });
    }

    static Stream<Arguments> longInputTakesLinearTime() {
        return Stream.of(
                Arguments.of("digits", repeat("9")),
                Arguments.of("zeros", repeat("0")),
                Arguments.of("binary zeros", new byte[LARGE]),
                Arguments.of("separators", repeat("\u001e")),
                Arguments.of("small packets of revision 4", repeat("4\u001e")),
                Arguments.of("small packets of revision 3", repeat("1:4")),
                Arguments.of("small binary packets of revision 3", repeat("\u0000\u0001\u00ff4")),
                Arguments.of("nothing, often", repeat("0:")),
                Arguments.of("twice encoded", repeat("3:4\u00c3\u0083\u00c2\u00a9")),
                Arguments.of("base64", repeat("bAAAA\u001e")));
    }

    private static byte[] repeat(String latin1) {
        return latin1.repeat(LARGE / latin1.length()).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> textsOf(PayloadDecoder decoder, String body) {
        RecordingSink sink = new RecordingSink();
        assertThat(decoder.text(body.getBytes(StandardCharsets.UTF_8), sink)).isEqualTo(DecodeResult.OK);
        return sink.packets.stream().map(TestPacket::toString).toList();
    }

    private static final class CountingSink implements PacketSink {
        @Override
        public boolean packet(PacketType type, byte[] bytes, int from, int to) {
            return true;
        }

        @Override
        public boolean binary(byte[] bytes, int from, int to) {
            return true;
        }
    }
}
