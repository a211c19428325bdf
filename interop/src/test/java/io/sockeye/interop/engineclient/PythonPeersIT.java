package io.sockeye.interop.engineclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.interop.peer.Link;
import io.sockeye.interop.peer.PythonServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against python-engineio, below python-socketio: packets of Socket.IO are written by hand. */
class PythonPeersIT {
    private static PythonServer patient;
    private static PythonServer server;

    @BeforeAll
    static void start() {
        patient = PythonServer.socketIo("{\"ping_interval\": 0.4, \"ping_timeout\": 60}");
        server = PythonServer.socketIo("{\"ping_interval\": 0.4, \"ping_timeout\": 10}");
    }

    @AfterAll
    static void stop() {
        patient.close();
        server.close();
    }

    private static TestClient connect(Peer.Mode mode, String url) {
        Peer peer = new Peer("python", EngineProtocol.V4, mode);
        TestClient client =
                TestClient.connect(peer.options(url).path("/socket.io/").build());
        peer.await(client);
        assertThat(client.client().transport()).isEqualTo(peer.transport());
        client.send("0");
        // what a connect handler emits comes before the CONNECT here
        assertThat(client.next()).startsWith("2[\"welcome\"");
        assertThat(client.next()).startsWith("0{\"sid\":");
        return client;
    }

    /** A heartbeat takes its time: all modes wait for it together. Before, each connects where the first time, which is the slowest, may take long. */
    private static List<TestClient> allConnected(String url) {
        Stream.of(Peer.Mode.values())
                .forEach(mode -> connect(mode, patient.url()).close());
        return Stream.of(Peer.Mode.values()).map(mode -> connect(mode, url)).toList();
    }

    @Test
    void textAndBinaryComeBackThroughTheHeartbeat() {
        List<TestClient> clients = allConnected(server.url());
        clients.getFirst().hearsNothingFor(11_000);
        for (TestClient client : clients) {
            client.send("2[\"echo\",\"é ☃\",[]]");
            assertThat(client.next()).startsWith("2[\"echo back\",");
            client.send("51-[\"echo\",{\"_placeholder\":true,\"num\":0}]");
            client.send(new byte[] {0, 1, (byte) 255});
            assertThat(client.next()).startsWith("51-[\"echo back\",");
            assertThat(client.next()).isEqualTo("hex:0001ff");
            client.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void fiftyMessagesInOneGoAreNeverMoreThanSixteenInAPost(Peer.Mode mode) {
        try (TestClient client = connect(mode, patient.url())) {
            for (int i = 0; i < 50; i++) {
                client.send("2[\"echo\"," + i + "]");
            }
            for (int i = 0; i < 50; i++) {
                assertThat(client.next()).isEqualTo("2[\"echo back\"," + i + "]");
            }
        }
    }

    @Test
    void aFrozenLinkIsNoticed() {
        try (Link link = Link.to(server.port())) {
            List<TestClient> clients = allConnected(link.url());
            link.freeze();
            clients.forEach(client -> client.ends(CloseReason.PING_TIMEOUT));
        }
    }
}
