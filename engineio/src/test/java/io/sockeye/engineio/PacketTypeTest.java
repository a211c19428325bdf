package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacketTypeTest {
    @Test
    void digitsAreThoseOfTheProtocol() {
        StringBuilder digits = new StringBuilder();
        for (PacketType type : PacketType.values()) {
            digits.append((char) type.digit());
        }
        assertThat(PacketType.values())
                .containsExactly(
                        PacketType.OPEN,
                        PacketType.CLOSE,
                        PacketType.PING,
                        PacketType.PONG,
                        PacketType.MESSAGE,
                        PacketType.UPGRADE,
                        PacketType.NOOP);
        assertThat(digits).hasToString("0123456");
    }

    @Test
    void everyOtherByteIsNoType() {
        for (int b = Byte.MIN_VALUE; b <= Byte.MAX_VALUE; b++) {
            PacketType type = PacketType.ofDigit((byte) b);
            if (b >= '0' && b <= '6') {
                assertThat(type).isNotNull();
                assertThat(type.digit()).isEqualTo((byte) b);
            } else {
                assertThat(type).isNull();
            }
        }
    }
}
