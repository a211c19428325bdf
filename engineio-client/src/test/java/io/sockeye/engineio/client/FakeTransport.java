package io.sockeye.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.WebSocketFrame;
import io.sockeye.engineio.client.transport.Cancellable;
import io.sockeye.engineio.client.transport.ClientTransport;
import io.sockeye.engineio.client.transport.ClientWebSocket;
import io.sockeye.engineio.client.transport.HttpAnswer;
import io.sockeye.engineio.client.transport.HttpCall;
import io.sockeye.engineio.client.transport.HttpHandler;
import io.sockeye.engineio.client.transport.TransportException;
import io.sockeye.engineio.client.transport.WebSocketCall;
import io.sockeye.engineio.client.transport.WebSocketHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Requests and websockets that a test answers by hand. */
final class FakeTransport implements ClientTransport {
    final Deque<Request> requests = new ArrayDeque<>();
    final Deque<Socket> sockets = new ArrayDeque<>();

    @Override
    public Cancellable request(HttpCall call, HttpHandler handler) {
        Request request = new Request(call, handler);
        requests.add(request);
        return () -> request.cancelled = true;
    }

    @Override
    public Cancellable open(WebSocketCall call, WebSocketHandler handler) {
        Socket socket = new Socket(call, handler);
        sockets.add(socket);
        return () -> socket.cancelled = true;
    }

    /** The only poll that waits. */
    Request poll() {
        return take(false).orElseThrow(() -> new AssertionError("no poll"));
    }

    /** The only post that waits. */
    Request post() {
        return take(true).orElseThrow(() -> new AssertionError("no post"));
    }

    Optional<Request> take(boolean post) {
        List<Request> found = requests.stream()
                .filter(request -> (request.call.body() != null) == post && !request.cancelled)
                .toList();
        assertThat(found).hasSizeLessThan(2);
        requests.removeAll(found);
        return found.stream().findFirst();
    }

    static final class Request {
        final HttpCall call;
        private final HttpHandler handler;
        boolean cancelled;

        private Request(HttpCall call, HttpHandler handler) {
            this.call = call;
            this.handler = handler;
        }

        String body() {
            return new String(call.body(), StandardCharsets.UTF_8);
        }

        void answer(String text) {
            answer(200, text);
        }

        void answer(int status, String text) {
            answer(status, text.getBytes(StandardCharsets.UTF_8), Map.of());
        }

        void answer(int status, byte[] body, Map<String, List<String>> headers) {
            handler.onAnswer(new HttpAnswer(status, headers, body));
        }

        void fail(String message) {
            handler.onFailure(new TransportException(message, null));
        }
    }

    static final class Socket implements ClientWebSocket {
        final WebSocketCall call;
        final WebSocketHandler handler;
        final Deque<String> sent = new ArrayDeque<>();
        CompletableFuture<Void> sending = CompletableFuture.completedFuture(null);
        boolean holdsBack;
        boolean cancelled;
        boolean aborted;
        boolean closed;
        int demand;

        private Socket(WebSocketCall call, WebSocketHandler handler) {
            this.call = call;
            this.handler = handler;
        }

        void open() {
            handler.onOpen(this);
        }

        void receive(String text) {
            assertThat(demand).isPositive();
            demand--;
            handler.onText(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public CompletionStage<?> send(WebSocketFrame message) {
            assertThat(sending).as("one message at a time").isCompleted();
            sent.add(
                    message.text()
                            ? new String(message.payload(), StandardCharsets.UTF_8)
                            : "hex:" + HexFormat.of().formatHex(message.payload()));
            sending = holdsBack ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
            return sending;
        }

        void hasSent() {
            sending.complete(null);
        }

        @Override
        public void request(int messages) {
            demand += messages;
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public void abort() {
            aborted = true;
        }
    }
}
