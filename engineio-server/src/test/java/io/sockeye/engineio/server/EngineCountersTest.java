package io.sockeye.engineio.server;

import static io.sockeye.engineio.server.EngineFixture.frames;
import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.server.ConnectionError.Code;
import io.sockeye.engineio.server.EngineSession.Urgency;
import io.sockeye.engineio.server.host.MemoryWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EngineCountersTest {
    private static final String WEB_SOCKET = "/engine.io/?transport=websocket&";

    private final EngineFixture server = new EngineFixture();
    private final EngineCounters counters = server.engine.counters();

    @AfterEach
    void close() {
        server.close();
    }

    private long open() {
        return kinds().mapToLong(kind -> counters.open(kind.transport, kind.protocol))
                .sum();
    }

    private static Stream<Kind> kinds() {
        return Stream.of(Transport.values())
                .flatMap(
                        transport -> Stream.of(EngineProtocol.values()).map(protocol -> new Kind(transport, protocol)));
    }

    @Test
    void sessionsAreCountedByTransportAndProtocol() {
        server.handshake("EIO=4");
        server.handshake("EIO=3");
        server.webSocket(WEB_SOCKET + "EIO=4").join();
        MemoryWebSocket old = server.webSocket(WEB_SOCKET + "EIO=3").join();
        assertThat(kinds()).allMatch(kind -> counters.open(kind.transport, kind.protocol) == 1);
        assertThat(kinds()).allMatch(kind -> counters.opened(kind.transport, kind.protocol) == 1);
        old.close(1000);
        server.settle();
        assertThat(counters.open(Transport.WEBSOCKET, EngineProtocol.V3)).isZero();
        assertThat(counters.opened(Transport.WEBSOCKET, EngineProtocol.V3)).isOne();
        assertThat(counters.closed(CloseReason.TRANSPORT_CLOSE)).isOne();
    }

    @Test
    void anUpgradeMovesASession() {
        server.handshake("EIO=4");
        MemoryWebSocket webSocket = server.webSocket(
                        WEB_SOCKET + "EIO=4&sid=" + server.session().sid())
                .join();
        webSocket.send("2probe");
        server.settle();
        assertThat(frames(webSocket)).containsExactly("3probe");
        assertThat(counters.open(Transport.POLLING, EngineProtocol.V4)).isOne();
        webSocket.send("5");
        server.settle();
        assertThat(counters.open(Transport.POLLING, EngineProtocol.V4)).isZero();
        assertThat(counters.open(Transport.WEBSOCKET, EngineProtocol.V4)).isOne();
        assertThat(counters.opened(Transport.WEBSOCKET, EngineProtocol.V4)).isZero();
        assertThat(counters.upgraded()).isOne();
    }

    @Test
    void whatEndsAllSessionsIsTheReasonOfEach() {
        server.handshake("EIO=4");
        server.webSocket(WEB_SOCKET + "EIO=4").join();
        server.engine.close(CloseReason.SERVER_SHUTTING_DOWN);
        server.settle();
        assertThat(counters.closed(CloseReason.SERVER_SHUTTING_DOWN)).isEqualTo(2);
        assertThat(open()).isZero();
    }

    @Test
    void packetsAndBytesOfAWebSocketAreCountedBothWays() {
        MemoryWebSocket webSocket = server.webSocket(WEB_SOCKET + "EIO=4").join();
        long opening = counters.bytesSent();
        assertThat(frames(webSocket).getFirst()).hasSize((int) opening);
        webSocket.send("4héllo");
        webSocket.send(new byte[] {1, 2, 3});
        server.send("hi");
        EncodedMessage attached = EncodedMessage.json(bytes("451-[\"a\"]"), List.of(new byte[100]));
        assertThat(server.session().offer(attached, Urgency.NORMAL, true)).isEqualTo(EngineSession.Offer.ACCEPTED);
        server.settle();
        assertThat(counters.packetsReceived()).isEqualTo(2);
        assertThat(counters.bytesReceived()).isEqualTo(7 + 3);
        assertThat(counters.packetsSent()).isEqualTo(1 + 1 + 2);
        assertThat(counters.bytesSent()).isEqualTo(opening + 3 + 9 + 100);
    }

    @Test
    void packetsAndBytesOfPollsAndPostsAreCounted() {
        String url = server.handshake("EIO=4");
        long opening = counters.bytesSent();
        assertThat(opening).isPositive();
        server.post(url, "4a\u001e4bc");
        server.send("one");
        server.send("two");
        assertThat(EngineFixture.text(server.get(url))).isEqualTo("4one\u001e4two");
        assertThat(counters.packetsReceived()).isEqualTo(2);
        assertThat(counters.bytesReceived()).isEqualTo(6);
        assertThat(counters.packetsSent()).isEqualTo(1 + 2);
        assertThat(counters.bytesSent()).isEqualTo(opening + 8);
    }

    @Test
    void whatWasReadBeforeTheEndCounts() {
        MemoryWebSocket webSocket = server.webSocket(WEB_SOCKET + "EIO=4").join();
        webSocket.send("4last");
        webSocket.send("1");
        server.settle();
        assertThat(counters.packetsReceived()).isEqualTo(2);
        assertThat(open()).isZero();
    }

    @Test
    void whatEndedSessionsHaveCountedIsKept() {
        for (int i = 0; i < 3; i++) {
            MemoryWebSocket webSocket = server.webSocket(WEB_SOCKET + "EIO=4").join();
            webSocket.send("4hello");
            server.settle();
            assertThat(counters.packetsReceived()).isEqualTo(i + 1);
            webSocket.close(1000);
            server.settle();
            assertThat(counters.packetsReceived()).isEqualTo(i + 1);
            assertThat(counters.bytesReceived()).isEqualTo(6L * (i + 1));
            assertThat(counters.packetsSent()).isEqualTo(i + 1);
        }
        assertThat(open()).isZero();
    }

    @Test
    void refusedRequestsAreCountedByTheirCode() {
        server.get("/engine.io/?EIO=4&transport=pigeon");
        server.get("/engine.io/?EIO=4&transport=polling&sid=nobody");
        server.get("/engine.io/?EIO=4&transport=polling&sid=somebody");
        server.post("/engine.io/?EIO=4&transport=polling", "");
        assertThat(counters.refused(Code.UNKNOWN_TRANSPORT)).isOne();
        assertThat(counters.refused(Code.UNKNOWN_SID)).isEqualTo(2);
        assertThat(counters.refused(Code.BAD_HANDSHAKE_METHOD)).isOne();
        assertThat(counters.refused(Code.FORBIDDEN)).isZero();
        assertThat(server.refused).hasSize(4);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record Kind(Transport transport, EngineProtocol protocol) {}
}
