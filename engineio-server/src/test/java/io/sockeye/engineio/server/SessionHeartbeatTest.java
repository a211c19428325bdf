package io.sockeye.engineio.server;

import static io.sockeye.engineio.server.EngineFixture.frames;
import static io.sockeye.engineio.server.EngineFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.MemoryWebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SessionHeartbeatTest {
    // looked at every 6.25 ms
    private static final int TOLERANCE = 7;

    private final EngineFixture server = new EngineFixture(
            options -> options.pingInterval(Duration.ofMillis(300)).pingTimeout(Duration.ofMillis(200)));

    @AfterEach
    void close() {
        server.close();
    }

    private MemoryWebSocket open(String eio) {
        MemoryWebSocket webSocket =
                server.webSocket("/engine.io/?transport=websocket&EIO=" + eio).join();
        frames(webSocket);
        return webSocket;
    }

    @Test
    void revisionFourIsPingedAndHasToAnswer() {
        MemoryWebSocket webSocket = open("4");
        for (int round = 0; round < 3; round++) {
            server.advance(299);
            assertThat(frames(webSocket)).isEmpty();
            server.advance(1 + TOLERANCE);
            assertThat(frames(webSocket)).containsExactly("2");
            webSocket.send("3");
            server.settle();
        }
        server.advance(300 + TOLERANCE);
        assertThat(frames(webSocket)).containsExactly("2");
        server.advance(200 - TOLERANCE - 1);
        assertThat(server.listener().take()).isEmpty();
        server.advance(2 * TOLERANCE + 1);
        assertThat(server.listener().take()).containsExactly("close ping timeout");
        assertThat(frames(webSocket)).containsExactly("close 1005");
        assertThat(server.engine.sessionCount()).isZero();
    }

    @Test
    void aPingReachesAPollToo() {
        String url = server.handshake("EIO=4");
        CompletableFuture<HostResponse> poll = server.get(url);
        server.advance(300 + TOLERANCE);
        assertThat(text(poll)).isEqualTo("2");
        assertThat(text(server.post(url, "3"))).isEqualTo("ok");
        server.advance(250);
        assertThat(server.session().isOpen()).isTrue();
    }

    @Test
    void aRequestAfterTheDeadlineFindsNoSessionAlthoughTheSweeperComesLater() {
        String url = server.handshake("EIO=4");
        server.advance(500);
        assertThat(server.get(url).join().status()).isEqualTo(400);
        assertThat(server.listener().take()).containsExactly("close ping timeout");
    }

    @Test
    void oneOtherPacketBuysTimeOnce() {
        MemoryWebSocket webSocket = open("4");
        server.advance(300 + TOLERANCE);
        server.advance(150);
        webSocket.send("4a");
        server.advance(150);
        webSocket.send("4b");
        server.advance(49 - TOLERANCE);
        assertThat(server.listener().take()).containsExactly("text a", "text b");
        server.advance(20);
        assertThat(server.listener().take()).containsExactly("close ping timeout");
    }

    @Test
    void revisionThreePingsAndIsAnswered() {
        MemoryWebSocket webSocket = open("3");
        for (int round = 0; round < 3; round++) {
            server.advance(400);
            webSocket.send("2");
            server.settle();
            assertThat(frames(webSocket)).containsExactly("3");
        }
        server.advance(300);
        webSocket.send("4packets other than pings do not count");
        server.advance(200 + TOLERANCE);
        assertThat(server.listener().take())
                .containsExactly("text packets other than pings do not count", "close ping timeout");
    }

    @Test
    void theWrongSideOfAHeartbeatIsAnError() {
        MemoryWebSocket four = open("4");
        four.send("2");
        server.settle();
        assertThat(server.listener().take()).containsExactly("close transport error");
        MemoryWebSocket three = open("3");
        three.send("3");
        server.settle();
        assertThat(server.listener().take()).containsExactly("close transport error");
        String url = server.handshake("EIO=4");
        assertThat(server.post(url, "2")).isCompletedExceptionally();
        assertThat(server.listener().take()).containsExactly("close transport error");
    }

    @Test
    void anAbandonedHandshakeVanishes() {
        for (int i = 0; i < 1000; i++) {
            server.handshake("EIO=" + (3 + i % 2));
        }
        assertThat(server.engine.sessionCount()).isEqualTo(1000);
        server.advance(500 + 2 * TOLERANCE);
        assertThat(server.engine.stats()).isEqualTo(new EngineStats(0, 0, 0, 0, 0, 0, 0));
        assertThat(server.listeners)
                .allSatisfy(listener -> assertThat(listener.take()).containsExactly("close ping timeout"));
    }

    @Test
    void aRequestAfterTheDeadlineIsTooLateThoughNobodyHasLookedYet() {
        String url = server.handshake("EIO=4");
        server.advance(500);
        assertThat(server.get(url).join().status()).isEqualTo(400);
        assertThat(server.listener().take()).containsExactly("close ping timeout");
    }

    @Test
    void unaskedPongsCostNothing() {
        MemoryWebSocket webSocket = open("4");
        int tasks = server.scheduler.waiting();
        for (int i = 0; i < 10_000; i++) {
            webSocket.send("3");
        }
        server.settle();
        assertThat(server.scheduler.waiting()).isEqualTo(tasks);
        assertThat(server.session().isOpen()).isTrue();
        server.advance(300 + TOLERANCE);
        assertThat(frames(webSocket)).containsExactly("2");
    }

    @Test
    void nothingIsScheduledForASession() {
        int before = server.scheduler.waiting();
        for (int i = 0; i < 100; i++) {
            server.handshake("EIO=4");
        }
        assertThat(server.scheduler.waiting()).isEqualTo(before);
    }
}
