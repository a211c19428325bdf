package io.sockeye.interop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of protocol 5 over websocket that has joined {@code /}; it answers no pings. */
final class LoopClient implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final WebSocket webSocket;

    LoopClient(int port) {
        webSocket = HTTP.newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://localhost:" + port + "/socket.io/?EIO=4&transport=websocket"), new Listener())
                .orTimeout(40, TimeUnit.SECONDS)
                .join();
        assertThat(next()).startsWith("0{");
        send("40");
        assertThat(next()).startsWith("40{");
    }

    LoopClient send(String packet) {
        webSocket.sendText(packet, true).orTimeout(40, TimeUnit.SECONDS).join();
        return this;
    }

    /** The next packet. */
    String next() {
        try {
            String packet = received.poll(40, TimeUnit.SECONDS);
            assertThat(packet).as("a packet within 40 s").isNotNull();
            return packet;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    LoopClient expect(String packet) {
        assertThat(next()).isEqualTo(packet);
        return this;
    }

    @Override
    public void close() {
        webSocket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                received.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
