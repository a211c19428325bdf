package io.sockeye.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.dispatch.Args;
import io.sockeye.engineio.CloseReason;
import io.sockeye.socketio.AckTimeoutException;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.DisconnectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SendTest {
    private final Fixture f = new Fixture();

    @Test
    void eventsLeaveInTheOrderOfTheCalls() {
        FakeLink link = f.connected();
        f.sio.emit("a", 1, "x", Map.of("k", true));
        f.sio.send("hello");
        f.sio.emit("b", new byte[] {7});
        link.expect("2[\"a\",1,\"x\",{\"k\":true}]", "2[\"message\",\"hello\"]");
        link.expect("51-[\"b\",{\"_placeholder\":true,\"num\":0}]", "b:07");
    }

    @Test
    void aCallReturnsTheAcknowledgement() {
        FakeLink link = f.connected();
        CompletableFuture<Integer> sum = new CompletableFuture<>();
        Thread.startVirtualThread(() -> sum.complete(f.sio.call("sum", int.class, 1, 2)));
        link.expect("20[\"sum\",1,2]");
        link.receive("30[3]");
        assertThat(Fixture.get(sum)).isEqualTo(3);
    }

    @Test
    void aFutureAndACallbackHearTheAcknowledgement() {
        FakeLink link = f.connected();
        CompletableFuture<Args> future = f.sio.emitWithAck("a");
        f.sio.emitWithCallback("b", (error, args) -> f.heard.add("b " + args.get(0, String.class)));
        link.expect("20[\"a\"]", "21[\"b\"]");
        link.receive("31[\"B\"]", "30[\"x\",\"y\"]", "30[\"again\"]");
        assertThat(Fixture.get(future).get(1, String.class)).isEqualTo("y");
        assertThat(f.heard()).isEqualTo("b B");
    }

    @Test
    void aHandlerMayCall() {
        f.sio.on("ask", () -> f.heard.add("answer " + f.sio.call("question", String.class)));
        FakeLink link = f.connected();
        link.receive("2[\"ask\"]");
        link.expect("20[\"question\"]");
        link.receive("30[\"42\"]");
        assertThat(f.heard()).isEqualTo("answer 42");
    }

    @Test
    void withoutAnswerItTimesOut() {
        f.connected();
        CompletableFuture<Args> future = f.sio.timeout(Duration.ofSeconds(2)).emitWithAck("a");
        f.advance(Duration.ofSeconds(2));
        assertThat(Fixture.failure(future)).isInstanceOf(AckTimeoutException.class);
        CompletableFuture<Args> other = f.sio.emitWithAck("a");
        f.advance(Duration.ofSeconds(59));
        assertThat(other).isNotDone();
        f.advance(Duration.ofSeconds(1));
        assertThat(Fixture.failure(other)).isInstanceOf(AckTimeoutException.class);
    }

    @Test
    void whenTheConnectionEndsThoseWhoWaitAreTold() {
        FakeLink link = f.connected();
        CompletableFuture<Args> future = f.sio.emitWithAck("a");
        CompletableFuture<Void> call = Fixture.async(() -> f.sio.call("b", String.class));
        link.expect("20[\"a\"]", "21[\"b\"]");
        link.end(CloseReason.TRANSPORT_CLOSE);
        assertThat(Fixture.failure(future))
                .isInstanceOfSatisfying(
                        DisconnectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE));
        assertThat(Fixture.failure(call)).isInstanceOf(DisconnectedException.class);
    }

    @Test
    void whatIsSentWhileOfflineLeavesBeforeTheConnectHandlersRun() {
        f.sio.onConnect(() -> f.sio.emit("from handler"));
        f.sio.emit("a");
        CompletableFuture<Args> later = f.sio.emitWithAck("b");
        f.sio.asVolatile().emit("lost");
        FakeLink link = f.connected();
        link.expect("2[\"a\"]", "20[\"b\"]", "2[\"from handler\"]");
        link.receive("30[]");
        assertThat(Fixture.get(later).isEmpty()).isTrue();
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotSent() {
        CompletableFuture<Args> given = f.sio.timeout(Duration.ofSeconds(1)).emitWithAck("a");
        f.sio.emit("b");
        f.advance(Duration.ofSeconds(1));
        Fixture.failure(given);
        f.connected().expect("2[\"b\"]");
    }

    @Test
    void theBufferIsBounded() {
        Fixture small = new Fixture(options -> options.sendBuffer(2, 1000));
        small.sio.emit("a");
        CompletableFuture<Args> expired =
                small.sio.timeout(Duration.ofSeconds(1)).emitWithAck("b");
        assertThatThrownBy(() -> small.sio.emit("c"))
                .isInstanceOf(NotSentException.class)
                .hasMessageContaining("full");
        small.advance(Duration.ofSeconds(1));
        Fixture.failure(expired);
        small.sio.emit("d");
        small.connected().expect("2[\"a\"]", "2[\"d\"]");
    }

    @Test
    void theBufferIsBoundedInBytes() {
        Fixture small = new Fixture(options -> options.sendBuffer(100, 10));
        small.sio.emit("one that is larger than the buffer");
        assertThatThrownBy(() -> small.sio.emit("b")).isInstanceOf(NotSentException.class);
    }

    @Test
    void theBufferCanBeSwitchedOff() {
        Fixture online = new Fixture(options -> options.offlineBuffer(false));
        assertThatThrownBy(() -> online.sio.emit("a")).isInstanceOf(NotSentException.class);
        assertThatThrownBy(() -> online.sio.call("a", String.class)).isInstanceOf(NotSentException.class);
        assertThatThrownBy(() -> online.sio.emitWithAck("a")).isInstanceOf(NotSentException.class);
        FakeLink link = online.connected();
        online.sio.emit("b");
        link.expect("2[\"b\"]");
    }

    @Test
    void whileTheServerDoesNotReadSendingWaits() {
        FakeLink link = f.connected();
        link.full = true;
        CompletableFuture<Void> sending = Fixture.async(() -> {
            f.sio.emit("a");
            f.sio.emit("b");
        });
        f.sio.of("/").asVolatile().emit("lost or not");
        Fixture.eventually(() -> !sending.isDone());
        link.drained();
        Fixture.get(sending);
        List<String> sent = new ArrayList<>();
        while (sent.isEmpty() || !sent.getLast().equals("2[\"b\"]")) {
            sent.add(link.take());
        }
        assertThat(sent).contains("2[\"a\"]");
    }

    @Test
    void whatWaitedForRoomLeavesOverTheNextConnection() {
        FakeLink link = f.connected();
        link.full = true;
        CompletableFuture<Void> sending = Fixture.async(() -> f.sio.emit("a"));
        CompletableFuture<Void> second = Fixture.async(() -> f.sio.emit("a"));
        link.end(CloseReason.TRANSPORT_CLOSE);
        Fixture.get(sending);
        Fixture.get(second);
        f.reconnected().expect("2[\"a\"]", "2[\"a\"]");
    }

    @Test
    void aVolatileEventIsDroppedWhenTheTransportIsBusy() {
        FakeLink link = f.connected();
        link.busy = true;
        f.sio.asVolatile().emit("lost");
        link.busy = false;
        f.sio.asVolatile().emit("sent");
        link.expect("2[\"sent\"]");
    }

    @Test
    void whatCanNotBeWrittenIsThrown() {
        assertThatThrownBy(() -> f.sio.emit("a", new Object() {
                    @SuppressWarnings("unused")
                    public int getX() {
                        throw new IllegalStateException("no");
                    }
                }))
                .isInstanceOf(io.sockeye.socketio.JsonEncodeException.class);
    }

    @Test
    void anAcknowledgementThatComesAfterTheEndGoesNowhere() throws Exception {
        CompletableFuture<String> later = new CompletableFuture<>();
        f.sio.onCall("q", () -> later);
        f.sio.on("sync", () -> f.heard.add("sync"));
        FakeLink link = f.connected();
        link.receive("21[\"q\"]", "2[\"sync\"]");
        f.heard();
        link.end(CloseReason.TRANSPORT_CLOSE);
        FakeLink second = f.reconnected();
        later.complete("late");
        f.sio.emit("after");
        second.expect("2[\"after\"]");
    }

    @Test
    void theAsynchronousClientFailsItsFutures() {
        AsyncSocketIoClient async =
                new AsyncClient(SocketIoClient.builder().offlineBuffer(false).settings(f.runtime), f.runtime);
        assertThat(Fixture.failure(async.emit("connect"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(Fixture.failure(async.emit("a"))).isInstanceOf(NotSentException.class);
        assertThat(Fixture.failure(async.call("a", String.class))).isInstanceOf(NotSentException.class);
        assertThat(Fixture.failure(async.of("/x").connect())).isInstanceOf(IllegalStateException.class);
        CompletableFuture<Void> connecting = async.connect(Fixture.URL);
        FakeLink link = f.engine.next();
        link.accept();
        Fixture.get(connecting);
        CompletableFuture<Integer> sum = async.call("sum", int.class, 1);
        link.expect("21[\"sum\",1]");
        link.receive("31[1]");
        assertThat(Fixture.get(sum)).isEqualTo(1);
        link.full = true;
        CompletableFuture<Void> slow = async.emit("slow");
        assertThat(slow).isNotDone();
        link.drained();
        Fixture.get(slow);
        CompletableFuture<Void> slept = async.sleep(Duration.ofSeconds(1));
        f.advance(Duration.ofSeconds(1));
        Fixture.get(slept);
        Fixture.get(async.startBackgroundTask(() -> f.heard.add("ran")));
        assertThat(f.heard()).isEqualTo("ran");
        Fixture.get(async.shutdown());
        Fixture.get(async.join());
    }
}
