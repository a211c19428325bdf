package io.sockeye.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sockeye.engineio.server.host.RawClient;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FrameDecoderTest {
    static final int LIMIT = 1000;
    private static final byte[] SNOWMAN = "☃𝒳é".getBytes(StandardCharsets.UTF_8);

    /** What a client sends, frame by frame, and what has to come of it. */
    record Case(String name, byte[] bytes, List<String> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                of("text", List.of("text 4hello"), text(0x81, "4hello")),
                of("an empty text", List.of("text "), text(0x81, "")),
                of("binary", List.of("binary 00ff80"), RawClient.frame(0x82, new byte[] {0, -1, -128})),
                of("an empty binary", List.of("binary "), RawClient.frame(0x82, new byte[0])),
                of(
                        "many",
                        List.of("text a", "text b", "binary 01"),
                        text(0x81, "a"),
                        text(0x81, "b"),
                        RawClient.frame(0x82, new byte[] {1})),
                of("a length of 16 bits", List.of("text " + "x".repeat(126)), text(0x81, "x".repeat(126))),
                of("the longest one", List.of("text " + "x".repeat(LIMIT)), text(0x81, "x".repeat(LIMIT))),
                of("a length of 64 bits", List.of("text x"), hex("81 ff 00 00 00 00 00 00 00 01 00 00 00 00 78")),
                of("fragments", List.of("text abc"), text(0x01, "a"), text(0x00, "b"), text(0x80, "c")),
                of("empty fragments", List.of("text "), text(0x01, ""), text(0x00, ""), text(0x80, "")),
                of(
                        "a character in two fragments",
                        List.of("text ☃"),
                        RawClient.frame(0x01, slice(0, 1)),
                        RawClient.frame(0x80, slice(1, 3))),
                of(
                        "a ping between fragments",
                        List.of("ping p", "text ab"),
                        text(0x01, "a"),
                        text(0x89, "p"),
                        text(0x80, "b")),
                of("a pong", List.of("pong "), text(0x8A, "")),
                of("all of Unicode", List.of("text ☃𝒳é"), RawClient.frame(0x81, SNOWMAN)),
                of("close", List.of("close 1000"), RawClient.closeFrame(1000)),
                of("close without a code", List.of("close 1005"), RawClient.closeFrame(1005)),
                of("close with a reason", List.of("close 4999"), hex("88 85 00 00 00 00 13 87 62 79 65")),
                of("compressed when nobody agreed", List.of("violation 1002"), text(0xC1, "x")),
                of("RSV2", List.of("violation 1002"), text(0xA1, "x")),
                of("RSV3", List.of("violation 1002"), text(0x91, "x")),
                of("RSV1 on a ping", List.of("violation 1002"), text(0xC9, "x")),
                of("opcode 3", List.of("violation 1002"), text(0x83, "x")),
                of("opcode 11", List.of("violation 1002"), text(0x8B, "x")),
                of("no mask", List.of("violation 1002"), hex("81 01 78")),
                of("no mask behind a good one", List.of("text a", "violation 1002"), text(0x81, "a"), hex("81 01 78")),
                of("a continuation of nothing", List.of("violation 1002"), text(0x80, "x")),
                of("a message in a message", List.of("violation 1002"), text(0x01, "x"), text(0x81, "x")),
                of("a ping in fragments", List.of("violation 1002"), text(0x09, "x")),
                of("a ping of 126 bytes", List.of("violation 1002"), text(0x89, "x".repeat(126))),
                of("half a close code", List.of("violation 1002"), text(0x88, "x")),
                of("close 1005", List.of("violation 1002"), hex("88 82 00 00 00 00 03 ed")),
                of("close 1006", List.of("violation 1002"), hex("88 82 00 00 00 00 03 ee")),
                of("close 999", List.of("violation 1002"), hex("88 82 00 00 00 00 03 e7")),
                of("close 1004", List.of("violation 1002"), hex("88 82 00 00 00 00 03 ec")),
                of("close 2999", List.of("violation 1002"), hex("88 82 00 00 00 00 0b b7")),
                of("close 5000", List.of("violation 1002"), hex("88 82 00 00 00 00 13 88")),
                of("a reason that isn't text", List.of("violation 1007"), hex("88 83 00 00 00 00 03 e8 ff")),
                of("a byte too much", List.of("violation 1009"), text(0x81, "x".repeat(LIMIT + 1))),
                of(
                        "a byte too much in fragments",
                        List.of("violation 1009"),
                        text(0x01, "x".repeat(LIMIT)),
                        text(0x80, "x")),
                of("2^31 bytes", List.of("violation 1009"), hex("82 ff 00 00 00 00 80 00 00 00 00 00 00 00")),
                of("2^63 bytes", List.of("violation 1002"), hex("82 ff 80 00 00 00 00 00 00 00 00 00 00 00")),
                of("an overlong slash", List.of("violation 1007"), hex("81 82 00 00 00 00 c0 af")),
                of("a surrogate", List.of("violation 1007"), hex("81 83 00 00 00 00 ed a0 80")),
                of("above U+10FFFF", List.of("violation 1007"), hex("81 84 00 00 00 00 f4 90 80 80")),
                of("a lonely continuation byte", List.of("violation 1007"), hex("81 81 00 00 00 00 80")),
                of("half a character at the end", List.of("violation 1007"), RawClient.frame(0x81, slice(0, 2))),
                of(
                        "half a character and another",
                        List.of("violation 1007"),
                        RawClient.frame(0x01, slice(0, 1)),
                        text(0x80, "x")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isTheSameWholeSplitAnywhereAndByteByByte(Case of) {
        assertThat(decode(of.bytes, of.bytes.length)).isEqualTo(of.expected);
        assertThat(decode(of.bytes, 1)).isEqualTo(of.expected);
        for (int split = 1; split < of.bytes.length; split++) {
            assertThat(decode(of.bytes, split)).as("split at %d", split).isEqualTo(of.expected);
        }
    }

    @Test
    void nonsenseIsRefusedBeforeItsPayloadIsThere() {
        assertThat(decode(hex("82 fe 03 e9 00 00 00 00"), 100)).containsExactly("violation 1009");
        assertThat(decode(hex("81 84 00 00 00 00 c0"), 100)).containsExactly("violation 1007");
        assertThat(decode(hex("89 fe"), 100)).containsExactly("violation 1002");
    }

    @Test
    void tooManyFragmentsAreRefusedHoweverSmall() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(text(0x02, ""));
        for (int i = 0; i < 16 * 1024; i++) {
            bytes.writeBytes(text(0x00, ""));
        }
        assertThat(decode(bytes.toByteArray(), bytes.size())).containsExactly("violation 1008");
    }

    @Test
    void compressedMessagesAreMarkedWhenAgreedOn() {
        FrameDecoder decoder = new FrameDecoder(LIMIT, true);
        ByteBuf in = Unpooled.wrappedBuffer(text(0x41, "\u00ff"), text(0x80, "y"), text(0x81, "z"));
        assertThat(decoder.next(in)).isEqualTo(FrameDecoder.Result.MESSAGE);
        assertThat(decoder.isCompressed()).isTrue();
        assertThat(decoder.takePayload()).hasSize(3);
        assertThat(decoder.next(in)).isEqualTo(FrameDecoder.Result.MESSAGE);
        assertThat(decoder.isCompressed()).isFalse();
        assertThat(decoder.next(Unpooled.wrappedBuffer(text(0x01, "a"), text(0xC0, "b"))))
                .isEqualTo(FrameDecoder.Result.VIOLATION);
    }

    static List<String> decode(byte[] bytes, int split) {
        FrameDecoder decoder = new FrameDecoder(LIMIT, false);
        List<String> events = new ArrayList<>();
        int step = split == 1 ? 1 : Math.max(split, bytes.length - split);
        for (int from = 0; from < bytes.length; from += from == 0 ? split : step) {
            int to = Math.min(bytes.length, from + (from == 0 ? split : step));
            ByteBuf in = Unpooled.wrappedBuffer(bytes, from, to - from);
            for (String event = next(decoder, in); event != null; event = next(decoder, in)) {
                events.add(event);
                if (event.startsWith("violation") || event.startsWith("close")) {
                    return events;
                }
            }
            assertThat(in.isReadable()).isFalse();
        }
        return events;
    }

    private static String next(FrameDecoder decoder, ByteBuf in) {
        return switch (decoder.next(in)) {
            case NEED_MORE -> null;
            case MESSAGE ->
                decoder.isText()
                        ? "text " + new String(decoder.takePayload(), StandardCharsets.UTF_8)
                        : "binary " + HexFormat.of().formatHex(decoder.takePayload());
            case PING -> "ping " + new String(decoder.takePayload(), StandardCharsets.UTF_8);
            case PONG -> "pong " + new String(decoder.takePayload(), StandardCharsets.UTF_8);
            case CLOSE -> "close " + decoder.closeCode();
            case VIOLATION -> "violation " + decoder.closeCode();
        };
    }

    private static Case of(String name, List<String> expected, byte[]... frames) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            bytes.writeBytes(frame);
        }
        return new Case(name, bytes.toByteArray(), expected);
    }

    private static byte[] text(int start, String text) {
        return RawClient.frame(start, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] slice(int from, int to) {
        return java.util.Arrays.copyOfRange(SNOWMAN, from, to);
    }

    private static byte[] hex(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex);
    }
}
