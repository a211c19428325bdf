package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.socketio.ConnectionRefusedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NamespaceCountersTest {
    private final TestServer server = new TestServer();
    private final NamespaceCounters root = server.io.counters();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void socketsAndRoomsThatAreThereAndThatWereThere() {
        Namespace chat = server.io.of("/chat");
        server.client();
        RawClient client = server.connect();
        client.join("/chat");
        chat.sockets().forEach(socket -> socket.join("news"));
        assertThat(chat.counters().connected()).isOne();
        assertThat(chat.counters().rooms()).isEqualTo(2);
        assertThat(root.connected()).isOne();
        client.send("41/chat,");
        TestServer.eventually(() -> chat.counters().connected() == 0);
        assertThat(chat.counters().rooms()).isZero();
        assertThat(chat.counters().joined()).isOne();
        assertThat(root.joined()).isOne();
    }

    @Test
    void thoseWhoAreNotLetIn() {
        server.io.of("/vip").use(socket -> {
            throw new ConnectionRefusedException("no");
        });
        server.io.of("/broken").onConnect(socket -> {
            throw new IllegalStateException("as the test wants it");
        });
        server.io.of("/out").onConnect(Socket::disconnect);
        RawClient client = server.connect();
        client.send("40/vip,").send("40/broken,").send("40/out,").send("40/nowhere,");
        for (int i = 0; i < 4; i++) {
            assertThat(client.next()).startsWith("44/");
        }
        assertThat(server.io.of("/vip").counters().refused()).isOne();
        assertThat(server.io.of("/broken").counters().refused()).isOne();
        assertThat(server.io.of("/out").counters().refused()).isOne();
        assertThat(server.io.of("/out").counters().joined()).isZero();
        assertThat(server.io.unknownNamespaces()).isOne();
    }

    @Test
    void eventsBothWaysABroadcastBeingOne() throws Exception {
        RawClient.answerFences(server.io);
        RawClient first = server.client();
        RawClient second = server.client();
        server.io.emit("news");
        server.io.to().emit("for nobody");
        server.io.sockets().forEach(socket -> socket.emit("direct"));
        first.expect("42[\"news\"]", "42[\"direct\"]").send("42[\"whatever\"]").expectNothing();
        second.expect("42[\"news\"]", "42[\"direct\"]");
        assertThat(root.eventsSent()).isEqualTo(1 + 2);
        assertThat(root.eventsReceived()).isEqualTo(2);
    }

    @Test
    void acknowledgementsThatAreAwaited() throws Exception {
        RawClient client = server.client();
        Socket socket = server.io.sockets().iterator().next();
        CompletableFuture<?> answer = socket.emitWithAck("question");
        client.expect("420[\"question\"]");
        assertThat(root.pendingAcks()).isOne();
        client.send("430[]");
        answer.get(30, TimeUnit.SECONDS);
        assertThat(root.pendingAcks()).isZero();
        assertThat(root.eventsSent()).isOne();
    }

    @Test
    void volatileEventsForAClientThatIsNotReady() {
        server.io.onConnect(socket -> socket.asVolatile().emit("too early"));
        RawClient client = server.client();
        assertThat(root.eventsDropped()).isOne();
        client.reading(false);
        Socket socket = server.io.sockets().iterator().next();
        socket.emit("waits until the client reads");
        socket.asVolatile().emit("news");
        server.io.asVolatile().emit("news");
        assertThat(root.eventsDropped()).isEqualTo(3);
        assertThat(socket.isConnected()).isTrue();
    }
}
