package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static @Nullable OpenPacket decode(String json) {
        byte[] bytes = ("0" + json).getBytes(StandardCharsets.UTF_8);
        return OpenPacket.decode(bytes, 1, bytes.length);
    }

    @Test
    void isReadAsItWasWritten() {
        OpenPacket open =
                new OpenPacket("lv_VI97HAXpY6yYWAAAB", List.of(Transport.WEBSOCKET), 25_000, 20_000, 1_000_000);
        byte[] bytes = open.encode();
        assertThat(OpenPacket.decode(bytes, 1, bytes.length)).isEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sid\":\"a\",\"upgrades\":[\"websocket\",\"webtransport\"],\"pingInterval\":0,\"pingTimeout\":5.0004e3}",
                " { \"pingTimeout\" : 5000 , \"pingInterval\":0,\n\"upgrades\" : [ \"websocket\" ] , \"sid\":\"\\u0061\" } ",
                "{\"sid\":\"a\",\"upgrades\":[\"websocket\"],\"pingInterval\":0,\"pingTimeout\":5000,\"x\":{\"y\":[1,null,true,{}],\"z\":[]},"
                        + "\"w\":false,\"maxPayload\":0}"
            })
    void whatIsUnknownIsSkipped(String json) {
        assertThat(decode(json)).isEqualTo(new OpenPacket("a", List.of(Transport.WEBSOCKET), 0, 5000, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{",
                "{\"sid\":\"a\"}",
                "{\"sid\":\"\",\"pingInterval\":1,\"pingTimeout\":1}",
                "{\"sid\":1,\"pingInterval\":1,\"pingTimeout\":1}",
                "{\"sid\":\"a\",\"pingInterval\":-1,\"pingTimeout\":1}",
                "{\"sid\":\"a\",\"pingInterval\":1,\"pingTimeout\":0}",
                "{\"sid\":\"a\",\"pingInterval\":1,\"pingTimeout\":1}}",
                "{\"sid\":\"a\",\"pingInterval\":1,\"pingTimeout\":1,}",
                "{\"sid\":\"a\",\"pingInterval\":1,\"pingTimeout\":1e}",
                "{\"sid\":\"a\",\"pingInterval\":1,\"pingTimeout\":1,\"x\":nul}",
                "{\"sid\":\"a\",\"pingInterval\":1,\"pingTimeout\":1,\"x\":\"\\u00g0\"}",
                "{\"sid\":\"a\",\"pingInterval\":1,\"pingTimeout\":1,\"x\":\"",
                "{\"sid\":\"a\",\"pingInterval\":\"1\",\"pingTimeout\":1}"
            })
    void whatIsNoHandshakeIsRefused(String json) {
        assertThat(decode(json)).isNull();
    }

    @Test
    void lengthDepthAndNumbersAreLimited() {
        String good = "{\"sid\":\"a\",\"pingInterval\":1,\"pingTimeout\":1,\"x\":%s}";
        assertThat(decode(good.formatted("[".repeat(30) + "]".repeat(30)))).isNotNull();
        assertThat(decode(good.formatted("[".repeat(5000) + "]".repeat(5000)))).isNull();
        assertThat(decode(good.formatted("\"" + "x".repeat(20_000) + "\""))).isNull();
        assertThat(decode(good.formatted("1".repeat(1000)))).isNull();
        assertThat(decode("{\"sid\":\"" + "a".repeat(300) + "\",\"pingInterval\":1,\"pingTimeout\":1}"))
                .isNull();
        OpenPacket eternal = decode("{\"sid\":\"a\",\"pingInterval\":1e300,\"pingTimeout\":1}");
        assertThat(eternal).isNotNull();
        assertThat(eternal.pingIntervalMillis()).isEqualTo(Integer.MAX_VALUE);
    }

    private static String text(OpenPacket open) {
        return new String(open.encode(), StandardCharsets.UTF_8);
    }
}
