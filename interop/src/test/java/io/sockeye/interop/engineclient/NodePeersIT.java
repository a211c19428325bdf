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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
    private static final String PATIENT =
            "{\"path\":\"/engine.io\",\"pingInterval\":300,\"pingTimeout\":20000,\"allowEIO3\":true,\"cookie\":{\"name\":\"io\"}}";
    private static final String OLD_PATIENT = PATIENT.replace("{\"name\":\"io\"}", "\"io\"");
    /** Long enough for a busy machine, and short enough to be waited for. */
    private static final Duration PING_TIMEOUT = Duration.ofSeconds(10);

    /** The server leaves an upgrade to a wrong path without an answer when its connection has been used before. */
    private static final Duration GIVES_UP = Duration.ofSeconds(3);

    private static final Duration LONGER_THAN_THE_HEARTBEAT = PING_TIMEOUT.plusSeconds(1);
    private static final String UNICODE = "é ☃ 𝒳 \u2028 end";

    private static Map<String, NodeServer> servers = Map.of();

    @BeforeAll
    static void start() {
        servers = Map.of(
                "4.8.4",
                NodeServer.engine("4.8.4", PATIENT),
                "2.5.1",
                NodeServer.engine("2.5.1", OLD_PATIENT),
                "4.8.4 with little patience",
                NodeServer.engine("4.8.4", withPingTimeout(PATIENT)),
                "2.5.1 with little patience",
                NodeServer.engine("2.5.1", withPingTimeout(OLD_PATIENT)));
    }

    private static String withPingTimeout(String options) {
        return options.replace("20000", String.valueOf(PING_TIMEOUT.toMillis()));
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

    private static NodeServer serverWithLittlePatience(Peer peer) {
        return servers.get(peer.version() + " with little patience");
    }

    /** A heartbeat takes its time: all peers wait for it together. Before, each connects where the first time, which is the slowest, may take long. */
    private static List<TestClient> allConnected(Function<Peer, String> url) {
        peers().forEach(peer -> peer.connect(server(peer).url()).close());
        return peers().map(peer -> peer.connect(url.apply(peer))).toList();
    }

    @Test
    void theHeartbeatKeepsConnectionsAlive() {
        List<TestClient> clients =
                allConnected(peer -> serverWithLittlePatience(peer).url());
        clients.getFirst().hearsNothingFor(LONGER_THAN_THE_HEARTBEAT.toMillis());
        for (TestClient client : clients) {
            client.send("still here");
            assertThat(client.next()).isEqualTo("still here");
            client.close();
        }
    }

    @Test
    void connectionsThatAreNotReadStayAlive() {
        List<TestClient> clients =
                allConnected(peer -> serverWithLittlePatience(peer).url());
        for (TestClient client : clients) {
            client.client().readable(false);
            client.send("burst 100");
        }
        long end = System.nanoTime() + LONGER_THAN_THE_HEARTBEAT.toNanos();
        for (TestClient client : clients) {
            int heard = 0;
            String event = client.nextWithin(millisUntil(end));
            while (event.equals(String.valueOf(heard))) {
                heard++;
                event = client.nextWithin(millisUntil(end));
            }
            assertThat(event).startsWith("nothing");
            assertThat(heard).isLessThan(100);
            client.client().readable(true);
            for (int i = heard; i < 100; i++) {
                assertThat(client.next()).isEqualTo(String.valueOf(i));
            }
            client.close();
        }
    }

    private static long millisUntil(long nanoTime) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime()));
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

    @Test
    void frozenLinksAreNoticed() {
        try (Link link = Link.to(servers.get("4.8.4 with little patience").port());
                Link oldLink = Link.to(servers.get("2.5.1 with little patience").port())) {
            List<TestClient> clients = allConnected(peer -> (peer.version().equals("4.8.4") ? link : oldLink).url());
            link.freeze();
            oldLink.freeze();
            clients.getFirst().hearsNothingFor(300);
            clients.forEach(client -> client.ends(CloseReason.PING_TIMEOUT));
        }
    }

    @ParameterizedTest
    @MethodSource("peers")
    void aBrokenLinkIsATransportErrorOrClose(Peer peer) {
        try (Link link = Link.to(server(peer).port());
                TestClient client = peer.connect(link.url())) {
            String event;
            do { // until a request was on its way
                link.cut();
                event = client.nextWithin(200);
            } while (event.startsWith("nothing"));
            assertThat(event).startsWith("closed: transport ");
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
                .openTimeout(peer.mode() == Peer.Mode.POLLING_ONLY ? Duration.ofMinutes(1) : GIVES_UP)
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
        try (NodeServer server = NodeServer.engine("4.8.4", PATIENT)) {
            try (TestClient client = peer.connect(server.url())) {
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
