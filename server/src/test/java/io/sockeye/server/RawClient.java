package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.server.host.MemoryHost;
import io.sockeye.engineio.server.host.MemoryWebSocket;
import io.sockeye.engineio.server.host.MemoryWebSocket.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A websocket client that says what the test tells it to, and shows what the server says, as text. */
final class RawClient {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private final MemoryWebSocket socket;
    private final String open;

    private RawClient(MemoryWebSocket socket, String open) {
        this.socket = socket;
        this.open = open;
    }

    static RawClient open(MemoryHost host, String query) {
        try {
            MemoryWebSocket socket = get(host.connect().webSocket("/socket.io/?transport=websocket&" + query));
            return new RawClient(socket, shown(get(socket.next())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T get(java.util.concurrent.Future<T> future) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("nothing came from the server", e);
        }
    }

    /** The id of the Engine.IO session. */
    String engineSid() {
        Matcher sid = SID.matcher(open);
        assertThat(sid.find()).isTrue();
        return sid.group(1);
    }

    /** Joins a namespace and returns the id of the socket. */
    String join(String namespace) {
        send(namespace.equals("/") ? "40" : "40" + namespace + ",");
        String answer = next();
        Matcher sid = SID.matcher(answer);
        assertThat(sid.find()).as(answer).isTrue();
        return sid.group(1);
    }

    RawClient send(String text) {
        socket.send(text);
        return this;
    }

    RawClient send(byte[] binary) {
        socket.send(binary);
        return this;
    }

    /** The next frame but pings: a text as it is, others as {@code binary 0102} and {@code close 1005}. */
    String next() {
        String frame = shown(get(socket.next()));
        return frame.equals("2") ? next() : frame;
    }

    /** Waits for a ping and answers it. */
    RawClient answerPing() {
        assertThat(shown(get(socket.next()))).isEqualTo("2");
        return send("3");
    }

    /** Asserts that nothing else comes before the answer to a call, {@link TestServer} must have {@link #answerFences}. */
    RawClient expectNothing() {
        send("4299[\"fence\"]");
        assertThat(next()).isEqualTo("4399[\"fence\"]");
        return this;
    }

    static void answerFences(Namespace namespace) {
        namespace.onCall("fence", socket -> "fence");
    }

    RawClient expect(String... frames) {
        for (String frame : frames) {
            assertThat(next()).isEqualTo(frame);
        }
        return this;
    }

    /** Reads until the connection ends. */
    void expectClose() {
        while (!next().startsWith("close")) {
            Thread.onSpinWait();
        }
    }

    void reading(boolean reading) {
        socket.reading(reading);
    }

    /** Closes as a browser does that leaves the page. */
    void close() {
        socket.close(1000);
    }

    /** The network breaks. */
    void drop() {
        socket.drop();
    }

    private static String shown(Frame frame) {
        return switch (frame) {
            case Frame.Text text -> text.text();
            case Frame.Binary binary -> "binary " + HexFormat.of().formatHex(binary.bytes());
            case Frame.Close close -> "close " + close.code();
        };
    }
}
