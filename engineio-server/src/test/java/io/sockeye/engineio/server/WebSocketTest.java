package io.sockeye.engineio.server;

import static io.sockeye.engineio.server.EngineFixture.frames;
import static io.sockeye.engineio.server.EngineFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.server.EngineSession.Offer;
import io.sockeye.engineio.server.EngineSession.Urgency;
import io.sockeye.engineio.server.host.MemoryWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WebSocketTest {
    private static final String URL = "/engine.io/?EIO=4&transport=websocket";

    private EngineFixture server = new EngineFixture();

    @AfterEach
    void close() {
        server.close();
    }

    private MemoryWebSocket open(String url) {
        MemoryWebSocket webSocket = server.webSocket(url).join();
        assertThat(frames(webSocket)).singleElement().asString().startsWith("0{");
        return webSocket;
    }

    @Test
    void theOpenPacketOffersNoUpgradeAndWhatTheLayerAboveSaysFollows() {
        server.onSession = session -> session.offer(message("hi"), Urgency.NORMAL, true);
        MemoryWebSocket webSocket = server.webSocket(URL).join();
        assertThat(frames(webSocket))
                .containsExactly(
                        "0{\"sid\":\"" + server.session().sid()
                                + "\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}",
                        "4hi");
        assertThat(server.session().transport()).isEqualTo(Transport.WEBSOCKET);
    }

    @ParameterizedTest
    @CsvSource({"EIO=4, binary 0102", "EIO=3, binary 040102", "EIO=4&b64=1, bAQI=", "EIO=3&b64=1, b4AQI="})
    void bytesLookAsTheClientWantsThem(String parameters, String frame) {
        MemoryWebSocket webSocket = open("/engine.io/?transport=websocket&" + parameters);
        server.session().offer(EncodedMessage.binary(new byte[] {1, 2}), Urgency.NORMAL, true);
        server.settle();
        assertThat(frames(webSocket)).containsExactly(frame);
    }

    @Test
    void messagesGoBothWaysInOrder() {
        MemoryWebSocket webSocket = open(URL);
        webSocket.send("4a");
        webSocket.send(new byte[] {1});
        webSocket.send("4b");
        server.settle();
        assertThat(server.listener().take()).containsExactly("text a", "binary 01", "text b");
        IntStream.range(0, 100).forEach(i -> server.send(Integer.toString(i)));
        server.settle();
        assertThat(frames(webSocket))
                .isEqualTo(IntStream.range(0, 100).mapToObj(i -> "4" + i).toList());
        assertThat(server.session().queuedBytes()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"x", "''", "9", "b%"})
    void aBadPacketEndsTheSession(String packet) {
        MemoryWebSocket webSocket = open(URL);
        webSocket.send(packet);
        server.settle();
        assertThat(server.listener().take()).containsExactly("close parse error");
        assertThat(frames(webSocket)).containsExactly("close 1005");
    }

    @Test
    void aMessageAboveTheLimitClosesWith1009() {
        server.close();
        server = new EngineFixture(options -> options.maxPayload(10));
        MemoryWebSocket webSocket = open(URL);
        webSocket.send("4123456789");
        webSocket.send("41234567890");
        server.settle();
        assertThat(frames(webSocket)).containsExactly("close 1009");
        assertThat(server.listener().take()).containsExactly("text 123456789", "close transport error");
    }

    @ParameterizedTest
    @CsvSource({"1000, transport close", "1001, transport close", "1005, transport close"})
    void aClientThatClosesIsGone(int code, String reason) {
        MemoryWebSocket webSocket = open(URL);
        webSocket.close(code);
        server.settle();
        assertThat(server.listener().take()).containsExactly("close " + reason);
        assertThat(server.engine.sessionCount()).isZero();
    }

    @Test
    void aConnectionThatBreaksIsTransportClose() {
        open(URL).drop();
        server.settle();
        assertThat(server.listener().take()).containsExactly("close transport close");
    }

    @Test
    void aClosePacketEndsTheSessionToo() {
        MemoryWebSocket webSocket = open(URL);
        webSocket.send("1");
        server.settle();
        assertThat(server.listener().take()).containsExactly("close transport close");
        assertThat(frames(webSocket)).containsExactly("close 1005");
    }

    @Test
    void closingSendsTheQueueAndThenAFrameWithoutCode() {
        MemoryWebSocket webSocket = open(URL);
        server.send("a");
        server.session().close(CloseReason.FORCED_CLOSE);
        assertThat(server.send("late")).isEqualTo(Offer.CLOSED);
        server.settle();
        assertThat(frames(webSocket)).containsExactly("4a", "close 1005");
        assertThat(server.listener().take()).containsExactly("close forced close");
        assertThat(server.engine.sessionCount()).isZero();
    }

    @Test
    void closingWaitsForASlowReader() {
        MemoryWebSocket webSocket = open(URL);
        webSocket.reading(false);
        server.settle();
        for (int i = 0; i < 10; i++) {
            server.send("x".repeat(20_000));
        }
        server.settle();
        server.session().close(CloseReason.FORCED_CLOSE);
        server.settle();
        assertThat(server.listener().take()).isEmpty();
        webSocket.reading(true);
        server.settle();
        assertThat(frames(webSocket)).hasSize(11).last().isEqualTo("close 1005");
        assertThat(server.listener().take()).containsExactly("close forced close");
    }

    @Test
    void theEndOfTheServerDoesNotWaitForASlowReader() {
        MemoryWebSocket webSocket = open(URL);
        webSocket.reading(false);
        server.settle();
        for (int i = 0; i < 10; i++) {
            server.send("x".repeat(100_000));
        }
        server.settle();
        server.engine.close(CloseReason.SERVER_SHUTTING_DOWN);
        assertThat(server.listener().take()).containsExactly("close server shutting down");
        assertThat(server.engine.stats()).isEqualTo(new EngineStats(0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void aSlowReaderHasABudget() {
        server.close();
        server = new EngineFixture(options -> options.outboundBudget(1000));
        MemoryWebSocket webSocket = open(URL);
        webSocket.reading(false);
        server.settle();
        assertThat(server.send("x".repeat(5000))).isEqualTo(Offer.ACCEPTED);
        assertThat(server.send("a")).isEqualTo(Offer.OVER_BUDGET);
        assertThat(server.session().offer(message("a"), Urgency.VOLATILE, true)).isEqualTo(Offer.DROPPED);
        assertThat(server.session().offer(message("ack"), Urgency.EXEMPT, true)).isEqualTo(Offer.ACCEPTED);
        webSocket.reading(true);
        server.settle();
        assertThat(frames(webSocket)).hasSize(2).endsWith("4ack");
        webSocket.reading(false);
        server.settle();
        assertThat(server.send("x".repeat(900))).isEqualTo(Offer.ACCEPTED);
        assertThat(server.send("y".repeat(900))).isEqualTo(Offer.OVER_BUDGET);
        assertThat(server.session().offer(message("ack"), Urgency.EXEMPT, true)).isEqualTo(Offer.ACCEPTED);
        webSocket.reading(true);
        server.settle();
        assertThat(frames(webSocket)).containsExactly("4" + "x".repeat(900), "4ack");
        assertThat(server.session().queuedBytes()).isZero();
    }

    @Test
    void aVolatileMessageIsDroppedWhileAnotherIsNotWritten() {
        MemoryWebSocket webSocket = open(URL);
        assertThat(server.session().offer(message("1"), Urgency.VOLATILE, true)).isEqualTo(Offer.ACCEPTED);
        assertThat(server.session().offer(message("2"), Urgency.VOLATILE, true)).isEqualTo(Offer.DROPPED);
        server.settle();
        assertThat(server.session().offer(message("3"), Urgency.VOLATILE, true)).isEqualTo(Offer.ACCEPTED);
        server.settle();
        assertThat(frames(webSocket)).containsExactly("41", "43");
        server.session().closeNow(CloseReason.FORCED_CLOSE);
        assertThat(server.session().offer(message("4"), Urgency.VOLATILE, true)).isEqualTo(Offer.CLOSED);
    }

    @Test
    void headerAndAttachmentsStayTogether() {
        MemoryWebSocket webSocket = open(URL);
        byte[] header = "451-[\"x\"]".getBytes(StandardCharsets.UTF_8);
        server.send("a");
        server.session()
                .offer(EncodedMessage.json(header, List.of(new byte[] {1}, new byte[] {2})), Urgency.NORMAL, true);
        server.send("b");
        server.settle();
        assertThat(frames(webSocket)).containsExactly("4a", "451-[\"x\"]", "binary 01", "binary 02", "4b");
    }

    @Test
    void whileItIsNotReadNothingIsHeardAndNoHeartbeatIsMissed() {
        server.close();
        server = new EngineFixture(options -> options.inboundTimeout(java.time.Duration.ofMinutes(10)));
        MemoryWebSocket webSocket = open(URL);
        server.session().readable(false);
        server.settle();
        webSocket.send("4a");
        server.advance(java.time.Duration.ofMinutes(5));
        assertThat(server.listener().take()).isEmpty();
        assertThat(frames(webSocket)).isNotEmpty().allMatch("2"::equals);
        server.session().readable(true);
        server.settle();
        assertThat(server.listener().take()).containsExactly("text a");
    }

    @Test
    void aSessionThatStaysUnreadTooLongIsClosed() {
        server.close();
        server = new EngineFixture(options -> options.inboundTimeout(java.time.Duration.ofSeconds(2)));
        MemoryWebSocket webSocket = open(URL);
        server.session().readable(false);
        server.advance(1900);
        assertThat(server.listener().take()).isEmpty();
        server.advance(300);
        assertThat(server.listener().take()).containsExactly("close inbound timeout");
        assertThat(frames(webSocket)).containsExactly("close 1005");
    }

    @Test
    void theCookieIsSetOnTheHandshakeToo() {
        server.close();
        server = new EngineFixture(options -> options.cookie(CookieOptions.DEFAULT));
        MemoryWebSocket webSocket = server.webSocket(URL).join();
        assertThat(webSocket.headers().first("set-cookie"))
                .isEqualTo("io=" + server.session().sid() + "; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void aListenerThatThrowsEndsItsSessionOnly() {
        MemoryWebSocket good = open(URL);
        Session goodSession = server.session();
        server.onSession = session -> {
            throw new IllegalStateException("thrown by the test");
        };
        MemoryWebSocket bad = server.webSocket(URL).join();
        assertThat(frames(bad)).contains("close 1005");
        assertThat(server.engine.sessionCount()).isOne();
        assertThat(server.get("/engine.io/?EIO=4&transport=polling").join().status())
                .isEqualTo(500);
        assertThat(server.engine.sessionCount()).isOne();
        goodSession.offer(message("alive"), Urgency.NORMAL, true);
        server.settle();
        assertThat(frames(good)).containsExactly("4alive");
    }
}
