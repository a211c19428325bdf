package io.sockeye.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the official test suite of Engine.IO 3 pins, on a server that speaks both revisions. */
final class EngineIo3ProtocolIT extends EngineIoContract {
    private static final byte[] HELLO_AND_BYTES = {
        0, 6, (byte) 0xFF, '4', 'h', 'e', 'l', 'l', 'o', 1, 5, (byte) 0xFF, 4, 1, 2, 3, 4
    };
    private static ProtocolServer hasty;
    private static ProtocolServer calm;

    @BeforeAll
    static void start() {
        hasty = ProtocolServer.engineIo3(ProtocolServer.Heartbeat.OF_SUITES);
        calm = ProtocolServer.engineIo3(ProtocolServer.Heartbeat.CALM);
    }

    @AfterAll
    static void stop() {
        hasty.close();
        calm.close();
    }

    @Override
    URI hasty() {
        return hasty.uri();
    }

    @Override
    URI calm() {
        return calm.uri();
    }

    @Override
    String client() {
        return "EIO=3&b64=1";
    }

    @Override
    String payload(String... packets) {
        return Arrays.stream(packets)
                .map(packet -> packet.length() + ":" + packet)
                .collect(Collectors.joining());
    }

    private PollingProbe binaryPolling() {
        return PollingProbe.open(calm(), "EIO=3");
    }

    @Test
    void binaryIsBase64ForAClientThatSaysSo() {
        PollingProbe polling = polling();

        assertThat(polling.post("6:4hello10:b4AQIDBA==").text()).isEqualTo("ok");

        assertThat(polling.poll().text()).isEqualTo("6:4hello10:b4AQIDBA==");
    }

    @Test
    void aBatchWithBinaryIsABinaryBodyForAClientThatTakesIt() {
        PollingProbe polling = binaryPolling();

        assertThat(polling.post("6:4hello10:b4AQIDBA==").text()).isEqualTo("ok");

        Answer answer = polling.poll();
        assertThat(answer.contentType()).isEqualTo("application/octet-stream");
        assertThat(answer.body()).isEqualTo(HELLO_AND_BYTES);
    }

    @Test
    void aBinaryBodyIsUnderstood() {
        PollingProbe polling = binaryPolling();

        assertThat(polling.postBinary(HELLO_AND_BYTES).text()).isEqualTo("ok");

        assertThat(polling.poll().body()).isEqualTo(HELLO_AND_BYTES);
    }

    @Test
    void aBatchWithoutBinaryIsTextForAClientThatTakesBinaryToo() {
        PollingProbe polling = binaryPolling();

        polling.post("6:4test16:4test2");

        Answer answer = polling.poll();
        assertThat(answer.contentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat(answer.text()).isEqualTo("6:4test16:4test2");
    }

    @Test
    void binaryHasATypeByteOnAWebsocket() {
        try (WebSocketProbe websocket = WebSocketProbe.open(WebSocketProbe.uri(calm(), "EIO=3&transport=websocket"))) {
            assertThat(websocket.takeText()).startsWith("0{");
            websocket.send(new byte[] {4, 1, 2, 3, 4});

            assertThat(websocket.takeBinary()).containsExactly(4, 1, 2, 3, 4);
        }
    }

    @Test
    void theServerAnswersThePingsOfAPollingClient() {
        PollingProbe polling = polling();
        for (int round = 0; round < 3; round++) {
            assertThat(polling.post("1:2").text()).isEqualTo("ok");
            assertThat(polling.poll().text()).isEqualTo("1:3");
        }
    }

    @Test
    void theServerAnswersThePingsOfAWebsocket() {
        try (WebSocketProbe websocket = websocket()) {
            for (int round = 0; round < 3; round++) {
                websocket.send("2");
                assertThat(websocket.takeText()).isEqualTo("3");
            }
        }
    }

    @Test
    void aPollingSessionWithoutPingIsGoneAfterIntervalAndTimeout() {
        awaitEndOfPolls(PollingProbe.open(hasty(), client()));
    }

    @Test
    void anyOtherRevisionThanFourIsTakenForThree() {
        assertThat(PollingProbe.request(calm(), "GET", "transport=polling").text())
                .matches("\\d+:0\\{.*}");
    }
}
