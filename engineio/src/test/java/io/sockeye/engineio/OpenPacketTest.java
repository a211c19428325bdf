package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenPacketTest {
    @Test
    void hasTheKeysOfTheReferenceInItsOrder() {
        OpenPacket open =
                new OpenPacket("lv_VI97HAXpY6yYWAAAB", List.of(Transport.WEBSOCKET), 25_000, 20_000, 1_000_000);
        assertThat(text(open))
                .isEqualTo("0{\"sid\":\"lv_VI97HAXpY6yYWAAAB\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,"
                        + "\"pingTimeout\":20000,\"maxPayload\":1000000}");
    }

    @Test
    void upgradesAreAList() {
        assertThat(text(new OpenPacket("a", List.of(), 1, 2, 3))).contains("\"upgrades\":[],");
        assertThat(text(new OpenPacket("a", List.of(Transport.POLLING, Transport.WEBSOCKET), 1, 2, 3)))
                .contains("\"upgrades\":[\"polling\",\"websocket\"],");
    }

    @Test
    void toStringKeepsTheSidSecret() {
        assertThat(new OpenPacket("secret", List.of(), 1, 2, 3).toString()).doesNotContain("secret");
    }

    private static String text(OpenPacket open) {
        return new String(open.encode(), StandardCharsets.UTF_8);
    }
}
