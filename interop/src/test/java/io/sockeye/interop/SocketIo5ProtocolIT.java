package io.sockeye.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the official test suite of Socket.IO 5 pins above Engine.IO. */
final class SocketIo5ProtocolIT {
    private static final String TWO_PLACEHOLDERS =
            "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}";
    private static ProtocolServer hasty;
    private static ProtocolServer patient;
    private static ProtocolServer calm;

    @BeforeAll
    static void start() {
        hasty = ProtocolServer.socketIo5(ProtocolServer.Heartbeat.OF_SUITES);
        patient = ProtocolServer.socketIo5(ProtocolServer.Heartbeat.PATIENT);
        calm = ProtocolServer.socketIo5(ProtocolServer.Heartbeat.CALM);
    }

    @AfterAll
    static void stop() {
        hasty.close();
        patient.close();
        calm.close();
    }

    private static URI uri(ProtocolServer server) {
        return WebSocketProbe.uri(server.uri(), "EIO=4&transport=websocket");
    }

    private static WebSocketProbe open() {
        return open(calm);
    }

    private static WebSocketProbe open(ProtocolServer server) {
        WebSocketProbe websocket = WebSocketProbe.open(uri(server));
        assertThat(websocket.takeText()).startsWith("0{");
        return websocket;
    }

    private static WebSocketProbe connected() {
        WebSocketProbe websocket = open();
        websocket.send("40");
        assertThat(websocket.takeText()).startsWith("40{");
        assertThat(websocket.takeText()).isEqualTo("42[\"auth\",{}]");
        return websocket;
    }

    @Test
    void pollingHandshakeIsThatOfEngineIo() {
        Answer answer = PollingProbe.request(hasty.uri(), "GET", "EIO=4&transport=polling");

        assertThat(answer.text())
                .matches("0\\{\"sid\":\"[A-Za-z0-9_-]{20}\",\"upgrades\":\\[\"websocket\"],\"pingInterval\":300,"
                        + "\"pingTimeout\":200,\"maxPayload\":1000000}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/custom"})
    void connectIsAnsweredWithNothingButASidAndTheConnectHandlerHasTheAuth(String namespace) {
        String prefix = namespace.equals("/") ? "" : namespace + ",";
        try (WebSocketProbe websocket = open()) {
            websocket.send("40" + prefix);

            assertThat(websocket.takeText()).matches("40" + prefix + "\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}");
            assertThat(websocket.takeText()).isEqualTo("42" + prefix + "[\"auth\",{}]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/custom"})
    void connectCarriesAPayload(String namespace) {
        String prefix = namespace.equals("/") ? "" : namespace + ",";
        try (WebSocketProbe websocket = open()) {
            websocket.send("40" + prefix + "{\"token\":\"abc\"}");

            assertThat(websocket.takeText()).matches("40" + prefix + "\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}");
            assertThat(websocket.takeText()).isEqualTo("42" + prefix + "[\"auth\",{\"token\":\"abc\"}]");
        }
    }

    @Test
    void theSidOfASocketIsNotThatOfTheSession() {
        try (WebSocketProbe websocket = WebSocketProbe.open(uri(calm))) {
            String engineSid = websocket.takeText().substring(8, 28);
            websocket.send("40");

            assertThat(websocket.takeText()).doesNotContain(engineSid);
        }
    }

    @Test
    void anUnknownNamespaceIsRefusedAndTheConnectionStays() {
        try (WebSocketProbe websocket = open()) {
            websocket.send("40/random");
            assertThat(websocket.takeText()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");

            websocket.send("40");
            assertThat(websocket.takeText()).startsWith("40{");
        }
    }

    @Test
    void somethingElseThanConnectAtFirstClosesTheConnection() {
        try (WebSocketProbe websocket = open()) {
            websocket.send("4abc");

            websocket.awaitClose();
        }
    }

    @Test
    void aConnectionThatJoinsNoNamespaceIsClosed() {
        try (WebSocketProbe websocket = open(patient)) {
            websocket.awaitCloseWithPongs();
        }
    }

    @Test
    void disconnectFromTheMainNamespaceKeepsTheConnection() {
        try (WebSocketProbe websocket = connected()) {
            websocket.send("41");
            websocket.send("40");

            assertThat(websocket.takeText()).startsWith("40{");
        }
    }

    @Test
    void disconnectFromACustomNamespaceKeepsTheMainOne() {
        try (WebSocketProbe websocket = connected()) {
            websocket.send("40/custom");
            assertThat(websocket.takeText()).startsWith("40/custom,{");
            assertThat(websocket.takeText()).startsWith("42/custom,[\"auth\"");
            websocket.send("41/custom");
            websocket.send("42[\"message\",\"message to main namespace\"]");

            assertThat(websocket.takeText()).isEqualTo("42[\"message-back\",\"message to main namespace\"]");
        }
    }

    @Test
    void anEventIsEchoedByteForByte() {
        try (WebSocketProbe websocket = connected()) {
            websocket.send("42[\"message\",1,\"2\",{\"3\":[true]}]");

            assertThat(websocket.takeText()).isEqualTo("42[\"message-back\",1,\"2\",{\"3\":[true]}]");
        }
    }

    @Test
    void aBinaryEventIsEchoedWithItsAttachmentsInOrder() {
        try (WebSocketProbe websocket = connected()) {
            websocket.send("452-[\"message\"," + TWO_PLACEHOLDERS + "]");
            websocket.send(new byte[] {1, 2, 3});
            websocket.send(new byte[] {4, 5, 6});

            assertThat(websocket.takeText()).isEqualTo("452-[\"message-back\"," + TWO_PLACEHOLDERS + "]");
            assertThat(websocket.takeBinary()).containsExactly(1, 2, 3);
            assertThat(websocket.takeBinary()).containsExactly(4, 5, 6);
        }
    }

    @Test
    void anAcknowledgementCarriesTheIdAndTheArguments() {
        try (WebSocketProbe websocket = connected()) {
            websocket.send("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");

            assertThat(websocket.takeText()).isEqualTo("43456[1,\"2\",{\"3\":[false]}]");
        }
    }

    @Test
    void anAcknowledgementCarriesAttachments() {
        try (WebSocketProbe websocket = connected()) {
            websocket.send("452-789[\"message-with-ack\"," + TWO_PLACEHOLDERS + "]");
            websocket.send(new byte[] {1, 2, 3});
            websocket.send(new byte[] {4, 5, 6});

            assertThat(websocket.takeText()).isEqualTo("462-789[" + TWO_PLACEHOLDERS + "]");
            assertThat(websocket.takeBinary()).containsExactly(1, 2, 3);
            assertThat(websocket.takeBinary()).containsExactly(4, 5, 6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4abc", "42{}", "42abc[\"message-with-ack\",1,\"2\",{\"3\":[false]}]"})
    void whatIsNoPacketClosesTheConnection(String packet) {
        try (WebSocketProbe websocket = connected()) {
            websocket.send(packet);

            websocket.awaitClose();
        }
    }
}
