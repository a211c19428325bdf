package io.sockeye.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.CloseReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ReconnectTest {
    private final Fixture f = new Fixture().listening();

    @Test
    void aLostConnectionIsMadeAgainAndConnectHandlersRunAgain() {
        FakeLink link = f.connected();
        link.end(CloseReason.PING_TIMEOUT);
        f.reconnected();
        assertThat(heard(5))
                .contains("connect", "disconnect ping timeout", "reconnect_attempt 1", "reconnect 1")
                .startsWith("connect", "disconnect ping timeout");
        Fixture.eventually(f.sio::isConnected);
    }

    @Test
    void triesFollowUntilOneSucceeds() {
        FakeLink link = f.connected();
        link.end(CloseReason.TRANSPORT_ERROR);
        f.next(Duration.ofSeconds(1)).fail(new Exception("down"));
        f.next(Duration.ofSeconds(2)).fail(new Exception("down"));
        f.next(Duration.ofSeconds(4)).accept();
        assertThat(heard(11)).contains("reconnect_attempt 3", "reconnect 3", "reconnect_error", "connect_error down");
    }

    @Test
    void itGivesUpAfterTheLastAttemptAndCanBeStartedAgain() {
        Fixture twice = new Fixture(options -> options.reconnectionAttempts(2)).listening();
        FakeLink link = twice.connected();
        CompletableFuture<Void> joining = Fixture.async(twice.sio::join);
        link.end(CloseReason.TRANSPORT_ERROR);
        twice.next(Duration.ofSeconds(1)).fail(new Exception("down"));
        twice.next(Duration.ofSeconds(2)).fail(new Exception("down"));
        Fixture.get(joining);
        Fixture.eventually(() -> twice.heard.contains("reconnect_failed"));
        twice.connected().end(CloseReason.TRANSPORT_CLOSE);
        twice.reconnected();
    }

    @Test
    void theServersDisconnectIsFinalAndEndsTheConnection() {
        FakeLink link = f.connected();
        CompletableFuture<Void> joining = Fixture.async(f.sio::join);
        link.receive("1");
        Fixture.get(joining);
        assertThat(heard(2)).containsExactly("connect", "disconnect io server disconnect");
        Fixture.eventually(() -> link.closed);
        assertThat(f.settled().waiting()).isZero();
        f.connected();
    }

    @Test
    void theServersDisconnectOfOneNamespaceLeavesTheOthers() {
        CompletableFuture<Void> connecting = Fixture.async(() -> f.sio.connect(Fixture.URL, "/chat"));
        FakeLink link = f.engine.next();
        link.open();
        link.receive("0{\"sid\":\"s\"}", "0/chat,{\"sid\":\"c\"}");
        Fixture.get(connecting);
        link.receive("1/chat,{\"message\":\"python\"}");
        Fixture.eventually(() -> !f.sio.of("/chat").isConnected());
        link.end(CloseReason.TRANSPORT_CLOSE);
        FakeLink second = f.next(Duration.ofSeconds(1));
        second.open();
        second.expect("0");
        assertThat(second.isQuiet()).isTrue();
    }

    @Test
    void ownDisconnectIsFinal() {
        FakeLink link = f.connected();
        f.sio.disconnect();
        link.expect("1");
        assertThat(heard(2)).containsExactly("connect", "disconnect io client disconnect");
        assertThat(f.settled().waiting()).isZero();
        f.sio.disconnect();
        f.sio.join();
        f.connected();
    }

    @Test
    void disconnectStopsReconnecting() {
        f.connected().end(CloseReason.TRANSPORT_CLOSE);
        Fixture.eventually(() -> f.time.waiting() == 1);
        f.sio.disconnect();
        f.sio.join();
        f.advance(Duration.ofMinutes(1));
        assertThat(f.engine.isUnused()).isTrue();
        f.connected();
    }

    @Test
    void disconnectStopsAnAttempt() {
        f.connected().end(CloseReason.TRANSPORT_CLOSE);
        FakeLink second = f.next(Duration.ofSeconds(1));
        f.sio.disconnect();
        Fixture.eventually(() -> second.closed);
        second.open();
        assertThat(second.isQuiet()).isTrue();
        assertThat(f.settled().waiting()).isZero();
    }

    @Test
    void disconnectStopsAFirstConnect() {
        CompletableFuture<Void> connecting =
                f.connecting(ConnectOptions.to(Fixture.URL).build());
        FakeLink link = f.engine.next();
        f.sio.disconnect();
        assertThat(Fixture.failure(connecting)).isInstanceOf(ConnectFailedException.class);
        Fixture.eventually(() -> link.closed);
        f.connected();
    }

    @Test
    void switchedOffALostConnectionIsTheEnd() {
        Fixture once = new Fixture(options -> options.reconnection(false)).listening();
        once.connected().end(CloseReason.TRANSPORT_CLOSE);
        Fixture.get(Fixture.async(once.sio::join));
        assertThat(List.of(once.heard(), once.heard())).containsExactly("connect", "disconnect transport close");
        assertThat(once.settled().waiting()).isZero();
        once.connected();
    }

    @Test
    void theFirstTryWaitsForTheDisconnectHandlers() {
        CountDownLatch free = new CountDownLatch(1);
        f.sio.of("/").onDisconnect(reason -> {
            free.await();
            f.heard.add("handled");
        });
        FakeLink link = f.connected();
        link.end(CloseReason.TRANSPORT_CLOSE);
        Fixture.eventually(() -> f.time.waiting() == 1);
        f.advance(Duration.ofSeconds(1));
        assertThat(f.engine.isUnused()).isTrue();
        free.countDown();
        f.engine.next().accept();
        assertThat(heard(4)).containsSubsequence("handled", "reconnect_attempt 1");
    }

    @Test
    void aDisconnectHandlerThatNeverReturnsDelaysNoLongerThanAConnect() {
        CountDownLatch never = new CountDownLatch(1);
        f.sio.onDisconnect(reason -> never.await());
        f.connected().end(CloseReason.TRANSPORT_CLOSE);
        Fixture.eventually(() -> f.time.waiting() == 1);
        f.advance(Duration.ofSeconds(1));
        f.advance(Duration.ofSeconds(20));
        f.engine.next().accept();
        never.countDown();
    }

    @Test
    void aRefusalAtAReconnectIsFinalForTheNamespace() {
        f.connected().end(CloseReason.TRANSPORT_CLOSE);
        FakeLink second = f.next(Duration.ofSeconds(1));
        second.open();
        second.receive("4{\"message\":\"banned\"}");
        Fixture.get(Fixture.async(f.sio::join));
        assertThat(heard(5)).contains("connect_error banned");
        Fixture.eventually(() -> second.closed);
        assertThat(f.settled().waiting()).isZero();
    }

    @Test
    void aReconnectKeepsTheTimeOfTheConnect() {
        CompletableFuture<Void> connecting = f.connecting(
                ConnectOptions.to(Fixture.URL).timeout(Duration.ofSeconds(3)).build());
        FakeLink link = f.engine.next().accept();
        Fixture.get(connecting);
        link.end(CloseReason.TRANSPORT_CLOSE);
        FakeLink second = f.next(Duration.ofSeconds(1));
        second.open();
        f.advance(Duration.ofSeconds(3));
        Fixture.eventually(() -> second.closed);
        f.next(Duration.ofSeconds(2)).accept();
    }

    @Test
    void whatAnOldConnectionStillSaysIsIgnored() {
        FakeLink link = f.connected();
        link.end(CloseReason.TRANSPORT_CLOSE);
        f.reconnected();
        link.receive("1", "9");
        link.end(CloseReason.TRANSPORT_ERROR);
        Fixture.eventually(f.sio::isConnected);
    }

    @Test
    void theStateIsRestored() {
        CompletableFuture<Void> connecting = f.connecting(ConnectOptions.to(Fixture.URL)
                .auth(java.util.Map.of("token", "t"))
                .build());
        f.sio.on("x", String.class, f.heard::add);
        FakeLink link = f.engine.next();
        link.open();
        link.expect("0{\"token\":\"t\"}");
        link.receive("0{\"sid\":\"s\",\"pid\":\"p\"}", "2[\"x\",\"one\",\"off1\"]", "2[\"x\",\"two\",7]");
        Fixture.get(connecting);
        assertThat(heard(3)).containsExactly("connect", "one", "two");
        link.end(CloseReason.TRANSPORT_CLOSE);
        FakeLink second = f.next(Duration.ofSeconds(1));
        second.open();
        second.expect("0{\"pid\":\"p\",\"offset\":\"off1\",\"token\":\"t\"}");
        second.receive("2[\"x\",\"missed\",\"off2\"]");
        assertThat(f.heard).doesNotContain("missed");
        second.receive("0{\"sid\":\"s\",\"pid\":\"p\"}");
        assertThat(heard(5)).containsSubsequence("disconnect transport close", "missed", "connect");
        assertThat(f.sio.of("/").isRecovered()).isTrue();
        f.sio.disconnect();
        FakeLink third = f.startAgain();
        third.expect("0");
    }

    private List<String> heard(int count) {
        return java.util.stream.Stream.generate(f::heard).limit(count).toList();
    }
}
