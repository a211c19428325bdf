package io.sockeye.interop.engineclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.client.EngineClient.Offer;
import io.sockeye.engineio.client.EngineClient.Urgency;
import io.sockeye.engineio.client.transport.TransportException;
import io.sockeye.interop.peer.Link;
import io.sockeye.interop.peer.NodeServer;
import java.net.CookieManager;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the Engine.IO servers of Socket.IO 4.8.4 and 2.5.1. */
class NodePeersIT {
    private static final String QUICK =
            "{\"path\":\"/engine.io\",\"pingInterval\":300,\"pingTimeout\":400,\"allowEIO3\":true,\"cookie\":{\"name\":\"io\"}}";
    private static final String UNICODE = "é ☃ 𝒳 \u2028 end";

    private static Map<String, NodeServer> servers = Map.of();

    @BeforeAll
    static void start() {
        servers = Map.of(
                "4.8.4",
                NodeServer.engine("4.8.4", QUICK),
                "2.5.1",
                NodeServer.engine("2.5.1", QUICK.replace("{\"name\":\"io\"}", "\"io\"")));
    }

    @AfterAll
    static void stop() {
        servers.values().forEach(NodeServer::close);
    }

    static Stream<Peer> peers() {
        return Stream.of(Peer.Mode.values())
                .flatMap(mode -> Stream.of(
                        new Peer("4.8.4", EngineProtocol.V4, mode),
                        new Peer("4.8.4", EngineProtocol.V3, mode),
                        new Peer("2.5.1", EngineProtocol.V3, mode)));
    }

    private static NodeServer server(Peer peer) {
        return servers.get(peer.version());
    }

    @ParameterizedTest
    @MethodSource("peers")
    void textAndBinaryComeBackAsTheyWere(Peer peer) {
        byte[] large = new byte[100_000];
        IntStream.range(0, large.length).forEach(i -> large[i] = (byte) i);
        try (TestClient client = peer.connect(server(peer).url())) {
            assertThat(client.client().transport()).isEqualTo(peer.transport());
            assertThat(client.client().sid()).hasSizeGreaterThan(10);
            client.send("hello");
            client.send(UNICODE);
            client.send(new byte[] {0, 1, 4, 30, (byte) 255});
            client.send(UNICODE.repeat(5000));
            client.send(large);
            client.send("");
            assertThat(client.next()).isEqualTo("hello");
            assertThat(client.next()).isEqualTo(UNICODE);
            assertThat(client.next()).isEqualTo("hex:0001041eff");
            assertThat(client.next()).isEqualTo(UNICODE.repeat(5000));
            assertThat(client.next()).isEqualTo(TestClient.hex(large));
            assertThat(client.next()).isEmpty();
            assertThat(client.threads()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void binaryTravelsAsBase64WhenItIsForced(Peer peer) {
        try (TestClient client = TestClient.connect(
                peer.options(server(peer).url()).forceBase64(true).build())) {
            peer.await(client);
            client.send(new byte[] {0, 1, 4, 30, (byte) 255});
            client.send(UNICODE);
            assertThat(client.next()).isEqualTo("hex:0001041eff");
            assertThat(client.next()).isEqualTo(UNICODE);
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void manyMessagesArriveInOrderInBothDirections(Peer peer) {
        try (TestClient client = peer.connect(server(peer).url())) {
            client.send("burst 300");
            for (int i = 0; i < 300; i++) {
                assertThat(client.next()).isEqualTo(String.valueOf(i));
            }
            for (int i = 0; i < 300; i++) {
                client.send("back " + i);
            }
            for (int i = 0; i < 300; i++) {
                assertThat(client.next()).isEqualTo("back " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void messagesSentDuringTheUpgradeArriveInOrder(Peer peer) {
        try (TestClient client =
                TestClient.connect(peer.options(server(peer).url()).build())) {
            client.open();
            for (int i = 0; i < 300; i++) {
                client.send(i % 10 == 0 ? "larger ".repeat(2000) + i : "m" + i);
            }
            for (int i = 0; i < 300; i++) {
                String event = client.next();
                assertThat(event.equals("upgrade") ? client.next() : event).endsWith(String.valueOf(i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void theHeartbeatKeepsAConnectionAlive(Peer peer) {
        try (TestClient client = peer.connect(server(peer).url())) {
            client.hearsNothingFor(1500);
            client.send("still here");
            assertThat(client.next()).isEqualTo("still here");
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void aConnectionThatIsNotReadStaysAlive(Peer peer) {
        try (TestClient client = peer.connect(server(peer).url())) {
            client.client().readable(false);
            client.send("burst 100");
            String event = client.next();
            int heard = 0;
            while (event.equals(String.valueOf(heard))) {
                heard++;
                event = client.nextWithin(2000);
            }
            assertThat(event).startsWith("nothing");
            assertThat(heard).isLessThan(100);
            client.client().readable(true);
            for (int i = heard; i < 100; i++) {
                assertThat(client.next()).isEqualTo(String.valueOf(i));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void aCloseOfTheServerIsATransportClose(Peer peer) {
        try (TestClient client = peer.connect(server(peer).url())) {
            client.send("close");
            client.ends(CloseReason.TRANSPORT_CLOSE);
            assertThat(client.client().offer(TestClient.text("late"), Urgency.NORMAL))
                    .isEqualTo(Offer.CLOSED);
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void aCloseOfTheClientSendsWhatIsInTheQueue(Peer peer) {
        try (TestClient witness = peer.connect(server(peer).url());
                TestClient client = peer.connect(server(peer).url())) {
            for (int i = 0; i < 50; i++) {
                client.send("to all " + i);
            }
            client.client().close();
            client.ends(CloseReason.FORCED_CLOSE);
            for (int i = 0; i < 50; i++) {
                assertThat(witness.next()).isEqualTo(String.valueOf(i));
            }
            assertThat(witness.next()).isEqualTo("gone");
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void aFrozenLinkIsNoticedInTime(Peer peer) {
        try (Link link = Link.to(server(peer).port());
                TestClient client = peer.connect(link.url())) {
            link.freeze();
            long frozen = System.nanoTime();
            client.ends(CloseReason.PING_TIMEOUT);
            assertThat((System.nanoTime() - frozen) / 1_000_000).isBetween(300L, 1500L);
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void aBrokenLinkIsATransportErrorOrClose(Peer peer) {
        try (Link link = Link.to(server(peer).port());
                TestClient client = peer.connect(link.url())) {
            client.hearsNothingFor(200); // a poll is pending
            link.cut();
            assertThat(client.next()).startsWith("closed: transport ");
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void headersAndQueryReachTheServer(Peer peer) {
        try (TestClient client = TestClient.connect(peer.options(server(peer).url() + "?a=b%20c&sid=evil")
                .headers(Map.of("X-Test", "yes"))
                .query(Map.of("d e", "f&g"))
                .basicAuth("me", "secret")
                .build())) {
            peer.await(client);
            client.send("header x-test");
            assertThat(client.next()).isEqualTo("yes");
            client.send("header authorization");
            assertThat(client.next()).isEqualTo("Basic bWU6c2VjcmV0");
            client.send("header user-agent");
            assertThat(client.next()).isEqualTo("node-XMLHttpRequest");
            client.send("query");
            assertThat(client.next()).contains("a=b%20c", "d%20e=f%26g").doesNotContain("evil");
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void cookiesOfThePollsAreSentBack(Peer peer) {
        try (TestClient client = TestClient.connect(
                peer.options(server(peer).url()).cookies(new CookieManager()).build())) {
            peer.await(client);
            client.send("last cookie");
            String cookie = client.next();
            if (peer.mode() != Peer.Mode.WEBSOCKET_ONLY) {
                assertThat(cookie).isEqualTo("io=" + client.client().sid());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void aWrongPathIsRefusedWithItsStatus(Peer peer) {
        try (TestClient client = TestClient.connect(peer.options(server(peer).url())
                .path("/nothing/")
                .openTimeout(Duration.ofSeconds(3))
                .build())) {
            client.ends(CloseReason.TRANSPORT_ERROR);
            if (peer.mode() == Peer.Mode.POLLING_ONLY) {
                assertThat(client.cause()).isInstanceOfSatisfying(TransportException.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(404);
                    assertThat(refusal.body()).isEqualTo("not here");
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void whatIsLargerThanAllowedEndsTheConnection(Peer peer) {
        try (TestClient client = TestClient.connect(
                peer.options(server(peer).url()).maxMessageBytes(10_000).build())) {
            peer.await(client);
            client.send("x".repeat(20_000));
            client.ends(CloseReason.TRANSPORT_ERROR);
            assertThat(client.cause()).hasMessageContaining("10000 bytes");
        }
    }

    @Test
    void aServerWithoutPollingIsReachedOverTheWebsocket() {
        try (NodeServer server = NodeServer.engine("4.8.4", "{\"transports\":[\"websocket\"]}");
                TestClient client = new Peer("4.8.4", EngineProtocol.V4, Peer.Mode.UPGRADE).open(server.url())) {
            assertThat(client.client().transport()).isEqualTo(Transport.WEBSOCKET);
            client.send("hello");
            assertThat(client.next()).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @EnumSource(Peer.Mode.class)
    void aServerThatStopsIsNoticedAndOneThatIsBackIsReached(Peer.Mode mode) {
        Peer peer = new Peer("4.8.4", EngineProtocol.V4, mode);
        try (NodeServer server = NodeServer.engine("4.8.4", QUICK)) {
            try (TestClient client = peer.connect(server.url())) {
                client.hearsNothingFor(200);
                server.stop();
                assertThat(client.next()).startsWith("closed: transport ");
            }
            try (TestClient client =
                    TestClient.connect(peer.options(server.url()).build())) {
                client.ends(CloseReason.TRANSPORT_ERROR);
                assertThat(client.cause()).isInstanceOf(TransportException.class);
            }
            server.start();
            try (TestClient client = peer.connect(server.url())) {
                client.send("hello");
                assertThat(client.next()).isEqualTo("hello");
            }
        }
    }
}
