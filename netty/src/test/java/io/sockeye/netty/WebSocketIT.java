package io.sockeye.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.MemoryWebSocket.Frame;
import io.sockeye.engineio.server.host.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Websockets as they shouldn't be, over plain sockets. */
@Timeout(180)
final class WebSocketIT {
    private static final String REQUEST =
            "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n";
    private static final String GOOD =
            REQUEST + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + RawClient.KEY + "\r\n";

    private NettyTestServer host;

    @BeforeEach
    void start() throws Exception {
        host = new NettyTestServer();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "101 | Sec-WebSocket-Version: 13~Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==~",
                "400 | Sec-WebSocket-Version: 13~",
                "400 | Sec-WebSocket-Version: 13~Sec-WebSocket-Key: short==~",
                "400 | Sec-WebSocket-Version: 13~Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZ!==~",
                "400 | Sec-WebSocket-Version: 13~Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==~Content-Length: 3~",
                "400 | Sec-WebSocket-Version: 13~Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==~Sec-WebSocket-Protocol: (~",
                "426 | Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==~",
                "426 | Sec-WebSocket-Version: 8~Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==~",
            })
    void theHandshakeIsChecked(int status, String headers) throws Exception {
        try (RawClient client = host.connect()) {
            CompletableFuture<HostResponse> answer = client.answer();
            client.send(REQUEST + headers.replace("~", "\r\n") + "\r\n");
            assertThat(get(answer).status()).isEqualTo(status);
            if (status == 101) {
                assertThat(get(answer).headers().first("Sec-WebSocket-Accept"))
                        .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
                assertThat(host.socket.take()).isEqualTo("open");
            } else {
                assertThat(get(answer).headers().first("Sec-WebSocket-Version")).isEqualTo("13");
                assertThat(host.socket.take()).isEqualTo("close 1006");
                client.awaitEnd();
            }
        }
    }

    @Test
    void theFirstProtocolIsAgreedOnAndOddOnesAreReadInLinearTime() throws Exception {
        try (RawClient client = host.connect()) {
            CompletableFuture<HostResponse> answer = client.answer();
            client.send(GOOD + "Sec-WebSocket-Protocol: one, two\r\n\r\n");
            assertThat(get(answer).headers().first("Sec-WebSocket-Protocol")).isEqualTo("one");
        }
        try (RawClient client = host.connect()) {
            CompletableFuture<HostResponse> answer = client.answer();
            client.send(GOOD + "Sec-WebSocket-Protocol: b" + " ".repeat(16_000) + "x\r\n\r\n");
            assertThat(get(answer).status()).isEqualTo(400);
        }
    }

    @Test
    void oddExtensionsAreIgnored() throws Exception {
        try (RawClient client =
                host.openSocket("Sec-WebSocket-Extensions", "constructor, permessage-deflate; __proto__, \"")) {
            client.send(RawClient.frame(0x81, "4hi".getBytes(StandardCharsets.US_ASCII)));
            assertThat(host.socket.take()).isEqualTo("text 4hi");
        }
    }

    @Test
    void framesRightBehindTheRequestAreRead() throws Exception {
        try (RawClient client = host.connect()) {
            client.answer();
            host.socket.offer("0{}");
            client.send(segment(RawClient.frame(0x81, new byte[] {'4'}), RawClient.frame(0x89, new byte[] {'p'})));
            assertThat(host.socket.take()).isEqualTo("open");
            assertThat(host.socket.take()).isEqualTo("text 4");
            assertThat(get(client.nextFrame())).isEqualTo(new Frame.Text("pong p"));
            assertThat(get(client.nextFrame())).isEqualTo(new Frame.Text("0{}"));
        }
    }

    @Test
    void garbageRightBehindTheRequestClosesProperly() throws Exception {
        try (RawClient client = host.connect()) {
            client.answer();
            client.send(segment(RawClient.frame(0xF1, new byte[] {'4'}), new byte[5000]));
            assertThat(get(client.nextFrame())).isEqualTo(new Frame.Close(1002, ""));
            assertThat(host.socket.take()).isEqualTo("open");
            assertThat(host.socket.takeMessage()).isEqualTo("close 1002");
            client.awaitEnd();
        }
        host.assertNothingIsLeft();
    }

    @Test
    void severalFramesOfOneReadAreHandedUpBeforeOneReadComplete() throws Exception {
        try (RawClient client = host.openSocket()) {
            byte[] frame = RawClient.frame(0x81, "4a".getBytes(StandardCharsets.US_ASCII));
            client.send(join(frame, frame, frame));
            assertThat(List.of(host.socket.take(), host.socket.take(), host.socket.take(), host.socket.take()))
                    .containsExactly("text 4a", "text 4a", "text 4a", "readComplete");
        }
    }

    @Test
    void framesMayComeByteByByte() throws Exception {
        try (RawClient client = host.openSocket()) {
            for (byte b : join(
                    RawClient.frame(0x01, new byte[] {'4'}),
                    RawClient.frame(0x80, "☃".getBytes(StandardCharsets.UTF_8)))) {
                client.send(new byte[] {b});
            }
            assertThat(host.socket.takeMessage()).isEqualTo("text 4☃");
        }
    }

    @Test
    void pingsAreAnsweredInOrder() throws Exception {
        try (RawClient client = host.openSocket()) {
            ByteArrayOutputStream pings = new ByteArrayOutputStream();
            for (int i = 0; i < 10; i++) {
                pings.writeBytes(RawClient.frame(0x89, ("p" + i).getBytes(StandardCharsets.US_ASCII)));
            }
            client.send(pings.toByteArray());
            for (int i = 0; i < 10; i++) {
                assertThat(get(client.nextFrame())).isEqualTo(new Frame.Text("pong p" + i));
            }
        }
    }

    @Test
    void aFloodOfPingsFromAClientThatDoesNotReadKeepsOnlyTheLatest() throws Exception {
        int pings = 200_000;
        try (RawClient client = host.openSocket()) {
            client.reading(false);
            ByteArrayOutputStream flood = new ByteArrayOutputStream();
            for (int i = 0; i < pings; i++) {
                flood.writeBytes(
                        RawClient.frame(0x89, String.format("%0125d", i).getBytes(StandardCharsets.US_ASCII)));
            }
            client.send(flood.toByteArray());
            client.reading(true);
            String latest = "pong " + String.format("%0125d", pings - 1);
            int pongs = 1;
            while (!((Frame.Text) get(client.nextFrame())).text().equals(latest)) {
                pongs++;
            }
            assertThat(pongs).isLessThanOrEqualTo(pings);
        }
    }

    @Test
    void anOversizedMessageIsRefusedWhileTheClientStillSends() throws Exception {
        try (RawClient client = host.openSocket()) {
            Thread.startVirtualThread(() -> sendUntilItBreaks(client, RawClient.frame(0x82, new byte[20_000_000])));
            assertThat(get(client.nextFrame())).isEqualTo(new Frame.Close(1009, ""));
            assertThat(host.socket.takeMessage()).isEqualTo("close 1009");
        }
        host.assertNothingIsLeft();
    }

    @Test
    void tinyFragmentsWithoutEndAreRefused() throws Exception {
        try (RawClient client = host.openSocket()) {
            byte[] fragment = RawClient.frame(0x00, new byte[] {1});
            ByteArrayOutputStream flood = new ByteArrayOutputStream();
            flood.writeBytes(RawClient.frame(0x02, new byte[] {1}));
            for (int i = 0; i < 100_000; i++) {
                flood.writeBytes(fragment);
            }
            Thread.startVirtualThread(() -> sendUntilItBreaks(client, flood.toByteArray()));
            assertThat(get(client.nextFrame())).isEqualTo(new Frame.Close(1008, ""));
            assertThat(host.socket.takeMessage()).isEqualTo("close 1008");
        }
    }

    @Test
    void aClientThatDoesNotAnswerTheCloseFrameIsDropped() throws Exception {
        try (RawClient client = host.openSocket()) {
            host.socket.connection().close(1000, "");
            assertThat(get(client.nextFrame())).isEqualTo(new Frame.Close(1000, ""));
            client.send(RawClient.frame(0x81, new byte[] {'4'}));
            assertThat(host.socket.take()).isEqualTo("close 1000");
            client.awaitEnd();
            host.socket.assertExhausted();
        }
        host.assertNothingIsLeft();
    }

    @Test
    void closingWhileNothingIsReadFindsTheCloseFrameBehindWhatIsUnread() throws Exception {
        try (RawClient client = host.openSocket()) {
            host.socket.connection().readable(false);
            onLoop();
            client.send(join(RawClient.frame(0x81, new byte[] {'4'}), RawClient.closeFrame(1000)));
            host.socket.connection().close(1001, "going");
            assertThat(get(client.nextFrame())).isEqualTo(new Frame.Close(1001, "going"));
            assertThat(host.socket.take()).isEqualTo("close 1001");
            client.awaitEnd();
        }
    }

    @Test
    void resetsAtAnyTimeLeaveNothing() throws Exception {
        for (int i = 0; i < 300; i++) {
            RawClient client = host.connect();
            client.answer();
            byte[] frame = RawClient.frame(0x82, new byte[i]);
            byte[] bytes = segment(frame, frame);
            client.send(java.util.Arrays.copyOf(bytes, bytes.length - i % frame.length));
            client.reset();
        }
        host.assertNothingIsLeft();
    }

    @Test
    void aClientThatNeverReadsCanBeDropped() throws Exception {
        RawClient client = host.openSocket();
        client.reading(false);
        EncodedMessage big = EncodedMessage.binary(new byte[1_000_000]);
        for (int i = 0; i < 60; i++) {
            host.socket.offer(big);
        }
        onLoop();
        host.socket.connection().abort();
        host.assertNothingIsLeft();
        assertThat(host.socket.takeMessage()).isEqualTo("close 1006");
        client.close();
    }

    @Test
    void messagesAreDeflatedWhenBothWantIt() throws Exception {
        try (NettyTestServer deflating = new NettyTestServer(Duration.ofSeconds(30), true);
                RawClient client = deflating.openSocket(
                        "Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits")) {
            MessageDeflater deflater = new MessageDeflater();
            byte[] text = "4hello".repeat(100).getBytes(StandardCharsets.US_ASCII);
            byte[] deflated = deflated(deflater, text);
            client.send(RawClient.frame(0xC1, deflated));
            assertThat(deflating.socket.take()).isEqualTo("text 600");
            client.send(join(RawClient.frame(0x41, deflated), RawClient.frame(0x80, new byte[0])));
            assertThat(deflating.socket.takeMessage()).isEqualTo("text 600");

            deflating.socket.offer(EncodedMessage.text(text));
            assertThat(get(client.nextFrame())).isEqualTo(new Frame.Text("frame c1 of " + deflated.length));
            deflating.socket.offer("4small");
            assertThat(get(client.nextFrame())).isEqualTo(new Frame.Text("4small"));

            client.send(RawClient.frame(0xC2, deflated(deflater, new byte[50_000_000])));
            assertThat(get(client.nextFrame())).isEqualTo(new Frame.Close(1009, ""));
            assertThat(deflating.socket.takeMessage()).isEqualTo("close 1009");
            deflater.release();
        }
    }

    @ParameterizedTest
    @CsvSource({"c1, ff", "c1, 020700", "91, 00"})
    void nonsenseInsteadOfDeflatedTextIsRefused(String start, String payload) throws Exception {
        try (NettyTestServer deflating = new NettyTestServer(Duration.ofSeconds(30), true);
                RawClient client = deflating.openSocket("Sec-WebSocket-Extensions", "permessage-deflate")) {
            client.send(RawClient.frame(
                    Integer.parseInt(start, 16), java.util.HexFormat.of().parseHex(payload)));
            assertThat(((Frame.Close) get(client.nextFrame())).code()).isIn(1002, 1007);
        }
    }

    @Test
    void manyConnectionsComeAndGo() throws Exception {
        for (int i = 0; i < 200; i++) {
            try (RawClient client = host.connect()) {
                assertThat(client.webSocket("/ws", Headers.EMPTY)).succeedsWithin(Duration.ofSeconds(60));
                if (i % 2 == 0) {
                    client.send(RawClient.closeFrame(1000));
                    client.awaitEnd();
                }
            }
        }
        host.assertNothingIsLeft();
    }

    /** Waits until everything that was asked of the loop before is done. */
    private void onLoop() throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        host.socket.connection().execute(() -> done.complete(null));
        get(done);
    }

    private static byte[] deflated(MessageDeflater deflater, byte[] payload) {
        return deflater.frames(EncodedMessage.text(payload), io.sockeye.engineio.WebSocketForm.V4, 0)
                .getFirst()
                .payload();
    }

    private static void sendUntilItBreaks(RawClient client, byte[] bytes) {
        try {
            client.send(bytes);
        } catch (UncheckedIOException e) {
            // the server has had enough
        }
    }

    /** A good request and what is sent with it at once. */
    private static byte[] segment(byte[]... behind) {
        return join((GOOD + "\r\n").getBytes(StandardCharsets.US_ASCII), join(behind));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }
}
