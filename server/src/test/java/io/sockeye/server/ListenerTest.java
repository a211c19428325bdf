package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sockeye.dispatch.Registration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenerTest {
    private final TestServer server = new TestServer();
    private final SocketIoServer io = server.io;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    ListenerTest() {
        RawClient.answerFences(io);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void catchAllsComeFirstThenTheNamespaceThenTheSocket() {
        io.on("x", socket -> heard.add("namespace"));
        io.onAny((socket, event, args) -> heard.add("any " + event));
        io.onConnect(socket -> {
            socket.on("x", s -> heard.add("own"));
            socket.onAny((s, event, args) -> heard.add("own any " + event));
        });
        server.client().send("42[\"x\"]").expectNothing();
        assertThat(heard.subList(0, 4)).containsExactly("any x", "own any x", "namespace", "own");
    }

    @Test
    void onceListensOnce() {
        io.once("x", socket -> heard.add("x"));
        server.client().send("42[\"x\"]").send("42[\"x\"]").expectNothing();
        assertThat(heard).containsExactly("x");
    }

    @Test
    void aRegistrationCanBeUndone() {
        Registration x = io.on("x", socket -> heard.add("x"));
        Registration any = io.onAny((socket, event, args) -> heard.add("any"));
        Registration connect = io.onConnect(socket -> heard.add("connect"));
        x.remove();
        any.remove();
        connect.remove();
        connect.remove();
        server.client().send("42[\"x\"]").expectNothing();
        assertThat(heard).isEmpty();
    }

    @Test
    void offRemovesAllListenersOfAnEvent() {
        io.on("x", socket -> heard.add("x"));
        io.onConnect(socket -> {
            socket.on("x", s -> heard.add("own"));
            socket.off("x");
        });
        io.off("x");
        server.client().send("42[\"x\"]").expectNothing();
        assertThat(heard).isEmpty();
    }

    @Test
    void reservedNamesThrowAndNameTheRightMethod() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> io.on("connect", socket -> {}))
                .withMessageContaining("onConnect");
        assertThatIllegalArgumentException().isThrownBy(() -> io.of("/a").on("disconnect", socket -> {}));
    }

    @Test
    void aSecondCallHandlerOfAnEventIsAnError() {
        io.onCall("x", socket -> 1);
        assertThatIllegalStateException().isThrownBy(() -> io.onCall("x", socket -> 2));
    }

    @Test
    void eventMiddlewareMayDropAnEvent() throws Exception {
        io.on("x", String.class, (socket, text) -> heard.add(text));
        io.onConnect(socket -> {
            socket.use((s, event, args) -> !"drop".equals(args.get(0, String.class)));
            socket.use((s, event, args) -> {
                if ("bad".equals(args.get(0, String.class))) {
                    throw new IllegalStateException("bad");
                }
                return true;
            });
        });
        server.client()
                .send("421[\"x\",\"drop\"]")
                .send("422[\"x\",\"bad\"]")
                .send("423[\"x\",\"good\"]")
                .expect("433[]")
                .expectNothing();
        assertThat(heard).containsExactly("good");
        assertThat(server.errors.take().cause()).hasMessage("bad");
    }

    @Test
    void anEventThatNobodyListensToIsNotAcknowledged() {
        server.client().send("421[\"nobody\"]").expectNothing();
    }

    @Test
    void anEventMayBeCalledError() {
        io.on("error", String.class, (socket, text) -> heard.add(text));
        server.client().send("42[\"error\",\"x\"]").send("42[5,1]").expectNothing();
        assertThat(heard).containsExactly("x");
    }

    @Test
    void anEventMayBeANumber() {
        io.on("5", int.class, (socket, number) -> heard.add("" + number));
        server.client().send("42[5,7]").expectNothing();
        assertThat(heard).containsExactly("7");
    }
}
