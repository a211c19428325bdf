package io.sockeye.engineio.server;

import static io.sockeye.engineio.server.EngineFixture.frames;
import static io.sockeye.engineio.server.EngineFixture.message;
import static io.sockeye.engineio.server.EngineFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.Sid;
import io.sockeye.engineio.server.EngineSession.Urgency;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.MemoryClient;
import io.sockeye.engineio.server.host.MemoryWebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The attacks on Engine.IO servers that are known, one by one; those on bytes below are tests of the hosts, those on packets above of the decoders. */
final class AttackTest {
    private static final String POLLING = "/engine.io/?EIO=4&transport=polling";
    private static final EngineStats NOTHING = new EngineStats(0, 0, 0, 0, 0, 0, 0);

    @Test
    void sidsAreUniqueAndHaveNoPattern() { // CVE-2017-16031
        Set<String> sids = new HashSet<>();
        Set<String> prefixes = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            String sid = Sessions.newSid();
            assertThat(Sid.isValid(sid)).isTrue();
            sids.add(sid);
            prefixes.add(sid.substring(0, 4));
        }
        assertThat(sids).hasSize(100_000);
        assertThat(prefixes).hasSizeGreaterThan(95_000);
    }

    @Test
    void byDefaultNoOriginIsAllowed() { // CVE-2020-28481
        try (EngineFixture server = new EngineFixture()) {
            HostResponse answer = server.get(POLLING).join();
            answer.headers().forEach((name, value) -> assertThat(name).doesNotStartWithIgnoringCase("access-control"));
        }
    }

    @Test
    void hugeBodiesAreCutAtTheLimit() { // CVE-2020-36048
        try (EngineFixture server = new EngineFixture(options -> options.maxPayload(1000))) {
            String url = server.handshake("EIO=4");
            for (int i = 0; i < 100; i++) {
                assertThat(server.post(url, "4".repeat(100_000)).join().status())
                        .isEqualTo(413);
            }
            assertThat(server.engine.stats().pendingPosts()).isZero();
            assertThat(server.session().isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&transport=__proto__", "&transport=constructor", "&transport=abc", "&transport="})
    void anUpgradeWithAnOddTransportIsRefused(String transport) { // CVE-2023-31125
        try (EngineFixture server = new EngineFixture()) {
            server.handshake("EIO=4");
            for (String sid : new String[] {"", "&sid=" + server.session().sid()}) {
                assertThat(server.webSocket("/engine.io/?EIO=4" + transport + sid))
                        .isCompletedExceptionally();
            }
            assertThat(server.session().isOpen()).isTrue();
            assertThat(server.engine.sessionCount()).isOne();
        }
    }

    @Test
    void theRevisionCanNotChangeWithTheUpgrade() { // engine.io <= 6.6.9 crashed
        try (EngineFixture server = new EngineFixture()) {
            server.handshake("EIO=4");
            String four = server.session().sid();
            assertThat(server.webSocket("/engine.io/?EIO=3&transport=websocket&sid=" + four))
                    .isCompletedExceptionally();
            server.handshake("EIO=3");
            String three = server.session().sid();
            assertThat(server.webSocket("/engine.io/?EIO=4&transport=websocket&sid=" + three))
                    .isCompletedExceptionally();
            assertThat(server.engine.sessionCount()).isEqualTo(2);
        }
    }

    @Test
    void aWebSocketThatBreaksWhileItIsRefusedLeavesNothing() { // CVE-2022-41940
        try (EngineFixture server = new EngineFixture()) {
            for (int i = 0; i < 1000; i++) {
                MemoryClient client = server.connect();
                client.webSocket("/engine.io/?EIO=4&transport=abc");
                client.close();
                client = server.connect();
                client.webSocket("/engine.io/?EIO=4&transport=websocket");
                client.close();
            }
            server.settle();
            assertThat(server.engine.stats()).isEqualTo(NOTHING);
            assertThat(server.host.connections()).isZero();
        }
    }

    @Test
    void abandonedHandshakesPollsAndUpgradesAllVanish() { // socketioxide #732, netty-socketio #868, #926
        try (EngineFixture server = new EngineFixture()) {
            for (int i = 0; i < 2000; i++) {
                String url = server.handshake("EIO=4");
                if (i % 4 == 1) {
                    server.get(url);
                } else if (i % 4 == 2) {
                    server.webSocket("/engine.io/?EIO=4&transport=websocket&sid="
                            + server.session().sid());
                } else if (i % 4 == 3) {
                    server.send("never fetched");
                }
            }
            assertThat(server.engine.sessionCount()).isEqualTo(2000);
            server.advance(Duration.ofSeconds(46));
            assertThat(server.engine.stats()).isEqualTo(NOTHING);
            assertThat(server.scheduler.waiting()).isOne();
        }
    }

    @Test
    void theEndOfTheServerComesAtOnceWhateverIsQueued() { // fix 6.6.1
        try (EngineFixture server = new EngineFixture()) {
            for (int i = 0; i < 100; i++) {
                server.handshake("EIO=4");
                server.send("x".repeat(10_000));
            }
            server.engine.close(CloseReason.SERVER_SHUTTING_DOWN);
            assertThat(server.engine.stats()).isEqualTo(NOTHING);
            assertThat(server.listeners)
                    .allSatisfy(listener -> assertThat(listener.take()).containsExactly("close server shutting down"));
        }
    }

    @Test
    void aClientThatPingsAndNeverReadsIsLost() { // every ping asks for a pong
        try (EngineFixture server = new EngineFixture(options -> options.outboundBudget(10_000))) {
            MemoryWebSocket webSocket =
                    server.webSocket("/engine.io/?EIO=3&transport=websocket").join();
            webSocket.reading(false);
            for (int i = 0; i < 10_000; i++) {
                webSocket.send("2");
            }
            server.settle();
            assertThat(server.listener().take()).containsExactly("close slow client");
            assertThat(server.engine.stats()).isEqualTo(NOTHING);
        }
    }

    @Test
    void aSlowReaderIsNoMatterToOthers() {
        try (EngineFixture server = new EngineFixture(options -> options.outboundBudget(100_000))) {
            MemoryWebSocket slow =
                    server.webSocket("/engine.io/?EIO=4&transport=websocket").join();
            Session slowSession = server.session();
            slow.reading(false);
            server.settle();
            MemoryWebSocket fast =
                    server.webSocket("/engine.io/?EIO=4&transport=websocket").join();
            frames(fast);
            for (int i = 0; i < 10_000; i++) {
                slowSession.offer(message("x".repeat(100)), Urgency.NORMAL, true);
                server.session().offer(message("y".repeat(100)), Urgency.NORMAL, true);
                server.settle();
            }
            assertThat(slowSession.queuedBytes()).isLessThanOrEqualTo(100_000);
            assertThat(frames(fast)).hasSize(10_000);
        }
    }

    @Test
    void aFormWithAMillionFieldsIsNoWork() {
        try (EngineFixture server = new EngineFixture()) {
            String url = server.handshake("EIO=4&j=0");
            CompletableFuture<HostResponse> post = server.post(url, "&".repeat(999_990) + "d=4a");
            assertThat(post).isCompletedExceptionally();
            assertThat(server.listener().take()).containsExactly("close parse error");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alert(1)", "0%5D(alert)(%22", "%3C/script%3E", "%0d%0aX:%20y", "%E2%80%A8"})
    void theIndexOfJsonpIsNoScript(String index) {
        try (EngineFixture server = new EngineFixture()) {
            HostResponse answer = server.get(POLLING + "&j=" + index).join();
            assertThat(text(answer)).matches("___eio\\[[0-9]*]\\(\"0\\{[^<]*}\"\\);");
            assertThat(answer.headers().first("x")).isNull();
        }
    }

    @Test
    void nothingOfARequestGetsIntoAHeaderOfTheAnswer() {
        CorsOptions cors = CorsOptions.builder().reflectAnyOrigin().build();
        try (EngineFixture server = new EngineFixture(options -> options.cors(cors))) {
            // What a host would let through at most: everything but CR and LF.
            Headers odd = Headers.of("Origin", "http://a\u00e9;x=y", "Access-Control-Request-Headers", "a\tb");
            HostResponse answer = server.request("OPTIONS", POLLING, odd, "").join();
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.headers().first("Access-Control-Allow-Origin")).isEqualTo("http://a\u00e9;x=y");
        }
    }

    @Test
    void aMillionCharactersOfQueryAreRefusedQuickly() {
        try (EngineFixture server = new EngineFixture()) {
            String target = "/engine.io/?" + "%41=%42&".repeat(125_000) + "transport=abc";
            assertThat(server.get(target).join().status()).isEqualTo(400);
            assertThat(server.refused.getLast().detail()).isEqualTo("transport 'abc'");
        }
    }

    @Test
    void whatIsLoggedOfARequestIsNeitherLongNorItsSecret() {
        try (EngineFixture server = new EngineFixture()) {
            server.get("/engine.io/?EIO=4&transport=" + "%0a" + "x".repeat(10_000));
            assertThat(server.refused.getLast().detail()).hasSizeLessThan(60).doesNotContain("\n");
            server.handshake("EIO=4&token=secret");
            String sid = server.session().sid();
            assertThat(server.session().toString()).doesNotContain(sid);
            assertThat(server.session().handshake().toString()).doesNotContain("secret");
        }
    }

    @Test
    void twoClientsOfOneSidEndTheSession() {
        try (EngineFixture server = new EngineFixture()) {
            String url = server.handshake("EIO=4");
            CompletableFuture<HostResponse> victim = server.get(url);
            assertThat(server.get(url).join().status()).isEqualTo(400);
            assertThat(text(victim)).isEqualTo("1");
            assertThat(server.engine.sessionCount()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=4", "EIO=3", "EIO=3&b64=1"})
    void bytesInsteadOfAPayloadEndTheSession(String parameters) {
        try (EngineFixture server = new EngineFixture()) {
            for (String body : new String[] {"\u0000", "\u00ff".repeat(1000), "4\u00ed\u00a0\u0080", "9000000000:4"}) {
                String url = server.handshake(parameters);
                CompletableFuture<HostResponse> answer =
                        server.connect().post(url, body.getBytes(StandardCharsets.ISO_8859_1));
                server.settle();
                assertThat(answer).as(body).isCompletedExceptionally();
                assertThat(server.listener().take()).last().isEqualTo("close parse error");
            }
            assertThat(server.engine.sessionCount()).isZero();
        }
    }

    @Test
    void thePathOfTheClientFilesLeadsNowhereElse() {
        try (EngineFixture server = new EngineFixture()) {
            for (String target : new String[] {"/engine.io/..%2f", "/engine.io/%2e%2e/secret", "/engine.io/../etc"}) {
                assertThat(server.get(target).join().status()).isEqualTo(400);
            }
        }
    }
}
