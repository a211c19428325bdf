package io.sockeye.engineio;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What holds for all decoders, whatever they are fed with. */
final class FuzzChecks {
    private FuzzChecks() {}

    @FunctionalInterface
    interface Decode {
        DecodeResult decode(byte[] body, PacketSink sink);
    }

    /** The wire bytes of all vectors in some files. */
    static Stream<byte[]> seeds(String... files) {
        return Stream.of(files).flatMap(Vectors::of).map(Vectors.Vector::wire);
    }

    /** Decodes, checks that the same comes out twice and that the input is as before, and gives the packets. */
    static List<TestPacket> packetsOf(byte[] body, Decode decoder, Decode again) {
        byte[] original = body.clone();
        RecordingSink sink = new RecordingSink();
        DecodeResult result = decoder.decode(body, sink);
        check(result != DecodeResult.STOPPED, "nobody asked to stop");
        check(Arrays.equals(body, original), "the input has changed");
        int total = sink.packets.stream()
                .mapToInt(packet -> packet.content().length())
                .sum();
        check(total <= body.length, "more came out than went in");
        RecordingSink other = new RecordingSink();
        check(again.decode(body, other) == result, "another result");
        check(other.packets.equals(sink.packets), "other packets");
        return sink.packets;
    }

    /** Encodes packets and checks that they come back. */
    static void checkRoundTrip(List<TestPacket> packets, PollingForm form) {
        RecordingSink received = new RecordingSink();
        int next = 0;
        while (next < packets.size()) {
            PayloadEncoder poll = new PayloadEncoder(form, 1000);
            while (next < packets.size() && poll.add(packets.get(next).toMessage(), 0) == 1) {
                next++;
            }
            ByteSink body = new ByteSink(0);
            poll.encode(body);
            PayloadDecoder decoder = form == PollingForm.V4 ? PayloadDecoder.v4() : PayloadDecoder.v3(false);
            DecodeResult result = poll.binary()
                    ? decoder.binary(body.toByteArray(), received)
                    : decoder.text(body.toByteArray(), received);
            check(result == DecodeResult.OK, "own payload refused: " + result);
        }
        check(received.packets.equals(packets), "other packets after a round trip");
    }

    static void check(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
