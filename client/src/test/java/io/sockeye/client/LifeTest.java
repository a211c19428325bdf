package io.sockeye.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.dispatch.Args;
import io.sockeye.engineio.CloseReason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LifeTest {
    private final Fixture f = new Fixture().listening();

    @Test
    void shutdownWaitsForTheDisconnectHandlers() {
        CountDownLatch free = new CountDownLatch(1);
        f.sio.onDisconnect(reason -> free.await());
        f.connected();
        CompletableFuture<Void> down = Fixture.async(f.sio::shutdown);
        f.heard();
        assertThat(f.heard()).isEqualTo("disconnect io client disconnect");
        assertThat(down).isNotDone();
        free.countDown();
        Fixture.get(down);
    }

    @Test
    void handlersMayDisconnectShutDownAndClose() {
        f.sio.on("disconnect me", f.sio::disconnect);
        f.sio.on("shut me down", f.sio::shutdown);
        f.sio.on("close me", f.sio::close);
        for (String event : new String[] {"disconnect me", "shut me down", "close me"}) {
            FakeLink link = f.connected();
            link.receive("2[\"" + event + "\"]");
            Fixture.get(Fixture.async(f.sio::join));
            assertThat(f.heard()).isEqualTo("connect");
            assertThat(f.heard()).isEqualTo("disconnect io client disconnect");
        }
        Fixture.eventually(() -> f.released.get() > 0);
    }

    @Test
    void aCallbackOfAnAcknowledgementMayCloseTheClient() {
        f.sio.emitWithCallback("x", (error, args) -> f.sio.close());
        FakeLink link = f.connected();
        link.expect("20[\"x\"]");
        link.receive("30[]");
        Fixture.get(Fixture.async(f.sio::join));
        Fixture.eventually(() -> f.released.get() > 0);
    }

    @Test
    void aDisconnectHandlerMayConnectAgain() {
        f.sio.onDisconnect(reason -> f.sio.startBackgroundTask(() -> f.sio.connect(Fixture.URL)));
        f.connected();
        f.sio.disconnect();
        f.engine.next().accept();
        Fixture.eventually(f.sio::isConnected);
    }

    @Test
    void whatWasReceivedBeforeTheEndIsHandledBeforeIt() {
        f.sio.on("x", () -> f.heard.add("x"));
        FakeLink link = f.connected();
        link.receive("2[\"x\"]", "2[\"x\"]");
        link.end(CloseReason.TRANSPORT_CLOSE);
        assertThat(f.heard()).isEqualTo("connect");
        assertThat(f.heard()).isEqualTo("x");
        assertThat(f.heard()).isEqualTo("x");
        assertThat(f.heard()).isEqualTo("disconnect transport close");
    }

    @Test
    void afterOwnDisconnectNoEventIsHandled() {
        CountDownLatch free = new CountDownLatch(1);
        f.sio.on("x", () -> free.await());
        f.sio.on("y", () -> f.heard.add("y"));
        FakeLink link = f.connected();
        link.receive("2[\"x\"]", "2[\"y\"]");
        f.sio.disconnect();
        free.countDown();
        assertThat(f.heard()).isEqualTo("connect");
        assertThat(f.heard()).isEqualTo("disconnect io client disconnect");
    }

    @Test
    void closeReleasesAndEndsEverythingForGood() {
        CompletableFuture<Args> waiting = f.sio.emitWithAck("buffered");
        CompletableFuture<Void> joining = Fixture.async(() -> {
            f.connected();
            f.sio.join();
        });
        Fixture.eventually(f.sio::isConnected);
        f.close();
        Fixture.get(joining);
        assertThat(Fixture.failure(waiting)).isInstanceOf(io.sockeye.socketio.SocketIoException.class);
        Fixture.eventually(() -> f.released.get() > 0);
        assertThat(f.settled().waiting()).isZero();
        assertThatThrownBy(() -> f.sio.connect(Fixture.URL)).hasMessageContaining("closed");
        assertThatThrownBy(() -> f.sio.emit("x")).isInstanceOf(NotSentException.class);
        f.close();
    }

    @Test
    void closeDoesNotWaitForEverForHandlers() {
        CountDownLatch never = new CountDownLatch(1);
        Fixture impatient = new Fixture(options -> options.shutdownTimeout(Duration.ofMillis(50)));
        impatient.sio.onDisconnect(reason -> never.await());
        impatient.connected();
        impatient.close();
        never.countDown();
    }

    @Test
    void joinOfAnIdleClientReturns() {
        f.sio.join();
        assertThat(f.sio.transport()).isEmpty();
        assertThat(f.sio.sid()).isEmpty();
    }

    @Test
    void theSameNameIsTheSameSocket() {
        assertThat(f.sio.of("chat")).isSameAs(f.sio.of("/chat"));
        assertThatThrownBy(() -> f.sio.of("/a,b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void backgroundTasksRunAndSleep() throws Exception {
        Thread task = f.sio.startBackgroundTask(() -> {
            f.sio.sleep(Duration.ofMillis(1));
            f.heard.add("slept");
        });
        task.join();
        assertThat(f.heard()).isEqualTo("slept");
    }
}
