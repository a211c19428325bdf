package io.sockeye.interop.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.interop.wire.NoLeaks;
import io.sockeye.interop.wire.PollingWire;
import io.sockeye.interop.wire.Wire;
import io.sockeye.interop.wire.WitnessedServer;
import io.sockeye.socketio.DisconnectReason;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are no HTTP, or that two servers in a row could understand in two ways. */
@ExtendWith(NoLeaks.class)
@Timeout(180)
final class HttpFramingAttackIT {
    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final Duration IDLE = Duration.ofSeconds(2);

    private WitnessedServer server;

    @BeforeEach
    void start() throws Exception {
        server = WitnessedServer.start();
    }

    /** A server that doesn't wait for long, in place of the other. */
    private void startImpatient() throws Exception {
        server.close();
        server = WitnessedServer.start(options -> options.idleTimeout(IDLE));
    }

    @AfterEach
    void everybodyElseIsServed() throws Exception {
        try (WitnessedServer attacked = server) {
            attacked.assertUnharmed();
        }
    }

    /** Each is answered and its connection closed, so that nothing behind it is taken for a request. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a length and chunks           | Content-Length: 4;Transfer-Encoding: chunked   | 400",
                "chunks and a length           | Transfer-Encoding: chunked;Content-Length: 4   | 400",
                "two lengths                   | Content-Length: 4;Content-Length: 5            | 400",
                "two lengths in one            | Content-Length: 4, 5                           | 400",
                "a negative length             | Content-Length: -1                             | 400",
                "a length with a sign          | Content-Length: +4                             | 400",
                "a length in hex               | Content-Length: 0x4                            | 400",
                "a length with letters         | Content-Length: 4abc                           | 400",
                "a length beyond all numbers   | Content-Length: 99999999999999999999           | 400",
                "an unknown coding             | Transfer-Encoding: gzip, chunked               | 501",
                "a coding behind chunks        | Transfer-Encoding: chunked, identity           | 400",
                "two codings                   | Transfer-Encoding: chunked;Transfer-Encoding: x | 400",
                "a space before the colon      | Content-Length : 4                             | 400",
                "a line without a name         | : x                                            | 400",
                "a line without a colon        | nonsense                                       | 400",
                "an expectation nobody has     | Expect: 200-maybe;Content-Length: 4            | 417"
            })
    void anAmbiguousRequestIsRefused(String name, String fields, int status) throws Exception {
        assertThat(name).isNotEmpty();
        PollingWire session = PollingWire.connect(server.port());
        try (Wire attacker = Wire.to(server.port())) {
            attacker.send(Wire.head("POST", session.target(), fields.strip().split(";", -1)));
            attacker.send("0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(attacker.answer().status()).isEqualTo(status);
            attacker.finish();
            attacker.awaitEnd();
        }
        session.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /socket.io/ HTTP/2.0, 505",
        "GET /socket.io/ HTTP/0.9, 505",
        "GET /socket.io/, 400",
        "GET, 400",
        "PRI * HTTP/2.0, 505",
        "GET /socket.io/?EIO=4 HTTP/1.1 GET / HTTP/1.1, 400",
        "'\u0016\u0003\u0001\u0002\u0000\u0001', 400"
    })
    void aRequestLineThatIsNoneIsRefused(String line, int status) throws Exception {
        try (Wire attacker = Wire.to(server.port())) {
            attacker.send(line + "\r\nHost: x\r\n\r\n");
            assertThat(attacker.answer().status()).isEqualTo(status);
            attacker.finish();
            attacker.awaitEnd();
        }
    }

    @Test
    void twoThousandHeaderFieldsAreRefusedAlsoWithAnUpgrade() throws Exception {
        String[] fields = new String[2000];
        Arrays.setAll(fields, i -> "X-" + i + ": a");
        assertRefused(Wire.upgradeHead("/socket.io/?EIO=4&transport=websocket", fields), 431);
        String[] few = Arrays.copyOf(fields, 250);
        assertRefused(Wire.upgradeHead("/socket.io/?EIO=4&transport=websocket", few), 431);
    }

    @Test
    void aHeadBeyondTheLimitIsRefused() throws Exception {
        assertRefused(Wire.head("GET", POLLING, "X: " + "x".repeat(17_000)), 431);
        assertRefused(Wire.head("GET", "/socket.io/?" + "&".repeat(1_000_000)), 414);
    }

    private void assertRefused(String head, int status) throws IOException {
        try (Wire attacker = Wire.to(server.port())) {
            attacker.send(head);
            assertThat(attacker.answer().status()).isEqualTo(status);
        }
    }

    @Test
    void aHalfHeadIsAnsweredWhenItsTimeIsOver() throws Exception {
        startImpatient();
        try (Wire attacker = Wire.to(server.port())) {
            attacker.send("GET " + POLLING + " HTTP/1.1\r\nHost: x\r\nX-");
            assertThat(attacker.answer().status()).isEqualTo(408);
        }
    }

    @Test
    void aConnectionWithoutARequestIsClosedWhenItsTimeIsOver() throws Exception {
        startImpatient();
        try (Wire attacker = Wire.to(server.port())) {
            attacker.awaitEnd();
        }
    }

    @Test
    void aHeadThatTricklesInByteByByteDoesNotGetMoreTime() throws Exception {
        startImpatient();
        try (Wire attacker = Wire.to(server.port())) {
            trickle(attacker, "GET " + POLLING + " HTTP/1.1\r\nX: " + "x".repeat(10_000));
        }
    }

    @Test
    void aBodyThatTricklesInByteByByteEndsTheSession() throws Exception {
        startImpatient();
        PollingWire session = PollingWire.connect(server.port());
        try (Wire attacker = Wire.to(server.port())) {
            attacker.send(Wire.head("POST", session.target(), "Content-Length: 10000"));
            trickle(attacker, "4" + "x".repeat(9_998));
        }
        assertThat(server.nextEnd()).isEqualTo(DisconnectReason.TRANSPORT_ERROR);
    }

    /** Sends byte by byte until the server has had enough. */
    private static void trickle(Wire attacker, String text) {
        int sent = 0;
        try {
            for (; sent < text.length(); sent++) {
                attacker.send(text.substring(sent, sent + 1));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        } catch (IOException e) {
            // the server has closed
        }
        assertThat(sent).isLessThan(text.length());
    }

    @Test
    void aBodyShorterThanAnnouncedEndsTheSession() throws Exception {
        PollingWire session = PollingWire.connect(server.port());
        try (Wire attacker = Wire.to(server.port())) {
            attacker.send(Wire.head("POST", session.target(), "Content-Length: 100") + "42[\"echo\",\"x\"]");
            server.awaitPendingPosts(1);
            attacker.finish();
            attacker.awaitEnd();
        }
        assertThat(server.nextEnd()).isEqualTo(DisconnectReason.TRANSPORT_ERROR);
    }

    @Test
    void whatFollowsABodyIsARequestOfItsOwnAndRefusedWhenItIsNone() throws Exception {
        PollingWire session = PollingWire.connect(server.port());
        try (Wire attacker = Wire.to(server.port())) {
            attacker.send(Wire.head("POST", session.target(), "Content-Length: 1") + "342[\"echo\",\"x\"]\r\n\r\n");
            assertThat(attacker.answer()).hasToString("200 ok");
            assertThat(attacker.answer().status()).isEqualTo(400);
        }
        session.close();
    }

    @Test
    void aBodyThatIsOfNoUseIsNotReadBeforeTheAnswer() throws Exception {
        try (Wire attacker = Wire.to(server.port())) {
            attacker.send(Wire.head("POST", POLLING + "&sid=nobody", "Content-Length: 1000000000"));
            assertThat(attacker.answer()).hasToString("400 {\"code\":1,\"message\":\"Session ID unknown\"}");
            attacker.finish();
            attacker.awaitEnd();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "-1\r\n", "ffffffffffffffff\r\n", "1;", "5\r\n42[\"x\"]\r\n"})
    void chunksThatAreNoneEndTheSession(String chunk) throws Exception {
        startImpatient();
        PollingWire session = PollingWire.connect(server.port());
        try (Wire attacker = Wire.to(server.port())) {
            attacker.send(Wire.head("POST", session.target(), "Transfer-Encoding: chunked") + chunk);
            assertThat(server.nextEnd()).isEqualTo(DisconnectReason.TRANSPORT_ERROR);
        }
    }

    @Test
    void requestsInOneSegmentAreAnsweredInOrder() throws Exception {
        try (Wire client = Wire.to(server.port())) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                all.append(Wire.head("GET", POLLING + "x&sid=" + i)).append(Wire.head("GET", POLLING + "&sid=" + i));
            }
            client.send(all.toString());
            for (int i = 0; i < 100; i++) {
                assertThat(client.answer()).hasToString("400 {\"code\":0,\"message\":\"Transport unknown\"}");
                assertThat(client.answer()).hasToString("400 {\"code\":1,\"message\":\"Session ID unknown\"}");
            }
        }
    }

    @Test
    void anUpgradeToSomethingElseIsAnOrdinaryRequest() throws Exception {
        try (Wire client = Wire.to(server.port())) {
            String head = Wire.head(
                    "GET",
                    POLLING + "x",
                    "Connection: Upgrade, HTTP2-Settings",
                    "Upgrade: h2c",
                    "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA");
            assertThat(client.send(head).answer()).hasToString("400 {\"code\":0,\"message\":\"Transport unknown\"}");
        }
    }
}
