package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.dispatch.Args;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.DisconnectedException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DisconnectTest {
    private final TestServer server = new TestServer();
    private final SocketIoServer io = server.io;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    DisconnectTest() {
        io.onDisconnect((socket, reason) -> heard.add(reason.text()));
    }

    @AfterEach
    void close() {
        gate.countDown();
        server.close();
    }

    private String heard() throws InterruptedException {
        String next = heard.poll(60, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private Socket only() {
        return io.sockets().iterator().next();
    }

    @Test
    void theClientLeavesTheNamespace() throws Exception {
        RawClient client = server.client().send("41");
        assertThat(heard()).isEqualTo("client namespace disconnect");
        assertThat(io.sockets()).isEmpty();
        client.join("/");
    }

    @Test
    void theClientClosesItsTransport() throws Exception {
        server.client().close();
        assertThat(heard()).isEqualTo("transport close");
        server.awaitEmpty();
    }

    @Test
    void theServerEndsTheSocketAndTheConnectionStays() throws Exception {
        io.of("/other").on("hi", socket -> socket.emit("ho"));
        RawClient client = server.client();
        client.join("/other");
        only().disconnect();
        client.expect("41");
        assertThat(heard()).isEqualTo("server namespace disconnect");
        client.send("42/other,[\"hi\"]").expect("42/other,[\"ho\"]");
        client.join("/");
    }

    @Test
    void whatWasUnderWayWhenTheServerEndedTheSocketIsIgnored() {
        io.of("/other").on("hi", socket -> socket.emit("ho"));
        RawClient client = server.client();
        client.join("/other");
        only().disconnect();
        client.send("42[\"late\"]").send("430[]").send("41").send("42/other,[\"hi\"]");
        client.expect("41", "42/other,[\"ho\"]");
    }

    @Test
    void disconnectTrueEndsAllNamespacesAndTheConnection() throws Exception {
        io.of("/other").onDisconnect((socket, reason) -> heard.add("other " + reason.text()));
        RawClient client = server.client();
        client.join("/other");
        only().disconnect(true);
        client.expect("41", "41/other,").expectClose();
        assertThat(new String[] {heard(), heard()})
                .containsExactlyInAnyOrder("server namespace disconnect", "other server namespace disconnect");
        server.awaitEmpty();
    }

    @Test
    void disconnectComesAfterEverythingThatWasReceivedBefore() throws Exception {
        io.on("slow", socket -> {
            gate.await();
            heard.add("slow");
        });
        io.on("quick", socket -> heard.add("quick"));
        io.onDisconnecting((socket, reason) -> heard.add("disconnecting"));
        server.client().send("42[\"slow\"]").send("42[\"quick\"]").close();
        TestServer.eventually(() -> io.stats().engine().sessions() == 0);
        gate.countDown();
        assertThat(new String[] {heard(), heard(), heard(), heard()})
                .containsExactly("slow", "quick", "disconnecting", "transport close");
    }

    @Test
    void afterADisconnectByTheServerWaitingEventsAreDropped() throws Exception {
        io.on("bye", socket -> {
            socket.disconnect();
            heard.add("bye");
        });
        io.on("more", socket -> heard.add("more"));
        server.client()
                .send("42[\"bye\"]")
                .send("42[\"more\"]")
                .send("42[\"more\"]")
                .expect("41");
        assertThat(new String[] {heard(), heard()}).containsExactly("bye", "server namespace disconnect");
        TestServer.eventually(() -> io.stats().sockets() == 0);
        assertThat(heard).isEmpty();
    }

    @Test
    void roomsAreLeftAtOnceAndTheHandlersSeeThoseItHad() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        io.onDisconnecting((socket, reason) -> {
            entered.countDown();
            gate.await();
            socket.join("late");
            heard.add(socket.rooms().toString());
        });
        RawClient client = server.client();
        Socket socket = only();
        socket.leave(socket.sid());
        socket.join("news");
        client.close();
        entered.await();
        assertThat(io.stats().rooms()).isZero();
        gate.countDown();
        assertThat(new String[] {heard(), heard()}).containsExactly("[news]", "transport close");
        assertThat(io.stats().rooms()).isZero();
    }

    @Test
    void pendingAcknowledgementsFailAtOnceEvenWhileAHandlerBlocks() throws Exception {
        io.on("block", socket -> gate.await());
        RawClient client = server.client().send("42[\"block\"]");
        CompletableFuture<Args> answer = only().emitWithAck("question");
        client.close();
        assertThatThrownBy(() -> answer.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        DisconnectedException.class,
                        e -> assertThat(e.reason()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE));
    }

    @Test
    void whatIsSentToASocketThatHasEndedIsNoError() throws Exception {
        RawClient client = server.client();
        Socket socket = only();
        client.close();
        heard();
        socket.emit("late");
        socket.join("late");
        socket.disconnect();
        assertThatThrownBy(() -> socket.call("late", String.class)).isInstanceOf(DisconnectedException.class);
        server.awaitEmpty();
    }

    @Test
    void aSocketsOwnDisconnectHandlersRunAfterThoseOfTheNamespace() throws Exception {
        io.onConnect(socket -> {
            socket.onDisconnecting((s, reason) -> heard.add("own disconnecting"));
            socket.onDisconnect((s, reason) -> heard.add("own disconnect"));
        });
        server.client().close();
        assertThat(new String[] {heard(), heard(), heard()})
                .containsExactly("own disconnecting", "transport close", "own disconnect");
    }

    @Test
    void aDisconnectHandlerThatThrowsDoesNotStopTheOthers() throws Exception {
        io.onDisconnecting((socket, reason) -> {
            throw new IllegalStateException("oh no");
        });
        server.client().close();
        assertThat(heard()).isEqualTo("transport close");
        assertThat(server.errors.take().cause()).hasMessage("oh no");
    }
}
