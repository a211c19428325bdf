package io.sockeye.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the official test suite of Engine.IO 4 pins, with revision 3 switched off. */
final class EngineIo4ProtocolIT extends EngineIoContract {
    private static ProtocolServer hasty;
    private static ProtocolServer patient;
    private static ProtocolServer calm;

    @BeforeAll
    static void start() {
        hasty = ProtocolServer.engineIo4(ProtocolServer.Heartbeat.OF_SUITES);
        calm = ProtocolServer.engineIo4(ProtocolServer.Heartbeat.CALM);
        patient = ProtocolServer.engineIo4(ProtocolServer.Heartbeat.PATIENT);
    }

    @AfterAll
    static void stop() {
        hasty.close();
        calm.close();
        patient.close();
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
        return "EIO=4";
    }

    @Override
    String payload(String... packets) {
        return String.join("\u001e", packets);
    }

    @Test
    void pollingHandshakeOfAnotherRevisionIsRefused() {
        for (String query :
                new String[] {"transport=polling", "EIO=abc&transport=polling", "EIO=3&transport=polling"}) {
            Answer answer = PollingProbe.request(calm(), "GET", query);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).isEqualTo("{\"code\":5,\"message\":\"Unsupported protocol version\"}");
        }
    }

    @Test
    void websocketHandshakeOfAnotherRevisionIsRefused() {
        for (String query : new String[] {"transport=websocket", "EIO=abc&transport=websocket"}) {
            WebSocketProbe.awaitRefusalOrClose(WebSocketProbe.uri(calm(), query));
        }
    }

    @Test
    void binaryIsBase64InAPollingBody() {
        PollingProbe polling = polling();

        assertThat(polling.post("4hello\u001ebAQIDBA==").text()).isEqualTo("ok");

        assertThat(polling.poll().text()).isEqualTo("4hello\u001ebAQIDBA==");
    }

    @Test
    void binaryIsAFrameOfItsOwnOnAWebsocket() {
        try (WebSocketProbe websocket = websocket()) {
            websocket.send(new byte[] {1, 2, 3, 4});

            assertThat(websocket.takeBinary()).containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void theServerPingsAPollingClientAfterEachPong() {
        PollingProbe polling = PollingProbe.open(patient.uri(), client());
        for (int round = 0; round < 3; round++) {
            assertThat(polling.poll().text()).isEqualTo("2");
            assertThat(polling.post("3").text()).isEqualTo("ok");
        }
    }

    @Test
    void theServerPingsAWebsocketAfterEachPong() {
        try (WebSocketProbe websocket = websocket(patient.uri())) {
            for (int round = 0; round < 3; round++) {
                assertThat(websocket.takeText()).isEqualTo("2");
                websocket.send("3");
            }
        }
    }

    @Test
    void aPollingSessionWithoutPongIsGoneAfterIntervalAndTimeout() {
        awaitEndOfPolls(PollingProbe.open(hasty(), client()));
    }

    @Test
    void aPingOfTheClientEndsTheSession() {
        PollingProbe polling = polling();
        polling.postInVain("2");

        assertThat(polling.poll().status()).isEqualTo(400);
        try (WebSocketProbe websocket = websocket()) {
            websocket.send("2");
            websocket.awaitClose();
        }
    }
}
