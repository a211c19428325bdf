package io.sockeye.engineio.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.WebSocketFrame;
import io.sockeye.engineio.client.ClientResources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that is no more than bytes. */
class JdkWebSocketIT {
    private static final int TEXT = 0x81;
    private static final int TEXT_BEGIN = 0x01;
    private static final int BINARY_BEGIN = 0x02;
    private static final int MORE = 0x00;
    private static final int END = 0x80;

    private final Outcome outcome = new Outcome();
    private final ClientResources.Lease lease = ClientResources.create().acquire();
    private ServerSocket listener;
    private Socket peer;
    private Cancellable opening;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(60_000);
    }

    @AfterEach
    void stop() throws IOException {
        lease.close();
        listener.close();
        if (peer != null) {
            peer.close();
        }
    }

    /** Reads the request and returns its key. */
    private String accept() throws IOException {
        URI uri = URI.create("ws://localhost:" + listener.getLocalPort() + "/");
        opening = lease.transport()
                .open(new WebSocketCall(uri, Map.of("X-Test", "yes"), Duration.ofSeconds(60), 1000), outcome);
        peer = listener.accept();
        peer.setSoTimeout(60_000);
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) peer.getInputStream().read());
        }
        assertThat(head).containsIgnoringCase("x-test: yes").doesNotContainIgnoringCase("sec-websocket-extensions");
        return head.toString().replaceAll("(?is).*sec-websocket-key: ([^\r]+).*", "$1");
    }

    private ClientWebSocket connect() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-1")
                .digest((accept() + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n");
        assertThat(outcome.next()).isEqualTo("open");
        return outcome.webSocket;
    }

    private void write(String text) throws IOException {
        peer.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void frame(int head, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(head);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.write(payload);
        peer.getOutputStream().write(frame.toByteArray());
    }

    private void frame(int head, String text) throws IOException {
        frame(head, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void partsAreJoinedAlsoWhenTheyCutACharacter() throws Exception {
        connect().request(3);
        byte[] snowman = "a☃𝒳".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < snowman.length; i++) {
            frame((i == 0 ? TEXT_BEGIN : MORE) | (i == snowman.length - 1 ? END : 0), new byte[] {snowman[i]});
        }
        frame(BINARY_BEGIN, new byte[] {1, 2});
        frame(0x89, "ping in between");
        frame(END, new byte[] {3});
        frame(TEXT, "");
        assertThat(outcome.next()).isEqualTo("a☃𝒳");
        assertThat(outcome.next()).isEqualTo("hex:010203");
        assertThat(outcome.next()).isEmpty();
        InputStream in = peer.getInputStream();
        assertThat(in.read()).as("pong").isEqualTo(0x8A);
    }

    @Test
    void noMessageComesUnasked() throws Exception {
        ClientWebSocket webSocket = connect();
        frame(TEXT, "1");
        frame(TEXT, "2");
        frame(TEXT, "3");
        assertThat(outcome.isQuietFor(200)).isTrue();
        webSocket.request(2);
        assertThat(outcome.next()).isEqualTo("1");
        assertThat(outcome.next()).isEqualTo("2");
        assertThat(outcome.isQuietFor(100)).isTrue();
        webSocket.request(1);
        assertThat(outcome.next()).isEqualTo("3");
    }

    @Test
    void aMessageBeyondTheLimitIsRefusedBeforeItsEnd() throws Exception {
        connect().request(10);
        frame(TEXT, "x".repeat(1000));
        assertThat(outcome.next()).hasSize(1000);
        for (int i = 0; i < 11; i++) {
            frame(i == 0 ? TEXT_BEGIN : MORE, "y".repeat(100));
        }
        assertThat(outcome.next()).isEqualTo("failed: a message of more than 1000 bytes");
        assertThat(outcome.isQuietFor(100)).isTrue();
    }

    @Test
    void theLimitCountsBytesAndNotCharacters() throws Exception {
        connect().request(10);
        frame(TEXT, "☃".repeat(334));
        assertThat(outcome.next()).isEqualTo("failed: a message of more than 1000 bytes");
    }

    @Test
    void aBinaryMessageBeyondTheLimitIsRefused() throws Exception {
        connect().request(10);
        frame(0x82, new byte[1001]);
        assertThat(outcome.next()).isEqualTo("failed: a message of more than 1000 bytes");
    }

    @Test
    void textThatIsNotUtf8EndsIt() throws Exception {
        connect().request(10);
        frame(TEXT, new byte[] {(byte) 0xC0, (byte) 0x80});
        assertThat(outcome.next()).startsWith("failed: ");
    }

    @Test
    void aRefusalHasItsStatusAndBody() throws Exception {
        String unused = accept();
        write("HTTP/1.1 403 Forbidden\r\nContent-Length: 9\r\n\r\nForbidden");
        assertThat(outcome.next()).isEqualTo("failed: the websocket could not be opened: status 403");
        assertThat(outcome.failure.status()).isEqualTo(403);
        assertThat(outcome.failure.body()).isEqualTo("Forbidden");
    }

    @Test
    void theCloseOfTheServerIsToldWithItsCode() throws Exception {
        connect().request(1);
        frame(0x88, new byte[] {0x03, (byte) 0xE9, 'b', 'y', 'e'});
        assertThat(outcome.next()).isEqualTo("closed 1001 bye");
    }

    @Test
    void aConnectionThatEndsWithoutACloseIsToldToo() throws Exception {
        connect().request(1);
        peer.close();
        assertThat(outcome.next()).matches("closed 1006 .*|failed: .*");
    }

    @Test
    void aCloseIsAnsweredBehindWhateverTheServerHasSent() throws Exception {
        ClientWebSocket webSocket = connect();
        webSocket.request(1);
        frame(TEXT, "1");
        frame(TEXT, "2");
        assertThat(outcome.next()).isEqualTo("1");
        webSocket.close();
        assertThat(peer.getInputStream().read()).isEqualTo(0x88);
        frame(0x88, new byte[] {0x03, (byte) 0xE8});
        assertThat(outcome.next()).isEqualTo("2");
        assertThat(outcome.next()).isEqualTo("closed 1000 ");
    }

    @Test
    void anAbortCutsTheConnection() throws Exception {
        connect().abort();
        assertThat(peer.getInputStream().read()).isEqualTo(-1);
        assertThat(outcome.isQuietFor(100)).isTrue();
    }

    @Test
    void anOpeningThatIsCancelledIsNotHeardOfAgain() throws Exception {
        String key = accept();
        opening.cancel();
        byte[] digest = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
        write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n");
        assertThat(peer.getInputStream().read()).isEqualTo(-1);
        assertThat(outcome.isQuietFor(100)).isTrue();
    }

    @Test
    void messagesLeaveAsTheyAre() throws Exception {
        ClientWebSocket webSocket = connect();
        webSocket
                .send(new WebSocketFrame(true, "é☃".getBytes(StandardCharsets.UTF_8)))
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        webSocket
                .send(new WebSocketFrame(false, new byte[] {9}))
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        assertThat(received()).isEqualTo("é☃".getBytes(StandardCharsets.UTF_8));
        assertThat(received()).isEqualTo(new byte[] {9});
    }

    private byte[] received() throws IOException {
        InputStream in = peer.getInputStream();
        assertThat(in.read() & 0x80).isEqualTo(0x80);
        byte[] payload = new byte[in.read() & 0x7F];
        byte[] mask = in.readNBytes(4);
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (in.read() ^ mask[i % 4]);
        }
        return payload;
    }
}
