package io.sockeye.engineio;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps all packets, and checks that text is UTF-8. */
final class RecordingSink implements PacketSink {
    final List<TestPacket> packets = new ArrayList<>();
    private final int limit;

    RecordingSink() {
        this(Integer.MAX_VALUE);
    }

    /** A sink that asks to stop with its packet number {@code limit}. */
    RecordingSink(int limit) {
        this.limit = limit;
    }

    @Override
    public boolean packet(PacketType type, byte[] bytes, int from, int to) {
        ByteSink packet = new ByteSink(to - from + 1);
        packet.put(type.digit());
        packet.put(bytes, from, to - from);
        checkUtf8(packet.toByteArray());
        return add(TestPacket.text(packet.toByteArray()));
    }

    @Override
    public boolean binary(byte[] bytes, int from, int to) {
        return add(TestPacket.binary(Arrays.copyOfRange(bytes, from, to)));
    }

    private boolean add(TestPacket packet) {
        if (packets.size() >= limit) {
            throw new AssertionError("a packet after the end: " + packet);
        }
        packets.add(packet);
        return packets.size() < limit;
    }

    private static void checkUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new AssertionError("not UTF-8: " + Arrays.toString(bytes), e);
        }
    }
}
