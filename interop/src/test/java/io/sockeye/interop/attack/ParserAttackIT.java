package io.sockeye.interop.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.dispatch.TypeRef;
import io.sockeye.interop.wire.NoLeaks;
import io.sockeye.interop.wire.WebSocketWire;
import io.sockeye.interop.wire.WitnessedServer;
import io.sockeye.socketio.DisconnectReason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets of Socket.IO, and the JSON in them. */
@ExtendWith(NoLeaks.class)
@Timeout(180)
final class ParserAttackIT {
    private static final int CLOSED_WITHOUT_CODE = 1005;
    private static final int MILLION = 1_000_000;
    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    private WitnessedServer server;

    @BeforeEach
    void start() throws Exception {
        server = WitnessedServer.start(options -> options.engine(engine -> engine.maxPayload(4 * MILLION)));
        server.io().onError(error -> {});
        server.io().onCall("map", new TypeRef<Map<String, Object>>() {}, (socket, map) -> map);
        server.io().onCall("number", BigInteger.class, (socket, number) -> number.bitLength());
        server.io().onCall("decimal", BigDecimal.class, (socket, number) -> number.scale());
        server.io().onCall("double", double.class, (socket, number) -> Double.toString(number));
        server.io().onCall("bytes", byte[].class, (socket, bytes) -> bytes.length);
    }

    @AfterEach
    void everybodyElseIsServed() throws Exception {
        try (WitnessedServer attacked = server) {
            attacked.assertUnharmed();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42[{\"toString\":\"x\"}]",
                "42[[]]",
                "42[null]",
                "42[true]",
                "42[]",
                "42{}",
                "42",
                "42\"x\"",
                "42[\"connect\"]",
                "42[\"disconnect\",\"io server disconnect\"]",
                "42[\"disconnecting\"]",
                "42[\"newListener\"]",
                "42[\"removeListener\"]",
                "4511-[\"x\"]",
                "45999999-[\"x\"]",
                "45-1-[\"x\"]",
                "450-[\"x\"]",
                "451[\"x\"]",
                "461-1[",
                "429223372036854775808[\"echo\",\"x\"]",
                "429007199254740992[\"echo\",\"x\"]",
                "43[]",
                "430{}",
                "40[]",
                "41\"x\"",
                "44[]",
                "47",
                "4",
                "42[\"echo\",\"x\"",
                "42[\"echo\",\"x\"]]",
                "42[\"nobody listens\",tru]",
                "42[\"nobody listens\",\"\u0001\"]",
                "42[\"nobody listens\",01]",
                "42[\"nobody listens\",NaN]",
                "42[\"nobody listens\",1,]",
                "42[\"nobody listens\"]\u0000",
                "42/forged\nlog line,[\"x\"]",
                "40/x\r\nSet-Cookie: sid=1,"
            })
    void whatIsNoPacketClosesTheConnection(String packet) throws Exception {
        assertCloses(packet, DisconnectReason.PARSE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "42/nope,[\"x\"]", "43/nope,1[]", "41/nope,", "44{\"message\":\"x\"}", "44\"x\""})
    void aPacketThatIsNotDueClosesTheConnection(String packet) throws Exception {
        assertCloses(packet, DisconnectReason.FORCED_SERVER_CLOSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"42[\"x\"]", "430[]", "41", "44{}", "451-/nope,[\"x\"]", "451-[\"x\"]", "461-/nope,7[]"})
    void whoHasNotConnectedIsNotListenedTo(String packet) throws Exception {
        try (WebSocketWire attacker = WebSocketWire.open(server.port())) {
            attacker.send(packet);
            assertThat(attacker.closeCode()).isEqualTo(CLOSED_WITHOUT_CODE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"_placeholder\":true,\"num\":\"splice\"}",
                "{\"_placeholder\":true,\"num\":-1}",
                "{\"_placeholder\":true,\"num\":1.5}",
                "{\"_placeholder\":true,\"num\":99}",
                "{\"_placeholder\":true,\"num\":1e99}",
                "{\"_placeholder\":true,\"num\":4294967296}",
                "{\"_placeholder\":true,\"num\":null}",
                "{\"_placeholder\":true}"
            })
    void aPlaceholderThatPointsNowhereClosesTheConnectionWhetherAnybodyListensOrNot(String placeholder)
            throws Exception {
        for (String event : new String[] {"bytes", "map", "nobody listens"}) {
            try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
                attacker.send("451-[\"" + event + "\"," + placeholder + "]");
                attacker.send(new byte[] {1, 2, 3});
                assertThat(attacker.closeCode()).isEqualTo(CLOSED_WITHOUT_CODE);
                assertThat(server.nextEnd()).isEqualTo(DisconnectReason.PARSE_ERROR);
            }
        }
    }

    @Test
    void bytesWithoutAPacketAndTextBetweenAttachmentsCloseTheConnection() throws Exception {
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            attacker.send(new byte[] {1});
            assertThat(attacker.closeCode()).isEqualTo(CLOSED_WITHOUT_CODE);
        }
        assertThat(server.nextEnd()).isEqualTo(DisconnectReason.PARSE_ERROR);
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            attacker.send("452-[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
            attacker.send(new byte[] {1});
            attacker.send("42[\"echo\",\"x\"]");
            assertThat(attacker.closeCode()).isEqualTo(CLOSED_WITHOUT_CODE);
        }
        assertThat(server.nextEnd()).isEqualTo(DisconnectReason.PARSE_ERROR);
    }

    static Stream<Arguments> longPackets() {
        return Stream.of(
                Arguments.of("5 and digits", "45" + "1".repeat(MILLION) + "-[\"x\"]"),
                Arguments.of("digits of an ack id", "42" + "9".repeat(MILLION) + "[\"x\"]"),
                Arguments.of("a namespace without end", "42/" + "x".repeat(MILLION)),
                Arguments.of("spaces", "42" + " ".repeat(MILLION)),
                Arguments.of("arrays without end", "42[\"x\"," + "[".repeat(MILLION)),
                Arguments.of("deep arrays", "42[\"x\"," + "[".repeat(100_000) + "]".repeat(100_000) + "]"),
                Arguments.of("deep objects", "42[\"x\"," + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000) + "]"),
                Arguments.of("deep auth", "40/x,{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"),
                Arguments.of("deep answer", "431[" + "[".repeat(100_000) + "]".repeat(100_000) + "]"),
                Arguments.of("escapes without end", "42[\"" + "\\".repeat(MILLION)),
                Arguments.of("commas", "42[\"x\"" + ",".repeat(MILLION) + "]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("longPackets")
    void longPacketsThatAreNoneAreRefusedInLinearTime(String name, String packet) throws Exception {
        long before = System.nanoTime();
        assertThat(name).isNotEmpty();
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            attacker.send(packet);
            assertThat(attacker.closeCode()).isEqualTo(CLOSED_WITHOUT_CODE);
        }
        assertThat(server.nextEnd()).isIn(DisconnectReason.PARSE_ERROR, DisconnectReason.FORCED_SERVER_CLOSE);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_ONCE);
    }

    static Stream<Arguments> oddValues() {
        return Stream.of(
                Arguments.of("number", "1e999999999"),
                Arguments.of("number", "1E+2147483647"),
                Arguments.of("decimal", "1e99999999999"),
                Arguments.of("map", "[]"));
    }

    @ParameterizedTest
    @MethodSource("oddValues")
    void valuesThatFitNowhereCostNothing(String event, String value) throws Exception {
        long before = System.nanoTime();
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            attacker.send("421[\"" + event + "\"," + value + "]");
            attacker.echo(2);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_ONCE);
    }

    static Stream<Arguments> endlessValues() {
        return Stream.of(
                Arguments.of("an integer", "1".repeat(MILLION)),
                Arguments.of("a fraction", "0." + "1".repeat(MILLION)),
                Arguments.of("a number in an object", "{\"a\":" + "1".repeat(MILLION) + "}"),
                Arguments.of("a key", "{\"" + "k".repeat(MILLION) + "\":1}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endlessValues")
    void numbersAndKeysBeyondTheLimitsOfTheCodecCloseTheConnection(String name, String value) throws Exception {
        for (String event : new String[] {"number", "decimal", "map", name}) {
            assertCloses("421[\"" + event + "\"," + value + "]", DisconnectReason.PARSE_ERROR);
        }
    }

    @Test
    void oddButValidJsonIsServed() throws Exception {
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            assertAnswer(attacker, "[\"map\",{\"a\":1,\"a\":2}]", "[{\"a\":2}]");
            assertAnswer(
                    attacker,
                    "[\"map\",{\"__proto__\":{\"admin\":true},\"constructor\":1}]",
                    "[{\"__proto__\":{\"admin\":true},\"constructor\":1}]");
            assertAnswer(
                    attacker, "[\"map\",{\"_placeholder\":true,\"num\":0}]", "[{\"_placeholder\":true,\"num\":0}]");
            assertAnswer(attacker, "[\"double\",1e999999]", "[\"Infinity\"]");
            assertAnswer(attacker, "[\"echo\",\"\\u2028</script>\"]", "[\"\u2028</script>\"]");
        }
    }

    @Test
    void halfASurrogateDoesNoHarm() throws Exception {
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            attacker.send("421[\"echo\",\"\\ud800\"]");
            assertThat(attacker.next()).startsWith("431[\"").endsWith("\"]");
            attacker.echo(2);
        }
    }

    @Test
    void anEventThatIsCalledErrorIsAnEvent() throws Exception {
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            attacker.send("42[\"error\",\"x\"]");
            attacker.send("42[\"__proto__\"]");
            attacker.send("42[7]");
            attacker.echo(1);
        }
    }

    @Test
    void theLargestAckIdIsThatOfJavaScript() throws Exception {
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            attacker.send("429007199254740991[\"echo\",\"x\"]");
            assertThat(attacker.next()).isEqualTo("439007199254740991[\"x\"]");
        }
    }

    @Test
    void attachmentsAreBoundedTogether() throws Exception {
        byte[] most = new byte[4 * MILLION];
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            attacker.send("4510-[\"nobody listens\"" + ",{\"_placeholder\":true,\"num\":0}".repeat(MILLION / 10) + "]");
            for (int i = 0; i < 10; i++) {
                attacker.send(most);
            }
            attacker.echo(1);
            attacker.send("4511-[\"nobody listens\"]");
            assertThat(attacker.closeCode()).isEqualTo(CLOSED_WITHOUT_CODE);
        }
        assertThat(server.nextEnd()).isEqualTo(DisconnectReason.PARSE_ERROR);
    }

    @Test
    void namespacesNobodyMadeAreRefusedAndNotRemembered() throws Exception {
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            for (int i = 0; i < 1000; i++) {
                attacker.send("40/\"<b>" + i + "?token=x,");
                assertThat(attacker.next()).isEqualTo("44/\"<b>" + i + ",{\"message\":\"Invalid namespace\"}");
            }
            assertThat(server.io().stats().sockets()).isEqualTo(2);
            attacker.echo(1);
        }
    }

    @Test
    void oneConnectionJoinsAHundredNamespacesAndNoMore() throws Exception {
        for (int i = 0; i < 100; i++) {
            server.io().of("/" + i);
        }
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            for (int i = 0; i < 99; i++) {
                attacker.send("40/" + i + ",");
                assertThat(attacker.next()).startsWith("40/" + i + ",{\"sid\":");
            }
            attacker.send("40/99,");
            assertThat(attacker.closeCode()).isEqualTo(CLOSED_WITHOUT_CODE);
        }
    }

    @Test
    void acknowledgementsNobodyAwaitsAreIgnored() throws Exception {
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            for (int i = 0; i < 10_000; i++) {
                attacker.send("43" + i + "[1]");
            }
            attacker.echo(1);
        }
    }

    @Test
    void aHundredThousandEventsAtOnceAreHandledInOrder() throws Exception {
        int[] next = {0};
        server.io().on("count", int.class, (socket, number) -> {
            assertThat(number).isEqualTo(next[0]);
            next[0]++;
        });
        server.io().onCall("counted", socket -> next[0]);
        long before = System.nanoTime();
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            for (int i = 0; i < 100_000; i++) {
                attacker.send("42[\"count\"," + i + "]");
            }
            attacker.send("421[\"counted\"]");
            assertThat(attacker.next()).isEqualTo("431[100000]");
        }
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before)).isLessThan(150);
    }

    private static void assertAnswer(WebSocketWire client, String call, String answer) throws Exception {
        client.send("427" + call);
        assertThat(client.next()).isEqualTo("437" + answer);
    }

    private void assertCloses(String packet, DisconnectReason reason) throws Exception {
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            attacker.send(packet);
            assertThat(attacker.closeCode()).isEqualTo(CLOSED_WITHOUT_CODE);
        }
        assertThat(server.nextEnd()).isEqualTo(reason);
    }
}
