package io.sockeye.interop.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.interop.wire.Footprint;
import io.sockeye.interop.wire.Frame;
import io.sockeye.interop.wire.HttpAnswer;
import io.sockeye.interop.wire.NoLeaks;
import io.sockeye.interop.wire.PollingWire;
import io.sockeye.interop.wire.Until;
import io.sockeye.interop.wire.WebSocketWire;
import io.sockeye.interop.wire.Wire;
import io.sockeye.interop.wire.WitnessedServer;
import io.sockeye.socketio.DisconnectReason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes and frames of websockets. */
@ExtendWith(NoLeaks.class)
@Timeout(180)
final class WebSocketAttackIT {
    private static final int MAX_PAYLOAD = 1_000_000;
    private static final int MAX_FRAGMENTS = 16 * 1024;
    private static final int FIRST_FRAGMENT = 0x01;
    private static final int NEXT_FRAGMENT = 0x00;

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

    /** The first two bytes of frames, then their mask and payload. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "no mask,                       8105 68656C6C6F,             1002",
        "RSV1 without an extension,     C185 00000000 68656C6C6F,    1002",
        "RSV2,                          A185 00000000 68656C6C6F,    1002",
        "RSV3,                          9185 00000000 68656C6C6F,    1002",
        "an unknown opcode,             8380 00000000,               1002",
        "an unknown control frame,      8B80 00000000,               1002",
        "a ping in fragments,           0980 00000000,               1002",
        "a ping that is too long,       89FE 007E 00000000,          1002",
        "a close that is too long,      88FE 007E 00000000,          1002",
        "a continuation of nothing,     8080 00000000,               1002",
        "a message inside of a message, 0181 00000000 34 8180 00000000, 1002",
        "a negative length,             82FF FFFFFFFFFFFFFFFF 00000000, 1002",
        "half a close code,             8881 00000000 03,            1002",
        "close code 0,                  8882 00000000 0000,          1002",
        "close code 1005,               8882 00000000 03ED,          1002",
        "close code 1006,               8882 00000000 03EE,          1002",
        "close code 5000,               8882 00000000 1388,          1002",
        "a close reason not UTF-8,      8884 00000000 03E8 C328,     1007",
        "text not UTF-8,                8183 00000000 34 C328,       1007",
        "text with a raw surrogate,     8184 00000000 34 EDA080,     1007",
        "text that ends too early,      8182 00000000 34 C3,         1007",
        "a length of all bits but one,  82FF 7FFFFFFFFFFFFFFF 00000000, 1009",
        "a gigabyte,                    81FF 0000000040000000 00000000, 1009"
    })
    void aFrameThatIsNoneClosesTheConnection(String name, String hex, int code) throws Exception {
        assertThat(name).isNotEmpty();
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            attacker.wire().send(bytes(hex));
            assertThat(attacker.closeCode()).isEqualTo(code);
            attacker.wire().awaitEnd();
        }
        assertThat(server.nextEnd()).isEqualTo(DisconnectReason.TRANSPORT_ERROR);
    }

    @Test
    void garbageRightBehindTheHandshakeClosesTheNewSession() throws Exception {
        try (Wire attacker = Wire.to(server.port())) {
            attacker.send(withGarbage(Wire.upgradeHead(WebSocketWire.TARGET)));
            assertThat(attacker.answer().status()).isEqualTo(101);
            assertThat(attacker.closeCode()).isEqualTo(1002);
            attacker.awaitEnd();
        }
    }

    @Test
    void garbageRightBehindAnUpgradeLeavesThePollingSessionAlive() throws Exception {
        PollingWire session = PollingWire.connect(server.port());
        try (Wire attacker = Wire.to(server.port())) {
            attacker.send(withGarbage(Wire.upgradeHead(session.webSocketTarget())));
            assertThat(attacker.answer().status()).isEqualTo(101);
            assertThat(attacker.closeCode()).isEqualTo(1002);
            attacker.awaitEnd();
        }
        session.post("421[\"echo\",\"alive\"]");
        assertThat(session.poll()).containsExactly("431[\"alive\"]");
        session.close();
    }

    @Test
    void aMessageAboveTheLimitIsRefusedByItsHeaderAlone() throws Exception {
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            attacker.wire().send(Frame.header(Frame.TEXT, MAX_PAYLOAD + 1L));
            Frame close = attacker.wire().frame();
            assertThat(close.start()).isEqualTo(Frame.CLOSE);
            assertThat(HexFormat.of().formatHex(close.payload()))
                    .as("1009 with an empty reason")
                    .isEqualTo("03f1");
        }
        assertThat(server.nextEnd()).isEqualTo(DisconnectReason.TRANSPORT_ERROR);
    }

    @Test
    void aMessageOfExactlyTheLimitIsServed() throws Exception {
        try (WebSocketWire client = WebSocketWire.connect(server.port())) {
            String head = "421[\"echo\",\"";
            String text = "x".repeat(MAX_PAYLOAD - head.length() - 2);
            client.send(head + text + "\"]");
            assertThat(client.next()).isEqualTo("431[\"" + text + "\"]");
        }
    }

    @Test
    void fragmentsThatAddUpToTooMuchAreRefused() throws Exception {
        byte[] most = new byte[MAX_PAYLOAD];
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            attacker.wire().send(Frame.masked(0x02, most));
            attacker.wire().send(Frame.header(NEXT_FRAGMENT, 1));
            assertThat(attacker.closeCode()).isEqualTo(1009);
        }
        assertThat(server.nextEnd()).isEqualTo(DisconnectReason.TRANSPORT_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aMessageInTooManyTinyFragmentsIsRefused(int size) throws Exception {
        byte[] fragment = Frame.masked(NEXT_FRAGMENT, new byte[size]);
        ByteArrayOutputStream flood = new ByteArrayOutputStream();
        flood.writeBytes(Frame.masked(FIRST_FRAGMENT, "4"));
        for (int i = 0; i < MAX_FRAGMENTS; i++) {
            flood.writeBytes(fragment);
        }
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            attacker.wire().send(flood.toByteArray());
            assertThat(attacker.closeCode()).isEqualTo(1008);
        }
        assertThat(server.nextEnd()).isEqualTo(DisconnectReason.TRANSPORT_ERROR);
    }

    /** That only the latest ping is answered when there is room again is tested where the room can be seen, in the host. */
    @Test
    void aFloodOfPingsWhoseAnswersNobodyReadsTakesNoMemory() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.io().on("flood is over", socket -> over.countDown());
        byte[] ping = Frame.masked(Frame.PING, new byte[125]);
        ByteArrayOutputStream thousand = new ByteArrayOutputStream();
        for (int i = 0; i < 1000; i++) {
            thousand.writeBytes(ping);
        }
        try (WebSocketWire attacker =
                WebSocketWire.open(Wire.narrow(server.port())).join()) {
            long before = Footprint.now().heapBytes();
            for (int i = 0; i < 200; i++) {
                attacker.wire().send(thousand.toByteArray());
            }
            attacker.send("42[\"flood is over\"]");
            assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(server.io().stats().engine().queuedBytes()).isZero();
            Until.becomes(
                    Duration.ofSeconds(60), () -> Footprint.now().heapBytes() - before, grown -> grown < 1_000_000);
            attacker.wire().reset();
        }
        assertThat(server.nextEnd()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
    }

    @Test
    void pongsThatNobodyAskedForCostNothing() throws Exception {
        byte[] webSocketPong = Frame.masked(Frame.PONG, new byte[0]);
        byte[] enginePong = Frame.masked(Frame.TEXT, "3");
        ByteArrayOutputStream flood = new ByteArrayOutputStream();
        for (int i = 0; i < 100_000; i++) {
            flood.writeBytes(webSocketPong);
            flood.writeBytes(enginePong);
        }
        int threads = Thread.activeCount();
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            attacker.wire().send(flood.toByteArray());
            attacker.echo(1);
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 20);
        }
    }

    @ParameterizedTest
    @CsvSource({"/socket.io/?EIO=4&transport=websocket, 2", "/socket.io/?EIO=3&transport=websocket, 3"})
    void aHeartbeatInTheWrongDirectionClosesTheConnection(String target, String packet) throws Exception {
        try (Wire attacker = Wire.to(server.port())) {
            assertThat(attacker.upgrade(target).status()).isEqualTo(101);
            attacker.send(Frame.masked(Frame.TEXT, packet));
            assertThat(attacker.closeCode()).isEqualTo(1005);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "constructor",
                "__proto__; toString",
                "permessage-deflate; constructor=1; __proto__=2",
                "permessage-deflate; client_max_window_bits=99; server_max_window_bits=\"",
                "x-webkit-deflate-frame, , ;;;, =",
                "\"unfinished"
            })
    void oddExtensionsAreIgnored(String extensions) throws Exception {
        try (Wire client = Wire.to(server.port())) {
            HttpAnswer answer = client.upgrade(WebSocketWire.TARGET, "Sec-WebSocket-Extensions: " + extensions);
            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.header("Sec-WebSocket-Extensions")).isNull();
            assertThat(client.frame().text()).startsWith("0{\"sid\":");
        }
    }

    @Test
    void aMessageThatInflatesBeyondTheLimitIsRefusedAtTheLimit() throws Exception {
        try (WitnessedServer inflating = WitnessedServer.start(options -> options.perMessageDeflate(1024))) {
            try (Wire attacker = Wire.to(inflating.port())) {
                HttpAnswer answer =
                        attacker.upgrade(WebSocketWire.TARGET, "Sec-WebSocket-Extensions: permessage-deflate");
                assertThat(answer.header("Sec-WebSocket-Extensions")).startsWith("permessage-deflate");
                byte[] bomb = bomb();
                assertThat(bomb.length).isLessThan(MAX_PAYLOAD);
                attacker.send(Frame.masked(0xC1, bomb));
                assertThat(attacker.closeCode()).isEqualTo(1009);
            }
            inflating.assertUnharmed();
        }
    }

    /** A hundred million zeros. */
    private static byte[] bomb() {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] zeros = new byte[MAX_PAYLOAD];
        byte[] deflated = new byte[MAX_PAYLOAD];
        for (int i = 0; i < 100; i++) {
            deflater.setInput(zeros);
            out.write(deflated, 0, deflater.deflate(deflated, 0, deflated.length, Deflater.SYNC_FLUSH));
        }
        deflater.end();
        return Arrays.copyOf(out.toByteArray(), out.size() - 4);
    }

    @Test
    void aProtocolListOfManySpacesIsReadInNoTime() throws Exception {
        long before = System.nanoTime();
        try (Wire attacker = Wire.to(server.port())) {
            HttpAnswer answer =
                    attacker.upgrade(WebSocketWire.TARGET, "Sec-WebSocket-Protocol: b" + " ".repeat(15_000) + "x");
            assertThat(answer.status()).isEqualTo(400);
        }
        assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET %s HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n",
                "GET %s HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n\r\n",
                "GET %s HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nContent-Length: 5\r\n\r\n42[\"x"
            })
    void aFaultyHandshakeIsRefused(String request) throws Exception {
        try (Wire attacker = Wire.to(server.port())) {
            attacker.send(request.formatted(WebSocketWire.TARGET));
            assertThat(attacker.answer().status()).isEqualTo(400);
            attacker.awaitEnd();
        }
    }

    @Test
    void everyByteMayComeAlone() throws Exception {
        try (WebSocketWire client = WebSocketWire.connect(server.port())) {
            for (byte b : Frame.masked(Frame.TEXT, "421[\"echo\",\"☃\"]")) {
                client.wire().send(new byte[] {b});
            }
            assertThat(client.next()).isEqualTo("431[\"☃\"]");
        }
    }

    @Test
    void aClientThatFinishesItsHalfIsGone() throws Exception {
        try (WebSocketWire client = WebSocketWire.connect(server.port())) {
            client.wire().finish();
            client.wire().awaitEnd();
        }
        assertThat(server.nextEnd()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
    }

    @Test
    void whatFollowsTheCloseFrameIsNotHeard() throws Exception {
        try (WebSocketWire attacker = WebSocketWire.connect(server.port())) {
            attacker.wire()
                    .send(concat(Frame.masked(Frame.CLOSE, ""), Frame.masked(Frame.TEXT, "421[\"echo\",\"x\"]")));
            assertThat(attacker.wire().frame().closeCode()).isEqualTo(1005);
            attacker.wire().awaitEnd();
        }
        assertThat(server.nextEnd()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
    }

    private static byte[] withGarbage(String head) {
        return concat(head.getBytes(StandardCharsets.ISO_8859_1), bytes("F185 00000000 FFFFFFFFFF"));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
