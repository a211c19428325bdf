package io.sockeye.socketio;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sockeye.engineio.EncodedMessage;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** The decoder, which looks for the name of an event by itself, against a codec. */
public abstract class PacketNameFuzz {
    private static final DecoderLimits LIMITS = new DecoderLimits(10, 1_000_000, 100);

    private final JsonCodec values;
    private final PacketCodec codec;

    /** For one codec. */
    protected PacketNameFuzz(JsonCodec values) {
        this.values = values;
        this.codec = PacketCodec.json(values);
    }

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "2[\"hello\",1,{\"a\":[]}]",
                        "2/chat,12[\"h\\u00e9\\n\\ud83d\"]",
                        "2/chat?x=1,[ -1.5e3 , \"☃\" ]",
                        "2 [\"\\\"\\\\\\/\"]")
                .map(seed -> seed.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "30s")
    void theDecoderAndTheJsonCodecSeeTheSameName(byte[] input) {
        byte[] message = new String(input, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        if (codec.newDecoder(LIMITS).text(message, 0, message.length) instanceof Packet.Event event && isJson(event)) {
            RawJson first = values.split(event.arguments(), 0).getFirst();
            if (first.bytes()[first.from()] == '"') {
                check(event.name().equals(values.read(first, String.class)), "another name");
                checkRoundTrip(event);
            }
        }
    }

    private boolean isJson(Packet.Event event) {
        try {
            values.validate(event.arguments());
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    private void checkRoundTrip(Packet.Event event) {
        Object[] arguments = values.split(event.arguments(), 1).toArray();
        EncodedMessage sent = codec.event(event.namespace(), event.ackId(), event.name(), arguments);
        byte[] text = Objects.requireNonNull(sent.text());
        Packet.Event received = (Packet.Event) codec.newDecoder(LIMITS).text(text, 1, text.length);
        check(received.name().equals(event.name()), "another name after a round trip");
        check(received.namespace().equals(event.namespace()), "another namespace after a round trip");
        check(received.ackId() == event.ackId(), "another ack id after a round trip");
        check(
                values.split(received.arguments(), 1).stream()
                        .map(PacketNameFuzz::text)
                        .toList()
                        .equals(values.split(event.arguments(), 1).stream()
                                .map(PacketNameFuzz::text)
                                .toList()),
                "other arguments after a round trip");
    }

    private static String text(RawJson json) {
        return new String(json.bytes(), json.from(), json.to() - json.from(), StandardCharsets.ISO_8859_1);
    }

    private static void check(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
