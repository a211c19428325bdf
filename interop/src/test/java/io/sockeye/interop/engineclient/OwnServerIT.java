package io.sockeye.interop.engineclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.client.ClientResources;
import io.sockeye.engineio.client.EngineClientOptions;
import io.sockeye.interop.ProtocolServer;
import io.sockeye.interop.ProtocolServer.Heartbeat;
import io.sockeye.interop.peer.Link;
import io.sockeye.interop.wire.Until;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against our own server on Netty. */
class OwnServerIT {
    private static final String UNICODE = "é ☃ 𝒳 \u2028 end";
    private static final ProtocolServer CALM = ProtocolServer.engineIo3(Heartbeat.CALM);
    private static final ProtocolServer RELAXED = ProtocolServer.engineIo3(Heartbeat.RELAXED);

    @AfterAll
    static void stop() {
        CALM.close();
        RELAXED.close();
    }

    static Stream<Peer> peers() {
        return Stream.of(EngineProtocol.values())
                .flatMap(protocol -> Stream.of(Peer.Mode.values()).map(mode -> new Peer("sockeye", protocol, mode)));
    }

    @ParameterizedTest
    @MethodSource("peers")
    void textAndBinaryComeBackAsTheyWere(Peer peer) {
        byte[] large = new byte[100_000];
        IntStream.range(0, large.length).forEach(i -> large[i] = (byte) i);
        try (TestClient client = peer.connect(CALM.uri().toString())) {
            assertThat(client.client().transport()).isEqualTo(peer.transport());
            client.send("hello");
            client.send(UNICODE.repeat(3000));
            client.send(large);
            client.send("");
            assertThat(client.next()).isEqualTo("hello");
            assertThat(client.next()).isEqualTo(UNICODE.repeat(3000));
            assertThat(client.next()).isEqualTo(TestClient.hex(large));
            assertThat(client.next()).isEmpty();
            assertThat(client.threads()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void thousandsOfMessagesKeepTheirOrder(Peer peer) {
        try (TestClient client =
                TestClient.connect(peer.options(CALM.uri().toString()).build())) {
            client.open();
            for (int i = 0; i < 2000; i++) {
                client.send("m" + i);
            }
            for (int i = 0; i < 2000; i++) {
                String event = client.next();
                assertThat(event.equals("upgrade") ? client.next() : event).isEqualTo("m" + i);
            }
        }
    }

    /** A heartbeat takes its time: all peers wait for it together. Before, each connects where the first time, which is the slowest, may take long. */
    @Test
    void theHeartbeatKeepsConnectionsAliveAndAFrozenLinkIsNoticed() {
        peers().forEach(peer -> peer.connect(CALM.uri().toString()).close());
        try (Link link = Link.to(RELAXED.uri().getPort())) {
            List<TestClient> clients =
                    peers().map(peer -> peer.connect(link.url())).toList();
            clients.getFirst().hearsNothingFor(11_000);
            clients.forEach(client -> client.hearsNothingFor(0));
            link.freeze();
            clients.forEach(client -> client.ends(CloseReason.PING_TIMEOUT));
        }
    }

    @Test
    void aThousandConnectionsShareAHandfulOfThreads() {
        ClientResources resources = ClientResources.create();
        int before = Thread.getAllStackTraces().size();
        List<TestClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                Peer.Mode mode = i % 5 == 0 ? Peer.Mode.POLLING_ONLY : Peer.Mode.WEBSOCKET_ONLY;
                EngineClientOptions options = new Peer("sockeye", EngineProtocol.V4, mode)
                        .options(CALM.uri().toString())
                        .build();
                clients.add(TestClient.connect(options, resources));
            }
            clients.forEach(TestClient::open);
            clients.forEach(client -> client.send("to all of you"));
            clients.forEach(client -> assertThat(client.next()).isEqualTo("to all of you"));
            assertThat(Thread.getAllStackTraces().size() - before)
                    .isLessThan(40 + 4 * Runtime.getRuntime().availableProcessors());
            assertThat(resources.users()).isEqualTo(1000);
        } finally {
            clients.forEach(TestClient::close);
        }
        clients.forEach(client -> client.ends(CloseReason.FORCED_CLOSE));
        Until.becomes(Duration.ofSeconds(30), resources::users, users -> users == 0);
    }
}
