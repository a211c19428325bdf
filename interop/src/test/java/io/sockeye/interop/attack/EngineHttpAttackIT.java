package io.sockeye.interop.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.server.CorsOptions;
import io.sockeye.engineio.server.HttpMiddleware;
import io.sockeye.interop.wire.Frame;
import io.sockeye.interop.wire.HttpAnswer;
import io.sockeye.interop.wire.NoLeaks;
import io.sockeye.interop.wire.PollingWire;
import io.sockeye.interop.wire.Wire;
import io.sockeye.interop.wire.WitnessedServer;
import io.sockeye.socketio.DisconnectReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes, polls, posts and upgrades of Engine.IO that are well-formed HTTP. */
@ExtendWith(NoLeaks.class)
@Timeout(180)
final class EngineHttpAttackIT {
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final String BAD_REQUEST = "{\"code\":3,\"message\":\"Bad request\"}";
    private static final String UNKNOWN_TRANSPORT = "400 {\"code\":0,\"message\":\"Transport unknown\"}";
    private static final String UNKNOWN_SID = "400 {\"code\":1,\"message\":\"Session ID unknown\"}";
    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    private WitnessedServer server;

    @BeforeEach
    void start() throws Exception {
        server = WitnessedServer.start();
    }

    @AfterEach
    void everybodyElseIsServed() throws Exception {
        try (WitnessedServer attacked = server) {
            attacked.assertUnharmed();
        }
    }

    private HttpAnswer get(String target, String... fields) throws IOException {
        try (Wire wire = Wire.to(server.port())) {
            return wire.get(target, fields);
        }
    }

    private HttpAnswer upgrade(String target, String... fields) throws IOException {
        try (Wire wire = Wire.to(server.port())) {
            return wire.upgrade(target, fields);
        }
    }

    private HttpAnswer post(String target, String contentType, byte[] body) throws IOException {
        try (Wire wire = Wire.to(server.port())) {
            return wire.post(target, contentType, body);
        }
    }

    @Test
    void byDefaultNoAnswerLetsPagesOfOtherOriginsIn() throws Exception {
        PollingWire session = PollingWire.connect(server.port());
        assertThat(get(POLLING + "x").headers().keySet()).noneMatch(EngineHttpAttackIT::opensToOthers);
        assertThat(get(session.target() + "x").headers().keySet()).noneMatch(EngineHttpAttackIT::opensToOthers);
        HttpAnswer post = post(session.target(), "text/plain", "421[\"echo\",\"x\"]".getBytes(StandardCharsets.UTF_8));
        assertThat(post.headers().keySet()).noneMatch(EngineHttpAttackIT::opensToOthers);
        HttpAnswer poll = get(session.target());
        assertThat(poll).hasToString("200 431[\"x\"]");
        assertThat(poll.headers().keySet()).noneMatch(EngineHttpAttackIT::opensToOthers);
        session.close();
    }

    private static boolean opensToOthers(String header) {
        return header.regionMatches(true, 0, "Access-Control", 0, 14);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "https://localhost",
                "http://localhost.evil.example",
                "http://localhost:1@evil"
            })
    void aPageOfAnotherOriginIsRefusedOnBothTransports(String origin) throws Exception {
        PollingWire session = PollingWire.connect(server.port());
        String field = "Origin: " + origin;
        assertThat(get(POLLING, field)).hasToString("403 {\"code\":4,\"message\":\"Forbidden\"}");
        assertThat(upgrade("/socket.io/?EIO=4&transport=websocket", field)).hasToString("400 Forbidden");
        assertThat(get(session.target(), field)).hasToString("403 {\"code\":4,\"message\":\"Forbidden\"}");
        assertThat(upgrade(session.webSocketTarget(), field)).hasToString("400 Forbidden");
        session.close();
    }

    @Test
    void anOriginThatIsReflectedCannotCarryAHeader() throws Exception {
        try (WitnessedServer open = WitnessedServer.start(options -> options.engine(
                engine -> engine.cors(CorsOptions.builder().reflectAnyOrigin().build())))) {
            try (Wire attacker = Wire.to(open.port())) {
                HttpAnswer answer = attacker.get(POLLING, "Origin: http://a\u0001b");
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.headers().keySet()).noneMatch(EngineHttpAttackIT::opensToOthers);
            }
            try (Wire attacker = Wire.to(open.port())) {
                assertThat(attacker.get(POLLING, "Origin: http://a\rSet-Cookie: sid=1")
                                .status())
                        .isEqualTo(400);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/socket.io/?EIO=4",
                "/socket.io/?EIO=4&transport=",
                "/socket.io/?EIO=4&transport=abc",
                "/socket.io/?EIO=4&transport=__proto__",
                "/socket.io/?EIO=4&transport=constructor",
                "/socket.io/?EIO=4&transport=hasOwnProperty",
                "/socket.io/?EIO=4&transport=webtransport",
                "/socket.io/?EIO=4&transport=websocket%00",
                "/socket.io/?EIO=4&transport=abc&transport=websocket"
            })
    void aTransportThatIsNoneIsRefused(String target) throws Exception {
        assertThat(get(target)).hasToString(UNKNOWN_TRANSPORT);
        assertThat(upgrade(target)).hasToString("400 Transport unknown");
    }

    @Test
    void anUpgradeToPollingIsAcceptedAndClosed() throws Exception {
        try (Wire attacker = Wire.to(server.port())) {
            assertThat(attacker.upgrade(POLLING).status()).isEqualTo(101);
            assertThat(attacker.closeCode()).isEqualTo(1005);
        }
    }

    @ParameterizedTest
    @CsvSource({"EIO=4, EIO=3", "EIO=3, EIO=4", "EIO=4, EIO=", "EIO=4, x=y"})
    void aSessionKeepsItsRevision(String own, String other) throws Exception {
        PollingWire session = PollingWire.open(server.port(), own);
        String upgrade = session.webSocketTarget().replace(own, other);
        assertThat(upgrade(upgrade)).hasToString("400 Bad request");
        assertThat(get(session.target().replace(own, other))).hasToString("400 " + BAD_REQUEST);
        session.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__proto__",
                "constructor",
                "%00",
                "%0d%0aSet-Cookie:%20a=b",
                "..%2f..%2fetc%2fpasswd",
                "AAAAAAAAAAAAAAAAAAAA",
                "%f0%9f%92%a9"
            })
    void anUnknownSidIsRefusedAndNotRepeated(String sid) throws Exception {
        HttpAnswer answer = get(POLLING + "&sid=" + sid);
        assertThat(answer).hasToString(UNKNOWN_SID);
        assertThat(answer.headers()).doesNotContainKey("Set-Cookie");
        assertThat(upgrade("/socket.io/?EIO=4&transport=websocket&sid=" + sid)).hasToString("400 Session ID unknown");
    }

    @Test
    void twoPollsOfOneSessionEndIt() throws Exception {
        PollingWire session = PollingWire.connect(server.port());
        try (Wire first = Wire.to(server.port())) {
            first.send(Wire.head("GET", session.target()));
            server.awaitParkedPolls(1);
            assertThat(get(session.target())).hasToString("400");
            assertThat(first.answer()).hasToString("200 1");
        }
        assertThat(server.nextEnd()).isEqualTo(DisconnectReason.TRANSPORT_ERROR);
        assertThat(get(session.target())).hasToString(UNKNOWN_SID);
    }

    @Test
    void twoPostsOfOneSessionEndIt() throws Exception {
        PollingWire session = PollingWire.connect(server.port());
        try (Wire first = Wire.to(server.port())) {
            first.send(Wire.head("POST", session.target(), "Content-Length: 100") + "42[\"echo");
            server.awaitPendingPosts(1);
            assertThat(post(session.target(), "text/plain", new byte[] {'3'})).hasToString("400");
            first.awaitEnd();
        }
        assertThat(server.nextEnd()).isEqualTo(DisconnectReason.TRANSPORT_ERROR);
    }

    @Test
    void bytesPostedToRevisionFourAreAnsweredAndEndTheSession() throws Exception {
        PollingWire session = PollingWire.connect(server.port());
        assertThat(post(session.target(), "application/octet-stream", new byte[] {'3'}))
                .hasToString("400");
        assertThat(server.nextEnd()).isEqualTo(DisconnectReason.TRANSPORT_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "7", "\u001e", "40\u001ex", "6\u001e", "b!!!!", "99999999999:4"})
    void aPayloadThatIsNoneEndsTheSession(String payload) throws Exception {
        PollingWire session = PollingWire.open(server.port(), "EIO=4");
        assertEndsTheSession(session, "text/plain", payload.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4",
                "4:4ab",
                "1000000000:4a",
                "-1:4a",
                "1e1:4",
                ":4a",
                "99999999999999999999999:4a",
                "1:63",
                "1:\u00e9"
            })
    void aPayloadOfRevisionThreeThatIsNoneEndsTheSession(String payload) throws Exception {
        PollingWire session = PollingWire.open(server.port(), "EIO=3&b64=1");
        assertThat(session.poll()).containsExactly("40");
        assertEndsTheSession(session, "text/plain", payload.getBytes(StandardCharsets.UTF_8));
        assertThat(server.nextEnd()).isEqualTo(DisconnectReason.PARSE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00FF34",
                "0001FF",
                "00090909090909090909090909FF34",
                "0209FF34",
                "00",
                "0006",
                "01FFFFFFFF",
                "000AFF34"
            })
    void bytesOfRevisionThreeThatAreNoPayloadEndTheSession(String hex) throws Exception {
        PollingWire session = PollingWire.open(server.port(), "EIO=3");
        assertThat(session.poll()).containsExactly("40");
        assertEndsTheSession(session, "application/octet-stream", HexFormat.of().parseHex(hex));
        assertThat(server.nextEnd()).isEqualTo(DisconnectReason.PARSE_ERROR);
    }

    private void assertEndsTheSession(PollingWire session, String contentType, byte[] body) throws IOException {
        String head =
                Wire.head("POST", session.target(), "Content-Type: " + contentType, "Content-Length: " + body.length);
        try (Wire attacker = Wire.to(server.port())) {
            attacker.send(head).send(body).awaitEnd();
        }
        assertThat(get(session.target())).hasToString(UNKNOWN_SID);
    }

    @Test
    void aScriptHoldsNothingOfTheAttackersButDigits() throws Exception {
        HttpAnswer answer = get(POLLING + "&j=%3C/script%3E%3Cscript%3Ealert(17)//");
        assertThat(answer.text()).startsWith("___eio[17](\"0{\\\"sid\\\":").endsWith("\");");
        assertThat(answer.header("Content-Type")).isEqualTo("text/javascript; charset=UTF-8");
        assertThat(answer.text()).doesNotContain("<", ">");
        String sid = answer.text()
                .substring(answer.text().indexOf("sid\\\":\\\"") + 8)
                .substring(0, 20);
        assertThat(post(
                        POLLING + "&j=0&sid=" + sid,
                        "application/x-www-form-urlencoded",
                        "d=1".getBytes(StandardCharsets.UTF_8)))
                .hasToString("200 ok");
    }

    @Test
    void aFormOfAMillionParametersIsReadInNoTime() throws Exception {
        HttpAnswer handshake = get(POLLING + "&j=0");
        String sid = handshake
                .text()
                .substring(handshake.text().indexOf("sid\\\":\\\"") + 8)
                .substring(0, 20);
        long before = System.nanoTime();
        byte[] form = ("d=1&" + "&".repeat(499_000) + "a&".repeat(249_000)).getBytes(StandardCharsets.UTF_8);
        assertThat(post(POLLING + "&j=0&sid=" + sid, "application/x-www-form-urlencoded", form))
                .hasToString("200 ok");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_ONCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/socket.io/..%2f..%2f..%2fetc/passwd",
                "/socket.io/../../../etc/passwd",
                "/socket.io/%2e%2e/%2e%2e/etc/passwd",
                "/socket.io/..%5c..%5cpom.xml",
                "/socket.io/socket.io.js/../package.json",
                "/socket.io/package.json",
                "/socket.io/socket.io.js%00",
                "/socket.io//etc/passwd"
            })
    void filesThatAreNotOfTheClientAreNotServed(String target) throws Exception {
        assertThat(get(target)).hasToString(UNKNOWN_TRANSPORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "BREW"})
    void otherMethodsGetAnAnswerAndHarmNoSession(String method) throws Exception {
        PollingWire session = PollingWire.connect(server.port());
        try (Wire attacker = Wire.to(server.port())) {
            attacker.send(Wire.head(method, session.target(), "Connection: close"));
            if (method.equals("HEAD")) {
                attacker.awaitEnd();
            } else {
                assertThat(attacker.answer()).hasToString("500");
            }
        }
        try (Wire attacker = Wire.to(server.port())) {
            if (!method.equals("HEAD")) {
                attacker.send(Wire.head(method, POLLING));
                assertThat(attacker.answer()).hasToString("400 {\"code\":2,\"message\":\"Bad handshake method\"}");
            }
        }
        session.post("421[\"echo\",\"alive\"]");
        assertThat(session.poll()).containsExactly("431[\"alive\"]");
        session.close();
    }

    @Test
    void aMiddlewareThatThrowsGivesOneAnswerAndTheConnectionLives() throws Exception {
        try (WitnessedServer guarded = WitnessedServer.start(options -> options.engine(engine -> engine.use(request -> {
                    if (request.header("X-Attack").isPresent()) {
                        throw new IllegalStateException("seen");
                    }
                    return HttpMiddleware.Result.PROCEED;
                })));
                Wire attacker = Wire.to(guarded.port())) {
            assertThat(attacker.get(POLLING, "X-Attack: 1")).hasToString("400 " + BAD_REQUEST);
            assertThat(attacker.get(POLLING + "x")).hasToString(UNKNOWN_TRANSPORT);
        }
    }

    @Test
    void aThousandResetsWhileABadUpgradeIsRefusedAreNothing() throws Exception {
        for (int i = 0; i < 1000; i++) {
            try (Wire attacker = Wire.to(server.port())) {
                attacker.send(Wire.upgradeHead("/socket.io/?EIO=4&transport=bad"));
                attacker.reset();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "2", "2probf", "4[\"x\"]", "", "3probe", "6", "1"})
    void anUpgradeThatBeginsWithAnythingButTheProbeIsClosedAndPollingLives(String packet) throws Exception {
        PollingWire session = PollingWire.connect(server.port());
        try (Wire attacker = Wire.to(server.port())) {
            assertThat(attacker.upgrade(session.webSocketTarget()).status()).isEqualTo(101);
            attacker.send(Frame.masked(Frame.TEXT, packet));
            assertThat(attacker.closeCode()).isEqualTo(1005);
        }
        session.post("421[\"echo\",\"alive\"]");
        assertThat(session.poll()).containsExactly("431[\"alive\"]");
        session.close();
    }

    @Test
    void aSecondUpgradeIsClosedWhileTheFirstIsUnderWay() throws Exception {
        PollingWire session = PollingWire.connect(server.port());
        try (Wire first = Wire.to(server.port());
                Wire second = Wire.to(server.port())) {
            assertThat(first.upgrade(session.webSocketTarget()).status()).isEqualTo(101);
            first.send(Frame.masked(Frame.TEXT, "2probe"));
            assertThat(first.frame().text()).isEqualTo("3probe");
            assertThat(second.upgrade(session.webSocketTarget()).status()).isEqualTo(101);
            second.send(Frame.masked(Frame.TEXT, "2probe"));
            assertThat(second.closeCode()).isEqualTo(1005);
            first.send(Frame.masked(Frame.TEXT, "5"));
            first.send(Frame.masked(Frame.TEXT, "421[\"echo\",\"upgraded\"]"));
            assertThat(first.frame().text()).isEqualTo("431[\"upgraded\"]");
            assertThat(get(session.target())).hasToString("400 " + BAD_REQUEST);
        }
    }
}
