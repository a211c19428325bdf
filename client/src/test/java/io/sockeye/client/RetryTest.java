package io.sockeye.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.dispatch.Args;
import io.sockeye.engineio.CloseReason;
import io.sockeye.socketio.AckTimeoutException;
import io.sockeye.socketio.DisconnectedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final Duration TRY = Duration.ofSeconds(1);

    private final Fixture f = new Fixture(options -> options.retries(2).ackTimeout(TRY));

    @Test
    void eventsLeaveOneAfterTheOther() {
        FakeLink link = f.connected();
        f.sio.emit("a", 1);
        f.sio.emit("b");
        link.expect("20[\"a\",1]");
        assertThat(link.isQuiet()).isTrue();
        link.receive("30[]");
        link.expect("21[\"b\"]");
    }

    @Test
    void withoutAcknowledgementItIsSentAgainWithAnotherId() {
        FakeLink link = f.connected();
        CompletableFuture<Args> outcome = f.sio.emitWithAck("a");
        link.expect("21[\"a\"]");
        f.advance(TRY);
        link.expect("22[\"a\"]");
        link.receive("31[\"late\"]");
        f.advance(TRY);
        link.expect("23[\"a\"]");
        link.receive("33[\"ok\"]");
        assertThat(Fixture.get(outcome).get(0, String.class)).isEqualTo("ok");
        assertThat(f.settled().waiting()).isZero();
    }

    @Test
    void afterTheLastTryItFailsAndTheNextFollows() {
        FakeLink link = f.connected();
        CompletableFuture<Args> outcome = f.sio.emitWithAck("a");
        f.sio.emit("b");
        for (int i = 1; i <= 3; i++) {
            assertThat(link.take()).endsWith("[\"a\"]");
            f.advance(TRY);
        }
        assertThat(Fixture.failure(outcome)).isInstanceOf(AckTimeoutException.class);
        assertThat(link.take()).endsWith("[\"b\"]");
    }

    @Test
    void whatWasNotAcknowledgedIsSentAgainAfterAReconnect() {
        FakeLink link = f.connected();
        CompletableFuture<Args> outcome = f.sio.emitWithAck("a");
        link.take();
        link.end(CloseReason.TRANSPORT_CLOSE);
        FakeLink second = f.reconnected();
        assertThat(second.take()).isEqualTo("22[\"a\"]");
        second.receive("32[]");
        Fixture.get(outcome);
    }

    @Test
    void aLostConnectionCountsAsATry() {
        FakeLink link = f.connected();
        CompletableFuture<Args> outcome = f.sio.emitWithAck("a");
        for (int i = 0; i < 2; i++) {
            link.take();
            link.end(CloseReason.TRANSPORT_CLOSE);
            link = f.reconnected();
        }
        link.take();
        link.end(CloseReason.TRANSPORT_CLOSE);
        assertThat(Fixture.failure(outcome)).isInstanceOf(DisconnectedException.class);
    }

    @Test
    void whatIsSentWhileOfflineWaitsInTheQueueWithoutATry() {
        CompletableFuture<Args> outcome = f.sio.emitWithAck("a");
        f.advance(Duration.ofMinutes(10));
        assertThat(outcome).isNotDone();
        FakeLink link = f.connected();
        assertThat(link.take()).endsWith("[\"a\"]");
    }

    @Test
    void aCallWaitsForItsOutcomeAndACallbackHearsIt() {
        FakeLink link = f.connected();
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.startVirtualThread(() -> answer.complete(f.sio.call("a", String.class)));
        link.expect("21[\"a\"]");
        f.advance(TRY);
        link.expect("22[\"a\"]");
        link.receive("32[\"yes\"]");
        assertThat(Fixture.get(answer)).isEqualTo("yes");
        f.sio.emitWithCallback("b", (error, args) -> f.heard.add(String.valueOf(error)));
        link.take();
        link.receive("34[]");
        assertThat(f.heard()).isEqualTo("null");
    }

    @Test
    void volatileEventsBypassTheQueue() {
        FakeLink link = f.connected();
        f.sio.emit("a");
        link.take();
        f.sio.asVolatile().emit("v");
        link.expect("2[\"v\"]");
    }

    @Test
    void binaryIsSentAgainToo() {
        FakeLink link = f.connected();
        f.sio.emit("a", new byte[] {1}, "é");
        link.expect("51-0[\"a\",{\"_placeholder\":true,\"num\":0},\"é\"]");
        String first = link.take();
        f.advance(TRY);
        link.expect("51-1[\"a\",{\"_placeholder\":true,\"num\":0},\"é\"]");
        assertThat(link.take()).isEqualTo(first);
    }

    @Test
    void theQueueIsBounded() {
        Fixture small = new Fixture(options -> options.retries(1).sendBuffer(1, 100));
        small.sio.emit("a");
        assertThatThrownBy(() -> small.sio.emit("b")).isInstanceOf(NotSentException.class);
    }
}
