package io.sockeye.interop.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.interop.wire.Frame;
import io.sockeye.interop.wire.HttpAnswer;
import io.sockeye.interop.wire.PollingWire;
import io.sockeye.interop.wire.WebSocketWire;
import io.sockeye.interop.wire.Wire;
import io.sockeye.interop.wire.WitnessedServer;
import io.sockeye.socketio.DisconnectReason;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits and neighbours, the same on every host; another client is served all the time. */
@ParameterizedClass
@EnumSource
@Timeout(120)
final class HostIT {
    private static final int MAX_PAYLOAD = 100_000;
    private static final int BUDGET = 256 * 1024;

    /** What the systems on both sides, and the host between them, may hold of what nobody reads. */
    private static final long UNREAD_BYTES = 32 << 20;

    private static WitnessedServer server;

    @Parameter
    HostUnderTest host;

    @BeforeParameterizedClassInvocation
    static void start(HostUnderTest host) throws IOException {
        server = WitnessedServer.start(options -> options.host(host)
                .engine(engine -> engine.maxPayload(MAX_PAYLOAD).outboundBudget(BUDGET)));
    }

    @AfterParameterizedClassInvocation
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void theApplicationAnswersItsOwnRequestsOnTheSamePort() throws Exception {
        try (Wire wire = Wire.to(server.port())) {
            HttpAnswer answer = wire.post("/app", "hello");
            assertThat(answer.status()).isEqualTo(host.hasApplication() ? 200 : 404);
            assertThat(answer.text()).isEqualTo(host.hasApplication() ? "application 5" : "Not Found");
        }
        server.assertUnharmed();
    }

    @Test
    void compressionOfWebsocketsIsOffAlthoughTheClientOffersIt() throws Exception {
        try (Wire wire = Wire.to(server.port())) {
            HttpAnswer answer = wire.upgrade(WebSocketWire.TARGET, "Sec-WebSocket-Extensions: permessage-deflate");
            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.headers()).doesNotContainKey("Sec-WebSocket-Extensions");
        }
        server.assertUnharmed();
    }

    @Test
    void aWebsocketMessageAboveMaxPayloadClosesWith1009() throws Exception {
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            attacker.send("42[\"echo\",\"" + "x".repeat(MAX_PAYLOAD) + "\"]");
            assertThat(attacker.closeCode()).isEqualTo(1009);
            assertEndedByTransport(attacker);
        }
        server.assertUnharmed();
    }

    private static void assertEndedByTransport(WebSocketWire client) throws Exception {
        assertThat(server.endOf(client.sid())).isIn(DisconnectReason.TRANSPORT_CLOSE, DisconnectReason.TRANSPORT_ERROR);
    }

    /** The reference sends a close frame without a code; what must not be sent is the number that says so. */
    @Test
    void aWebsocketThatTheServerEndsIsClosedWithACodeThatMayBeSent() throws Exception {
        try (WebSocketWire client = WebSocketWire.connect(server.port())) {
            server.io().sockets().stream()
                    .filter(socket -> socket.sid().equals(client.sid()))
                    .forEach(socket -> socket.disconnect(true));
            assertThat(client.next()).isEqualTo("41");
            Frame close = client.wire().frame();
            assertThat(close.start()).isEqualTo(Frame.CLOSE);
            assertThat(close.payload())
                    .satisfiesAnyOf(
                            none -> assertThat(none).isEmpty(),
                            some -> assertThat(close.closeCode()).isEqualTo(1000));
            assertThat(server.endOf(client.sid())).isEqualTo(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        }
        server.assertUnharmed();
    }

    @Test
    void aPostAboveMaxPayloadIsAnsweredWith413AndTheSessionLives() throws Exception {
        PollingWire session = PollingWire.connect(server.port());
        try (Wire attacker = Wire.to(server.port())) {
            attacker.send(Wire.head("POST", session.target(), "Content-Length: " + (MAX_PAYLOAD + 1)));
            assertThat(attacker.answer().status()).isEqualTo(413);
        }
        session.post("421[\"echo\",\"" + "x".repeat(MAX_PAYLOAD - 20) + "\"]");
        assertThat(session.poll().getFirst()).hasSize(MAX_PAYLOAD - 20 + 7);
        session.close();
        server.assertUnharmed();
    }

    @Test
    void aForeignOriginIsRefusedOnBothTransports() throws Exception {
        String origin = "Origin: https://evil.example";
        try (Wire wire = Wire.to(server.port())) {
            HttpAnswer answer = wire.get("/socket.io/?EIO=4&transport=polling", origin);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.headers()).doesNotContainKey("Access-Control-Allow-Origin");
        }
        try (Wire wire = Wire.to(server.port())) {
            assertThat(wire.upgrade(WebSocketWire.TARGET, origin).status()).isEqualTo(400);
        }
        server.assertUnharmed();
    }

    @Test
    void aClientThatDoesNotReadItsWebsocketIsDisconnectedBeforeMuchIsHeld() throws Exception {
        try (WebSocketWire attacker =
                WebSocketWire.open(Wire.narrow(server.port())).join()) {
            assertThat(floodUntilTheEnd(attacker.sid())).isLessThan(UNREAD_BYTES);
        }
        server.assertUnharmed();
    }

    @Test
    void aClientThatDoesNotPollIsDisconnectedBeforeMuchIsHeld() throws Exception {
        PollingWire attacker = PollingWire.open(server.port(), "EIO=4");
        attacker.post("40");
        String sid = attacker.poll().getFirst().substring("40{\"sid\":\"".length(), "40{\"sid\":\"".length() + 20);
        assertThat(floodUntilTheEnd(sid)).isLessThanOrEqualTo(2 * BUDGET);
        server.assertUnharmed();
    }

    /** How many bytes could be sent to a client that reads none of them. */
    private static long floodUntilTheEnd(String sid) throws Exception {
        String text = "x".repeat(32 * 1024);
        long sent = 0;
        while (server.io().sockets().stream().anyMatch(socket -> socket.sid().equals(sid))) {
            server.io().to(sid).emit("big", text);
            sent += text.length();
        }
        assertThat(server.endOf(sid)).isEqualTo(DisconnectReason.SLOW_CLIENT);
        return sent;
    }

    @Test
    void aWebsocketWhoseConnectionBreaksIsNoticed() throws Exception {
        WebSocketWire attacker = WebSocketWire.connect(server.port());
        attacker.wire().reset();
        assertEndedByTransport(attacker);
        server.assertUnharmed();
    }

    @Test
    void textThatIsNotUtf8ClosesTheWebsocket() throws Exception {
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            attacker.wire().send(Frame.masked(Frame.TEXT, new byte[] {'4', '2', (byte) 0xC3, '('}));
            assertThat(attacker.closeCode()).isEqualTo(1007);
            assertEndedByTransport(attacker);
        }
        server.assertUnharmed();
    }
}
