package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncodedMessageTest {
    private static final byte[] HEADER =
            "451-[\"é\",{\"_placeholder\":true,\"num\":0}]".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FIRST = {1, 2, 3, 4};
    private static final byte[] SECOND = {};

    private final EncodedMessage message = EncodedMessage.json(HEADER, List.of(FIRST, SECOND));

    @ParameterizedTest
    @EnumSource
    void everyFormIsMadeOnceAndShared(WebSocketForm form) {
        assertThat(message.frames(form)).isSameAs(message.frames(form)).hasSize(3);
        assertThat(message.frames(form).getFirst().payload()).isSameAs(HEADER);
    }

    @Test
    void everyFormHasItsOwnBinary() {
        assertThat(binary(WebSocketForm.V4)).isSameAs(FIRST);
        assertThat(binary(WebSocketForm.V3)).isEqualTo(new byte[] {4, 1, 2, 3, 4});
        assertThat(binary(WebSocketForm.V4_BASE64))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("bAQIDBA==");
        assertThat(binary(WebSocketForm.V3_BASE64))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("b4AQIDBA==");
    }

    @Test
    void theAsciiFormOfJsonIsMadeOnce() {
        assertThat(message.asciiText())
                .isSameAs(message.asciiText())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("451-[\"\\u00e9\",{\"_placeholder\":true,\"num\":0}]");
    }

    @Test
    void textThatIsNotJsonIsNeverEscaped() {
        EncodedMessage text = EncodedMessage.text("4é".getBytes(StandardCharsets.UTF_8));
        assertThat(text.asciiText()).isSameAs(text.text());
        assertThat(EncodedMessage.binary(FIRST).asciiText()).isNull();
    }

    @Test
    void sizeAndCountAreThoseOfAllPackets() {
        assertThat(message.byteSize()).isEqualTo(HEADER.length + 4);
        assertThat(message.packetCount()).isEqualTo(3);
        assertThat(EncodedMessage.binary(FIRST).packetCount()).isEqualTo(1);
        assertThat(EncodedMessage.PING.packetCount()).isEqualTo(1);
    }

    @Test
    void whatRemainsOfAMessageAreItsLastPackets() {
        assertThat(message.skip(0)).isSameAs(message);
        assertThat(message.skip(1).text()).isNull();
        assertThat(message.skip(1).binaries()).containsExactly(FIRST, SECOND);
        assertThat(message.skip(2).binaries()).containsExactly(SECOND);
        assertThat(message.skip(1).skip(1).binaries()).containsExactly(SECOND);
        assertThat(message.skip(1).byteSize()).isEqualTo(4);
    }

    @Test
    void aHostFindsWhatItPutIntoItsSlot() {
        assertThat(message.hostForm()).isNull();
        message.hostForm("frame");
        assertThat(message.hostForm()).isEqualTo("frame");
    }

    @Test
    void toStringTellsNothingOfTheContent() {
        assertThat(message).hasToString("EncodedMessage[3 packets, " + message.byteSize() + " bytes]");
    }

    private byte[] binary(WebSocketForm form) {
        return message.frames(form).get(1).payload();
    }
}
