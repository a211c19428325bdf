package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.socketio.ConnectionRefusedException;
import io.sockeye.socketio.DisconnectReason;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RevisionThreeTest {
    private final TestServer server = new TestServer();
    private final SocketIoServer io = server.io;
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theRootNamespaceIsJoinedWithoutAsking() throws Exception {
        io.onConnect(socket -> heard.add(socket.sid()));
        RawClient client = server.connectV3().expect("40");
        assertThat(heard.take()).isEqualTo(client.engineSid());
    }

    @Test
    void otherNamespacesHaveTheirNameInTheSid() throws Exception {
        io.of("/chat").onConnect(socket -> heard.add(socket.sid()));
        RawClient client = server.connectV3().expect("40").send("40/chat,").expect("40/chat,");
        assertThat(heard.take()).isEqualTo("/chat#" + client.engineSid());
    }

    @Test
    void theQueryOfTheNamespaceIsTheAuth() throws Exception {
        io.of("/chat").onConnect(socket -> heard.add(socket.handshake().auth(Map.class)));
        server.connectV3()
                .expect("40")
                .send("40/chat?token=a%20b&empty=&flag&&bad=%zz,")
                .expect("40/chat,");
        assertThat(heard.take()).isEqualTo(Map.of("token", "a b", "empty", "", "flag", "", "bad", "%zz"));
    }

    @Test
    void errorsAreStringsOrTheData() {
        io.of("/a").onConnect(socket -> {
            throw new ConnectionRefusedException("no");
        });
        io.of("/b").onConnect(socket -> {
            throw new ConnectionRefusedException("no", Map.of("code", 1));
        });
        server.connectV3()
                .expect("40")
                .send("40/a,")
                .expect("44/a,\"no\"")
                .send("40/b,")
                .expect("44/b,{\"code\":1}")
                .send("40/nope,")
                .expect("44/nope,\"Invalid namespace\"");
    }

    @Test
    void theRootNamespaceMayRefuse() {
        io.use(socket -> {
            throw new ConnectionRefusedException("closed");
        });
        server.connectV3().expect("44\"closed\"");
    }

    @Test
    void whatIsSentDuringConnectFollowsIt() {
        io.onConnect(socket -> socket.emit("hi", new byte[] {1}));
        server.connectV3().expect("40", "451-[\"hi\",{\"_placeholder\":true,\"num\":0}]", "binary 0401");
    }

    @Test
    void whoReturnsToANamespaceIsANewSocketOfTheSameSid() throws Exception {
        io.of("/chat").onDisconnect((socket, reason) -> heard.add(reason));
        io.of("/chat").on("hi", socket -> io.of("/chat").to(socket.sid()).emit("ho"));
        RawClient client = server.connectV3().expect("40");
        for (int i = 0; i < 20; i++) {
            client.send("40/chat,").expect("40/chat,").send("42/chat,[\"hi\"]").expect("42/chat,[\"ho\"]");
            if (i % 2 == 0) {
                client.send("41/chat,");
                assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
            } else {
                io.of("/chat").sockets().iterator().next().disconnect();
                client.expect("41/chat,");
                assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
            }
        }
        client.close();
        server.awaitEmpty();
    }
}
