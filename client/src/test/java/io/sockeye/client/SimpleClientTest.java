package io.sockeye.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.engineio.CloseReason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SimpleClientTest {
    private final Fixture f = new Fixture();
    private final SimpleClient simple =
            new SimpleClient(SocketIoClient.builder().settings(f.runtime), f.runtime);

    private FakeLink connected() {
        CompletableFuture<Void> connecting = Fixture.async(() -> simple.connect(Fixture.URL));
        FakeLink link = f.engine.next();
        link.accept();
        Fixture.get(connecting);
        return link;
    }

    @Test
    void eventsWaitUntilTheyAreReceived() {
        FakeLink link = connected();
        link.receive("21[\"a\",1,\"x\"]", "2[\"b\"]");
        SimpleSocketIoClient.Event first = simple.receive();
        assertThat(first.name()).isEqualTo("a");
        assertThat(first.args().get(1, String.class)).isEqualTo("x");
        link.expect("31[]");
        assertThat(simple.receive(Duration.ofSeconds(5)).orElseThrow().name()).isEqualTo("b");
        assertThat(simple.receive(Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void aCallGoesOnAfterAReconnect() {
        FakeLink link = connected();
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.startVirtualThread(() -> answer.complete(simple.call("q", String.class)));
        link.expect("20[\"q\"]");
        link.end(CloseReason.TRANSPORT_CLOSE);
        FakeLink second = f.reconnected();
        second.expect("21[\"q\"]");
        second.receive("31[\"yes\"]");
        assertThat(Fixture.get(answer)).isEqualTo("yes");
    }

    @Test
    void whenItIsOverEverythingSaysSo() {
        FakeLink link = connected();
        CompletableFuture<Void> receiving = Fixture.async(simple::receive);
        link.receive("1");
        assertThat(Fixture.failure(receiving)).isInstanceOf(NotSentException.class);
        assertThatThrownBy(() -> simple.emit("a")).isInstanceOf(NotSentException.class);
        assertThatThrownBy(() -> simple.call("a", String.class)).isInstanceOf(NotSentException.class);
        connected();
        simple.disconnect();
        connected();
        simple.close();
    }

    @Test
    void aCallFailsWhenReconnectingIsGivenUp() {
        SimpleClient once = new SimpleClient(
                SocketIoClient.builder().reconnectionAttempts(1).settings(f.runtime), f.runtime);
        CompletableFuture<Void> connecting = Fixture.async(() -> once.connect(Fixture.URL));
        FakeLink link = f.engine.next().accept();
        Fixture.get(connecting);
        CompletableFuture<Void> calling = Fixture.async(() -> once.call("q", String.class));
        link.take();
        link.end(CloseReason.TRANSPORT_CLOSE);
        f.next(Duration.ofSeconds(1)).fail(new Exception("down"));
        assertThat(Fixture.failure(calling)).isInstanceOf(NotSentException.class);
    }

    @Test
    void nobodyIsConnectedTwice() {
        connected();
        assertThatThrownBy(() -> simple.connect(Fixture.URL)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRefusedConnectCanBeRepeated() {
        CompletableFuture<Void> connecting = Fixture.async(() -> simple.connect(Fixture.URL, "/chat"));
        FakeLink link = f.engine.next();
        link.open();
        link.expect("0/chat,");
        link.receive("4/chat,{\"message\":\"no\"}");
        assertThat(Fixture.failure(connecting)).isInstanceOf(ConnectFailedException.class);
        connected();
    }

    @Test
    void aFullQueueStopsReading() {
        FakeLink link = connected();
        for (int i = 0; i < 2200; i++) {
            link.receive("2[\"x\"]");
        }
        Fixture.eventually(() -> !link.readable);
        for (int i = 0; i < 2200; i++) {
            simple.receive();
        }
        Fixture.eventually(() -> link.readable);
    }
}
