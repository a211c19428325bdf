package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.dispatch.TypeRef;
import io.sockeye.engineio.Transport;
import io.sockeye.socketio.DisconnectReason;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BySidTest {
    private final TestServer server = new TestServer();
    private final SocketIoServer io = server.io;
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    BySidTest() {
        RawClient.answerFences(io);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void eventsGoToASidToSeveralRoomsAndPastASid() {
        RawClient a = server.connect();
        String sidA = a.join("/");
        RawClient b = server.connect();
        String sidB = b.join("/");
        io.to(sidA).emit("hi");
        a.expect("42[\"hi\"]");
        io.to(sidA, sidB).except(sidA).send("ho");
        b.expect("42[\"message\",\"ho\"]");
        a.expectNothing();
        b.expectNothing();
    }

    @Test
    void roomsAreEnteredLeftAndClosed() {
        RawClient client = server.connect();
        String sid = client.join("/");
        io.enterRoom(sid, "news");
        assertThat(io.rooms(sid)).containsExactlyInAnyOrder(sid, "news");
        io.to("news").emit("hi");
        client.expect("42[\"hi\"]");
        io.leaveRoom(sid, "news");
        assertThat(io.rooms(sid)).containsExactly(sid);
        io.enterRoom(sid, "news");
        io.closeRoom("news");
        io.to("news").emit("no");
        client.expectNothing();
        assertThat(io.rooms(sid)).containsExactly(sid);
    }

    @Test
    void sessionTransportAndHandshakeAreThere() {
        RawClient client = server.connect();
        String sid = client.join("/");
        io.session(sid).put("user", "ada");
        assertThat(io.socket(sid).orElseThrow().session()).containsEntry("user", "ada");
        assertThat(io.transport(sid)).isEqualTo(Transport.WEBSOCKET);
        assertThat(io.handshake(sid).query("EIO")).contains("4");
        assertThatThrownBy(() -> io.session("nobody"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no socket nobody is connected to /");
    }

    @Test
    void aSessionCanBeReadInTheDisconnectHandlerAndIsGoneAfterwards() throws Exception {
        io.onConnect(socket -> socket.session().put("user", "ada"));
        io.onDisconnect((socket, reason) -> heard.add(socket.session().get("user")));
        RawClient client = server.client().send("41");
        assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("ada");
        String again = client.join("/");
        assertThat(io.session(again)).containsOnlyKeys("user");
    }

    @Test
    void aClientCanBeCalled() throws Exception {
        RawClient client = server.connect();
        String sid = client.join("/");
        io.startBackgroundTask(() -> {
            heard.add(io.call(sid, "question", int.class, 1));
            heard.add(io.call(sid, "question", new TypeRef<List<String>>() {}, 2));
        });
        client.expect("420[\"question\",1]").send("430[5]");
        assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(5);
        client.expect("421[\"question\",2]").send("431[[\"a\"]]");
        assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(List.of("a"));
    }

    @Test
    void aClientCanBeDisconnected() throws Exception {
        io.onDisconnect((socket, reason) -> heard.add(reason));
        RawClient client = server.connect();
        String sid = client.join("/");
        io.disconnect(sid);
        io.disconnect(sid);
        client.expect("41");
        assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }
}
