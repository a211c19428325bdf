package io.sockeye.socketio;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sockeye.socketio.Decoded.ProtocolError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class JsonPacketDecoderFuzz {
    private static final DecoderLimits LIMITS = new DecoderLimits(10, 200, 10);
    /** Ends a message; no UTF-8 contains it. */
    private static final byte END = (byte) 0xFF;
    /** Begins a binary message. */
    private static final byte BINARY = (byte) 0xFE;

    static Stream<byte[]> seeds() {
        return Stream.concat(Vectors.all().map(Vectors.Vector::wire), Stream.of(conversation()));
    }

    private static byte[] conversation() {
        return Vectors.bytes("52-[\"a\",{\"_placeholder\":true,\"num\":0}]\\xFF\\xFE\\x01\\xFF\\xFE\\x02\\xFF312[]");
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "30s")
    void messagesArePacketsOrAnError(byte[] conversation) {
        byte[] original = conversation.clone();
        PacketDecoder decoder = new JsonPacketDecoder(LIMITS);
        PacketDecoder other = new JsonPacketDecoder(LIMITS);
        Decoded last = null;
        for (int[] range : messages(conversation)) {
            Decoded decoded = feed(decoder, conversation, range[0], range[1]);
            byte[] alone = Arrays.copyOfRange(conversation, range[0], range[1]);
            check(describe(decoded).equals(describe(feed(other, alone, 0, alone.length))), "depends on what is around");
            check(!(last instanceof ProtocolError) || decoded == last, "no packet comes behind an error");
            check(decoder.bytesHeld() <= LIMITS.maxPacketBytes(), "holds more than a packet");
            last = decoded;
        }
        check(Arrays.equals(conversation, original), "the input has changed");
    }

    private static List<int[]> messages(byte[] conversation) {
        List<int[]> ranges = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= conversation.length; at++) {
            if (at == conversation.length || conversation[at] == END) {
                ranges.add(new int[] {from, at});
                from = at + 1;
            }
        }
        return ranges;
    }

    private static Decoded feed(PacketDecoder decoder, byte[] bytes, int from, int to) {
        return from < to && bytes[from] == BINARY ? decoder.binary(bytes, from + 1, to) : decoder.text(bytes, from, to);
    }

    private static String describe(Decoded decoded) {
        return decoded instanceof Packet packet ? Vectors.describe(packet) : decoded.toString();
    }

    private static void check(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
