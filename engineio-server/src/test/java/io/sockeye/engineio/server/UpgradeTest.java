package io.sockeye.engineio.server;

import static io.sockeye.engineio.server.EngineFixture.frames;
import static io.sockeye.engineio.server.EngineFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.server.EngineSession.Urgency;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.MemoryWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UpgradeTest {
    private EngineFixture server = new EngineFixture();

    @AfterEach
    void close() {
        server.close();
    }

    private String webSocketUrl() {
        return "/engine.io/?EIO=4&transport=websocket&sid=" + server.session().sid();
    }

    @Test
    void aProbeIsAnsweredAndTheParkedPollEndsAtOnceWithANoop() {
        String url = server.handshake("EIO=4");
        CompletableFuture<HostResponse> poll = server.get(url);
        MemoryWebSocket webSocket = server.webSocket(webSocketUrl()).join();
        assertThat(server.engine.stats().upgradeAttempts()).isOne();
        webSocket.send("2probe");
        server.settle();
        assertThat(frames(webSocket)).containsExactly("3probe");
        assertThat(text(poll)).isEqualTo("6");
        webSocket.send("5");
        server.settle();
        assertThat(server.session().transport()).isEqualTo(Transport.WEBSOCKET);
        server.send("hello");
        server.settle();
        assertThat(frames(webSocket)).containsExactly("4hello");
        assertThat(server.engine.stats().queuedBytes()).isZero();
        assertThat(server.engine.stats().upgradeAttempts()).isZero();
        assertThat(text(server.get(url))).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
    }

    private MemoryWebSocket probe() {
        MemoryWebSocket webSocket = server.webSocket(webSocketUrl()).join();
        webSocket.send("2probe");
        server.settle();
        assertThat(frames(webSocket)).containsExactly("3probe");
        return webSocket;
    }

    @Test
    void aSecondProbeIsAnsweredAgainAndTheUpgradeGoesOn() {
        server.handshake("EIO=4");
        MemoryWebSocket webSocket = probe();
        webSocket.send("2probe");
        server.settle();
        assertThat(frames(webSocket)).containsExactly("3probe");
        webSocket.send("5");
        server.settle();
        assertThat(server.session().transport()).isEqualTo(Transport.WEBSOCKET);
    }

    @Test
    void aPollThatComesAfterTheProbeIsEndedWithinATenthOfASecond() {
        String url = server.handshake("EIO=4");
        CompletableFuture<HostResponse> first = server.get(url);
        probe();
        assertThat(text(first)).isEqualTo("6");
        CompletableFuture<HostResponse> second = server.get(url);
        assertThat(second).isNotDone();
        server.advance(99);
        assertThat(second).isNotDone();
        server.advance(1);
        assertThat(text(second)).isEqualTo("6");
        CompletableFuture<HostResponse> third = server.get(url);
        server.advance(100);
        assertThat(text(third)).isEqualTo("6");
    }

    @Test
    void withoutAPollTheFirstOneAfterTheProbeIsEndedSoon() {
        String url = server.handshake("EIO=4");
        probe();
        CompletableFuture<HostResponse> poll = server.get(url);
        assertThat(poll).isNotDone();
        server.advance(10);
        assertThat(text(poll)).isEqualTo("6");
    }

    @Test
    void untilTheUpgradeIsCompleteMessagesGoThroughPolling() {
        String url = server.handshake("EIO=4");
        MemoryWebSocket webSocket = probe();
        server.send("a");
        server.settle();
        assertThat(frames(webSocket)).isEmpty();
        assertThat(text(server.get(url))).isEqualTo("4a");
        assertThat(text(server.post(url, "4up"))).isEqualTo("ok");
        server.send("b");
        webSocket.send("5");
        server.settle();
        assertThat(frames(webSocket)).containsExactly("4b");
        webSocket.send("4down");
        server.settle();
        assertThat(server.listener().take()).containsExactly("text up", "text down");
    }

    @Test
    void aMessageThatWasSentInPartGoesOnOverTheWebSocket() {
        String url = server.handshake("EIO=4");
        List<byte[]> attachments = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            attachments.add(new byte[] {(byte) i});
        }
        EncodedMessage message = EncodedMessage.json("451-[\"x\"]".getBytes(StandardCharsets.UTF_8), attachments);
        server.session().offer(message, Urgency.NORMAL, true);
        server.send("last");
        assertThat(text(server.get(url)).split("\u001e")).hasSize(16);
        MemoryWebSocket webSocket = probe();
        webSocket.send("5");
        server.settle();
        assertThat(frames(webSocket))
                .containsExactly("binary 10", "binary 11", "binary 12", "binary 13", "binary 14", "4last");
        assertThat(server.session().queuedBytes()).isZero();
    }

    @Test
    void aPendingPostIsAnsweredWhenTheWebSocketTakesOver() {
        String url = server.handshake("EIO=4");
        MemoryWebSocket webSocket = probe();
        server.session().readable(false);
        server.settle();
        CompletableFuture<HostResponse> post = server.post(url, "4a");
        webSocket.send("5");
        server.settle();
        webSocket.send("4b");
        server.settle();
        assertThat(text(post)).isEqualTo("ok");
        assertThat(server.listener().take()).containsExactly("text a");
        server.session().readable(true);
        server.settle();
        assertThat(server.listener().take()).containsExactly("text b");
    }

    @Test
    void aPollThatHasOvertakenTheEndOfTheUpgradeIsRefused() {
        String url = server.handshake("EIO=4");
        MemoryWebSocket webSocket = probe();
        CompletableFuture<HostResponse> poll = server.get(url);
        webSocket.send("5");
        server.settle();
        assertThat(text(poll)).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(server.session().transport()).isEqualTo(Transport.WEBSOCKET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "2", "2prob", "2probes", "3probe", "4hello", "1", "x", ""})
    void anyOtherFirstPacketClosesTheWebSocketAndPollingLives(String packet) {
        String url = server.handshake("EIO=4");
        MemoryWebSocket webSocket = server.webSocket(webSocketUrl()).join();
        webSocket.send(packet);
        server.settle();
        assertThat(frames(webSocket)).containsExactly("close 1005");
        server.send("a");
        assertThat(text(server.get(url))).isEqualTo("4a");
        assertThat(server.listener().take()).isEmpty();
        assertThat(server.engine.stats().upgradeAttempts()).isZero();
    }

    @Test
    void bytesInsteadOfAProbeCloseTheWebSocket() {
        server.handshake("EIO=4");
        MemoryWebSocket webSocket = server.webSocket(webSocketUrl()).join();
        webSocket.send(new byte[] {1});
        server.settle();
        assertThat(frames(webSocket)).containsExactly("close 1005");
        assertThat(server.session().isOpen()).isTrue();
    }

    @Test
    void anUpgradeThatTakesTooLongIsGivenUpAndMayBeTriedAgain() {
        String url = server.handshake("EIO=4");
        MemoryWebSocket webSocket = probe();
        server.advance(9_999);
        assertThat(frames(webSocket)).isEmpty();
        server.advance(1);
        assertThat(frames(webSocket)).containsExactly("close 1005");
        assertThat(server.session().transport()).isEqualTo(Transport.POLLING);
        webSocket = probe();
        webSocket.send("5");
        server.settle();
        assertThat(server.session().transport()).isEqualTo(Transport.WEBSOCKET);
        assertThat(server.get(url).join().status()).isEqualTo(400);
    }

    @Test
    void aProbedWebSocketThatBreaksLeavesPollingAlive() {
        String url = server.handshake("EIO=4");
        MemoryWebSocket webSocket = probe();
        webSocket.drop();
        server.settle();
        assertThat(server.engine.stats().upgradeAttempts()).isZero();
        CompletableFuture<HostResponse> poll = server.get(url);
        server.advance(1000);
        assertThat(poll).isNotDone();
        server.send("a");
        server.settle();
        assertThat(text(poll)).isEqualTo("4a");
    }

    @Test
    void aSecondUpgradeIsAcceptedAndClosedAtOnce() {
        server.handshake("EIO=4");
        MemoryWebSocket first = probe();
        MemoryWebSocket second = server.webSocket(webSocketUrl()).join();
        assertThat(frames(second)).containsExactly("close 1005");
        first.send("5");
        server.settle();
        MemoryWebSocket third = server.webSocket(webSocketUrl()).join();
        assertThat(frames(third)).containsExactly("close 1005");
        server.send("a");
        server.settle();
        assertThat(frames(first)).containsExactly("4a");
        assertThat(server.listener().take()).isEmpty();
    }

    @Test
    void aSessionThatBeganWithAWebSocketTakesNoOther() {
        MemoryWebSocket first =
                server.webSocket("/engine.io/?EIO=4&transport=websocket").join();
        assertThat(frames(first)).hasSize(1);
        MemoryWebSocket second = server.webSocket(webSocketUrl()).join();
        second.send("2probe");
        server.settle();
        assertThat(frames(second)).containsExactly("close 1005");
        first.send("4a");
        server.settle();
        assertThat(server.listener().take()).containsExactly("text a");
    }

    @Test
    void upgradesThatAreNotAllowedAreClosedAtOnce() {
        server.close();
        server = new EngineFixture(options -> options.allowUpgrades(false));
        server.handshake("EIO=4");
        assertThat(frames(server.webSocket(webSocketUrl()).join())).containsExactly("close 1005");
    }

    @Test
    void closingTheSessionClosesTheWebSocketThatHasNotTakenOver() {
        String url = server.handshake("EIO=4");
        MemoryWebSocket webSocket = probe();
        server.session().close(CloseReason.FORCED_CLOSE);
        server.settle();
        assertThat(frames(webSocket)).containsExactly("close 1005");
        assertThat(text(server.get(url))).isEqualTo("6\u001e1");
        server.handshake("EIO=4");
        webSocket = probe();
        server.session().closeNow(CloseReason.FORCED_CLOSE);
        server.settle();
        assertThat(frames(webSocket)).containsExactly("close 1005");
        assertThat(server.engine.sessionCount()).isZero();
    }

    @Test
    void aMissedHeartbeatEndsTheUpgradeToo() {
        server.handshake("EIO=4");
        server.advance(40_000);
        MemoryWebSocket webSocket = probe();
        server.advance(9_000);
        assertThat(server.listener().take()).containsExactly("close ping timeout");
        assertThat(frames(webSocket)).containsExactly("close 1005");
    }

    @Test
    void revisionThreeUpgradesAlike() {
        String url = server.handshake("EIO=3");
        CompletableFuture<HostResponse> poll = server.get(url);
        MemoryWebSocket webSocket =
                server.webSocket(webSocketUrl().replace("EIO=4", "EIO=3")).join();
        webSocket.send("2probe");
        server.settle();
        assertThat(frames(webSocket)).containsExactly("3probe");
        assertThat(text(poll)).isEqualTo("1:6");
        webSocket.send("5");
        webSocket.send("2");
        webSocket.send(new byte[] {4, 9});
        server.session().offer(EncodedMessage.binary(new byte[] {7}), Urgency.NORMAL, true);
        server.settle();
        assertThat(frames(webSocket)).containsExactlyInAnyOrder("3", "binary 0407");
        assertThat(server.listener().take()).containsExactly("binary 09");
    }
}
