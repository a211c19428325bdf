package io.sockeye.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.EncodedMessage;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one side encodes the other decodes, whatever it is; a failure shows its seed. */
public abstract class PacketRoundTripContractTest extends JsonCodecContract {
    private static final int RUNS = 3_000;
    private static final String[] NAMESPACES = {"/", "/chat", "/a/b-c", "/é"};
    private static final String[] TEXTS = {
        "", "a", "\"\\\n\u0000", "é☃𝒳\u2028", "\ud83d", "{\"_placeholder\":true,\"num\":0}", "[", "1"
    };

    private final PacketCodec packets = PacketCodec.json(codec);
    private final PacketDecoder decoder = packets.newDecoder(new DecoderLimits(1_000, 1_000_000, 100));

    @Test
    void eventsArriveAsTheyWereSent() {
        for (long seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            String namespace = NAMESPACES[random.nextInt(NAMESPACES.length)];
            long ackId = random.nextBoolean() ? Packet.NO_ACK : random.nextLong() >>> 11 + random.nextInt(53);
            String name = "n" + TEXTS[random.nextInt(TEXTS.length)];
            @Nullable Object[] arguments = list(random, 0).toArray();
            Packet.Event event = (Packet.Event) receive(packets.event(namespace, ackId, name, arguments));
            assertThat(event.namespace()).as("seed %s", seed).isEqualTo(namespace);
            assertThat(event.ackId()).as("seed %s", seed).isEqualTo(ackId);
            assertThat(event.name()).as("seed %s", seed).isEqualTo(name);
            check(event.arguments(), 1, arguments, seed);
        }
    }

    @Test
    void acknowledgementsArriveAsTheyWereSent() {
        for (long seed = 0; seed < RUNS; seed++) {
            @Nullable Object[] arguments = list(new Random(seed), 0).toArray();
            Packet.Ack ack = (Packet.Ack) receive(packets.ack("/chat", seed, arguments));
            assertThat(ack.ackId()).isEqualTo(seed);
            check(ack.arguments(), 0, arguments, seed);
        }
    }

    @Test
    void whatIsSentOnAsItArrivedArrivesAgain() {
        for (long seed = 0; seed < RUNS; seed++) {
            @Nullable Object[] arguments = list(new Random(seed), 0).toArray();
            Packet.Event first = (Packet.Event) receive(packets.event("/", Packet.NO_ACK, "x", arguments));
            Object[] elements = codec.split(first.arguments(), 1).toArray();
            Packet.Event alone = (Packet.Event) receive(packets.event("/", Packet.NO_ACK, "x", elements));
            check(alone.arguments(), 1, arguments, seed);
            Packet.Event inside = (Packet.Event) receive(packets.event("/", Packet.NO_ACK, "x", List.of(elements)));
            check(
                    inside.arguments(),
                    1,
                    new Object[] {List.of(List.of(arguments).toArray())},
                    seed);
        }
    }

    private Packet receive(EncodedMessage message) {
        byte[] text = Objects.requireNonNull(message.text());
        assertThat(text[0]).isEqualTo((byte) '4');
        Decoded decoded = decoder.text(text, 1, text.length);
        for (byte[] binary : message.binaries()) {
            assertThat(decoded).isEqualTo(Decoded.NeedMore.INSTANCE);
            decoded = decoder.binary(binary, 0, binary.length);
        }
        return (Packet) decoded;
    }

    private void check(RawJson received, int skip, @Nullable Object[] expected, long seed) {
        List<Type> types = new ArrayList<>(Collections.nCopies(expected.length, Object.class));
        assertThat(describe(codec.reader(types, false).read(received, skip)))
                .as("seed %s", seed)
                .isEqualTo(describe(expected));
    }

    /** Text that is the same for the same values, bytes by their content. */
    private static String describe(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case byte[] bytes -> "bytes" + java.util.Arrays.toString(bytes);
            case Object[] array -> describe(java.util.Arrays.asList(array));
            case List<?> list ->
                list.stream()
                        .map(PacketRoundTripContractTest::describe)
                        .toList()
                        .toString();
            case Map<?, ?> map -> {
                StringBuilder text = new StringBuilder("{");
                map.forEach((key, element) ->
                        text.append(key).append('=').append(describe(element)).append(';'));
                yield text.append('}').toString();
            }
            default -> value.getClass().getSimpleName() + " " + value;
        };
    }

    private static List<@Nullable Object> list(Random random, int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(random, depth));
        }
        return list;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 7)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextInt() + 0.5;
            case 2 -> random.nextBoolean();
            case 3 -> TEXTS[random.nextInt(TEXTS.length)];
            case 4 -> bytes(random);
            case 5 -> list(random, depth + 1);
            default -> map(random, depth + 1);
        };
    }

    private static Map<String, Object> map(Random random, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(random.nextBoolean() ? "num" : "k" + i, value(random, depth));
        }
        return map;
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(5)];
        random.nextBytes(bytes);
        return bytes;
    }
}
