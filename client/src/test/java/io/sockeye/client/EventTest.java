package io.sockeye.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.dispatch.Ack;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.HandlerError;
import io.sockeye.dispatch.OnConnect;
import io.sockeye.dispatch.OnDisconnect;
import io.sockeye.dispatch.OnEvent;
import io.sockeye.dispatch.Registration;
import io.sockeye.dispatch.TypeRef;
import io.sockeye.engineio.CloseReason;
import io.sockeye.socketio.DisconnectReason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EventTest {
    private final Fixture f = new Fixture();

    record Message(String text, int size) {}

    @Test
    void argumentsBindToTheirTypes() {
        f.sio.on("m", Message.class, message -> f.heard.add(message.text()));
        f.sio.on(
                "l",
                new TypeRef<List<Message>>() {},
                all -> f.heard.add(all.getFirst().text()));
        f.sio.on("two", String.class, int.class, (a, b) -> f.heard.add(a + b));
        FakeLink link = f.connected();
        link.receive(
                "2[\"m\",{\"text\":\"a\",\"size\":1}]", "2[\"l\",[{\"text\":\"b\",\"size\":1}]]", "2[\"two\",\"c\",3]");
        assertThat(List.of(f.heard(), f.heard(), f.heard())).containsExactly("a", "b", "c3");
    }

    @Test
    void severalListenersRunInOrderAfterThoseOfAllEvents() {
        f.sio.on("x", () -> f.heard.add("first"));
        f.sio.on("x", () -> f.heard.add("second"));
        f.sio.onAny((event, args) -> f.heard.add("any " + event + args.get(0, Integer.class)));
        Registration gone = f.sio.on("x", () -> f.heard.add("gone"));
        gone.remove();
        f.sio.once("x", () -> f.heard.add("once"));
        FakeLink link = f.connected();
        link.receive("2[\"x\",1]", "2[\"x\",2]", "2[\"y\",3]");
        assertThat(List.of(f.heard(), f.heard(), f.heard(), f.heard()))
                .containsExactly("any x1", "first", "second", "once");
        assertThat(List.of(f.heard(), f.heard(), f.heard(), f.heard()))
                .containsExactly("any x2", "first", "second", "any y3");
        f.sio.off("x");
        link.receive("2[\"x\",1]", "2[\"z\",4]");
        assertThat(List.of(f.heard(), f.heard())).containsExactly("any x1", "any z4");
    }

    @Test
    void whatACallReturnsIsTheAcknowledgement() {
        f.sio.onCall("sum", int.class, int.class, (a, b) -> a + b);
        f.sio.onCall("two", () -> Args.of("OK", 123));
        CompletableFuture<String> later = new CompletableFuture<>();
        f.sio.onCall("later", () -> later);
        f.sio.on("hand", (Args args, Ack ack) -> ack.send(args.get(0, String.class)));
        f.sio.on("plain", () -> {});
        FakeLink link = f.connected();
        link.receive(
                "21[\"sum\",1,2]",
                "22[\"two\"]",
                "23[\"later\"]",
                "24[\"hand\",\"x\"]",
                "25[\"plain\"]",
                "26[\"nobody\"]");
        link.expect("31[3]", "32[\"OK\",123]", "34[\"x\"]", "35[]");
        later.complete("done");
        link.expect("33[\"done\"]");
    }

    @Test
    void binaryComesInAndGoesOut() {
        f.sio.onCall("turn", byte[].class, bytes -> new byte[] {bytes[1], bytes[0]});
        FakeLink link = f.connected();
        link.receive("51-7[\"turn\",{\"_placeholder\":true,\"num\":0}]");
        link.receiveBinary((byte) 1, (byte) 2);
        link.expect("61-7[{\"_placeholder\":true,\"num\":0}]", "b:0201");
    }

    @Test
    void handlersOfOneNamespaceRunOneAfterTheOtherAndDelayNoOtherNamespace() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        f.sio.on("slow", () -> {
            free.await();
            f.heard.add("slow");
        });
        f.sio.on("fast", () -> f.heard.add("fast"));
        f.sio.of("/other").on("fast", () -> f.heard.add("other"));
        CompletableFuture<Void> connecting = Fixture.async(() -> f.sio.connect(Fixture.URL));
        FakeLink link = f.engine.next();
        link.open();
        link.receive("0{\"sid\":\"s\"}", "0/other,{\"sid\":\"o\"}");
        Fixture.get(connecting);
        link.receive("2[\"slow\"]", "2[\"fast\"]", "2/other,[\"fast\"]");
        assertThat(f.heard()).isEqualTo("other");
        free.countDown();
        assertThat(List.of(f.heard(), f.heard())).containsExactly("slow", "fast");
    }

    @Test
    void problemsOfHandlersAreReportedAndNotAcknowledged() throws Exception {
        f.sio.on("bad", () -> {
            throw new IllegalStateException("mine");
        });
        f.sio.on("typed", int.class, number -> {});
        FakeLink link = f.connected();
        link.receive("21[\"bad\"]", "22[\"typed\",\"text\"]");
        HandlerError first = f.errors.take();
        assertThat(first.kind()).isEqualTo(HandlerError.Kind.HANDLER);
        assertThat(first.cause()).hasMessage("mine");
        assertThat(f.errors.take().kind()).isEqualTo(HandlerError.Kind.BIND);
        assertThat(link.isQuiet()).isTrue();
        Fixture.eventually(f.sio::isConnected);
    }

    @Test
    void whatIsNoJsonEndsTheConnection() {
        f.listening();
        f.sio.on("x", int.class, number -> {});
        FakeLink link = f.connected();
        f.heard();
        link.receive("2[\"x\",tru]");
        assertThat(f.heard()).isEqualTo("disconnect parse error");
        Fixture.eventually(() -> link.closed);
    }

    @Test
    void whatIsNoSocketIoEndsTheConnection() {
        f.listening();
        FakeLink link = f.connected();
        f.heard();
        link.receive("9");
        assertThat(f.heard()).isEqualTo("disconnect parse error");
    }

    @Test
    void packetsForNamespacesThatNobodyJoinedAreIgnored() {
        FakeLink link = f.connected();
        link.receive("2/x,[\"a\"]", "1/x,", "0/x,{\"sid\":\"1\"}", "4/x,{}", "3/x,1[]", "31[]");
        Fixture.eventually(f.sio::isConnected);
        assertThat(link.closed).isFalse();
    }

    @Test
    void reservedNamesAreRefused() {
        assertThatThrownBy(() -> f.sio.on("connect", () -> {})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> f.sio.emit("disconnect")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void handlersMayTakeTheSocket() {
        f.sio.events().on("x", socket -> socket.emit("y"));
        FakeLink link = f.connected();
        link.receive("2[\"x\"]");
        link.expect("2[\"y\"]");
    }

    @Test
    void outgoingEventsAreHeard() {
        f.sio.onAnyOutgoing((event, args) -> f.heard.add(event + args.get(0, Integer.class)));
        f.connected();
        f.sio.emit("x", 5);
        assertThat(f.heard()).isEqualTo("x5");
    }

    final class Chat extends ClientNamespaceHandler {
        Chat() {
            super("/");
        }

        @OnConnect
        void connected(ClientSocket socket) {
            f.heard.add("connected " + socket.namespace());
        }

        @OnDisconnect
        void disconnected(DisconnectReason reason) {
            f.heard.add("disconnected " + reason.text());
        }

        @OnEvent("my event")
        String answer(String text) {
            emit("note", text);
            return "got " + text;
        }

        @OnEvent
        void taken() {
            f.heard.add("method");
        }

        @Override
        protected void onConnectError(ConnectError error) {
            f.heard.add("error " + error.message());
        }
    }

    @Test
    void aClassServesItsNamespace() {
        f.sio.register(new Chat());
        f.sio.on("taken", () -> f.heard.add("function"));
        FakeLink link = f.connected();
        assertThat(f.heard()).isEqualTo("connected /");
        link.receive("21[\"my event\",\"hi\"]", "22[\"unknown\"]", "2[\"taken\"]");
        link.expect("2[\"note\",\"hi\"]", "31[\"got hi\"]");
        assertThat(f.heard()).isEqualTo("function");
        link.end(CloseReason.TRANSPORT_CLOSE);
        assertThat(f.heard()).isEqualTo("disconnected transport close");
        assertThat(link.isQuiet()).isTrue();
    }

    @Test
    void aClassHearsOfARefusalAndIsRegisteredOnce() {
        Chat chat = new Chat();
        assertThatThrownBy(chat::socket).isInstanceOf(IllegalStateException.class);
        f.sio.register(chat);
        assertThatThrownBy(() -> f.sio.register(chat)).isInstanceOf(IllegalStateException.class);
        f.sio.connect(ConnectOptions.to(Fixture.URL).await(false).build());
        FakeLink link = f.engine.next();
        link.open();
        link.receive("4{\"message\":\"no\"}");
        assertThat(f.heard()).isEqualTo("error no");
    }

    @Test
    void whenHandlersDoNotKeepUpTheConnectionIsNotRead() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        f.sio.on("x", () -> free.await());
        FakeLink link = f.connected();
        for (int i = 0; i < 1100; i++) {
            link.receive("2[\"x\"]");
        }
        Fixture.eventually(() -> !link.readable);
        free.countDown();
        Fixture.eventually(() -> link.readable);
    }
}
