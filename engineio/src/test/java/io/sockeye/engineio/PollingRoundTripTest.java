package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes into the queue of a session comes out at the client, whatever the messages and limits are; a failure names its seed. */
class PollingRoundTripTest {
    private static final int RUNS = 2_000;
    private static final int[] CHARACTERS = {
        'a', '"', ':', '0', 0x7F, 0x80, 0xE9, 0xFF, 0x7FF, 0x800, 0x2028, 0xFFFD, 0x1D4B3, 0x10FFFF
    };

    @ParameterizedTest
    @EnumSource
    void splittingNeverLosesDuplicatesOrReordersAPacket(PollingForm form) {
        for (long seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            List<EncodedMessage> messages = messages(random);
            int maxPayload = 1 + random.nextInt(200);
            RecordingSink received = new RecordingSink();
            int bytes = 0;
            int index = 0;
            int cursor = 0;
            while (index < messages.size()) {
                PayloadEncoder poll = new PayloadEncoder(form, maxPayload);
                while (index < messages.size()) {
                    cursor = poll.add(messages.get(index), cursor);
                    if (cursor < messages.get(index).packetCount()) {
                        break;
                    }
                    index++;
                    cursor = 0;
                }
                bytes += poll.byteSize();
                checkLimits(poll, maxPayload, seed);
                receive(poll, form, received, seed);
            }
            assertThat(received.packets).as("seed %s", seed).isEqualTo(expected(messages, form));
            assertThat(bytes)
                    .as("seed %s", seed)
                    .isEqualTo(
                            messages.stream().mapToInt(EncodedMessage::byteSize).sum());
        }
    }

    private static void checkLimits(PayloadEncoder poll, int maxPayload, long seed) {
        assertThat(poll.packetCount()).as("seed %s", seed).isBetween(1, PayloadEncoder.MAX_PACKETS);
        ByteSink body = new ByteSink(poll.sizeBound());
        poll.encode(body);
        assertThat(body.size()).as("seed %s", seed).isLessThanOrEqualTo(poll.sizeBound());
        if (poll.packetCount() > 1) {
            assertThat(body.size()).as("seed %s", seed).isLessThanOrEqualTo(maxPayload);
        }
    }

    private static void receive(PayloadEncoder poll, PollingForm form, PacketSink sink, long seed) {
        ByteSink body = new ByteSink(0);
        poll.encode(body);
        PayloadDecoder decoder = form == PollingForm.V4 ? PayloadDecoder.v4() : PayloadDecoder.v3(false);
        DecodeResult result =
                poll.binary() ? decoder.binary(body.toByteArray(), sink) : decoder.text(body.toByteArray(), sink);
        assertThat(result).as("seed %s", seed).isEqualTo(DecodeResult.OK);
    }

    private static List<TestPacket> expected(List<EncodedMessage> messages, PollingForm form) {
        List<TestPacket> packets = new ArrayList<>();
        for (EncodedMessage message : messages) {
            byte[] text = form == PollingForm.V4 ? message.text() : message.asciiText();
            if (text != null) {
                packets.add(TestPacket.text(text));
            }
            message.binaries().forEach(binary -> packets.add(TestPacket.binary(binary)));
        }
        return packets;
    }

    private static List<EncodedMessage> messages(Random random) {
        List<EncodedMessage> messages = new ArrayList<>();
        int count = 1 + random.nextInt(25);
        for (int i = 0; i < count; i++) {
            messages.add(
                    switch (random.nextInt(4)) {
                        case 0 -> EncodedMessage.NOOP;
                        case 1 -> EncodedMessage.text(text(random));
                        case 2 -> EncodedMessage.binary(bytes(random));
                        default -> EncodedMessage.json(text(random), attachments(random));
                    });
        }
        return messages;
    }

    private static List<byte[]> attachments(Random random) {
        List<byte[]> attachments = new ArrayList<>();
        int count = random.nextInt(20);
        for (int i = 0; i < count; i++) {
            attachments.add(bytes(random));
        }
        return attachments;
    }

    private static byte[] text(Random random) {
        StringBuilder text = new StringBuilder("4");
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }
}
