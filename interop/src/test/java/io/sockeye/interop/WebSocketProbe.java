package io.sockeye.interop;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A websocket in the hands of a test: sends what the test says and keeps what came, in order. */
final class WebSocketProbe implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Recorder recorder = new Recorder();
    private final WebSocket socket;

    private WebSocketProbe(URI uri) {
        socket = HTTP.newWebSocketBuilder().buildAsync(uri, recorder).join();
    }

    static URI uri(URI base, String query) {
        return URI.create(base.toString().replaceFirst("^http", "ws") + "?" + query);
    }

    static WebSocketProbe open(URI uri) {
        return new WebSocketProbe(uri);
    }

    /** The status that the upgrade request was refused with. */
    static int statusOfRefusal(URI uri) {
        try (WebSocketProbe unexpected = open(uri)) {
            throw new AssertionError("not refused: " + unexpected);
        } catch (CompletionException e) {
            return refusal(e).getResponse().statusCode();
        }
    }

    /** Waits until this websocket is refused, or accepted and closed: both say that the session is not for it. */
    static void awaitRefusalOrClose(URI uri) {
        try (WebSocketProbe probe = open(uri)) {
            probe.awaitClose();
        } catch (CompletionException e) {
            refusal(e);
        }
    }

    private static WebSocketHandshakeException refusal(CompletionException e) {
        if (e.getCause() instanceof WebSocketHandshakeException refusal) {
            return refusal;
        }
        throw e;
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    void send(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    String takeText() {
        return take(Text.class).text();
    }

    byte[] takeBinary() {
        return take(Binary.class).bytes();
    }

    /** Waits for the end of the connection, however it comes; what came before it is forgotten. */
    void awaitClose() {
        while (!(next() instanceof Closed)) {}
    }

    /** Waits for the end of the connection although all pings are answered. */
    void awaitCloseWithPongs() {
        Event event = next();
        while (!(event instanceof Closed)) {
            if (event.equals(new Text("2"))) {
                var unused = socket.sendText("3", true); // fails when the end has come meanwhile
            }
            event = next();
        }
    }

    private <T extends Event> T take(Class<T> type) {
        Event event = next();
        if (!type.isInstance(event)) {
            throw new AssertionError(event + " came instead of " + type.getSimpleName());
        }
        return type.cast(event);
    }

    private Event next() {
        try {
            @Nullable Event event = recorder.events.poll(30, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("nothing came");
            }
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private sealed interface Event {}

    private record Text(String text) implements Event {}

    private record Binary(byte[] bytes) implements Event {}

    private record Closed(int code) implements Event {}

    private static final class Recorder implements WebSocket.Listener {
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                events.add(new Text(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            binary.writeBytes(bytes);
            if (last) {
                events.add(new Binary(binary.toByteArray()));
                binary.reset();
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            events.add(new Closed(code));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            events.add(new Closed(1006));
        }
    }
}
