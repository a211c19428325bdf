package io.sockeye.engineio.server.host;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request to a {@link MemoryHost}, from both sides. */
final class MemoryExchange implements HostExchange {
    private final MemoryConnection connection;
    private final String method;
    private final String target;
    private final Headers headers;
    private final byte[] body;
    private final CompletableFuture<HostResponse> response = new CompletableFuture<>();
    private final CompletableFuture<MemoryWebSocket> webSocket = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private boolean aborted; // host thread only
    private @Nullable Runnable abortListener; // host thread only

    MemoryExchange(MemoryConnection connection, String method, String target, Headers headers, byte[] body) {
        this.connection = connection;
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    CompletableFuture<HostResponse> response() {
        return response;
    }

    CompletableFuture<MemoryWebSocket> webSocket() {
        return webSocket;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return connection.from();
    }

    @Override
    public boolean secure() {
        return connection.config().tls() != null;
    }

    @Override
    public boolean isWebSocketUpgrade() {
        return method.equals("GET") && "websocket".equalsIgnoreCase(headers.first("Upgrade"));
    }

    @Override
    public void receiveBody(int limit, BodyReceiver receiver) {
        connection.execute(() -> {
            if (aborted) {
                receiver.onAbort();
            } else if (body.length > limit) {
                connection.closeAfterAnswer();
                receiver.onTooLarge();
            } else {
                receiver.onBody(body);
            }
        });
    }

    @Override
    public void respond(HostResponse answer, WriteListener written) {
        end();
        connection.execute(() -> {
            if (aborted) {
                written.onWritten(false);
            } else {
                connection.answer(this, answer, written);
            }
        });
    }

    @Override
    public void upgrade(Headers additional, WebSocketHandler handler) {
        end();
        connection.execute(() -> {
            if (aborted) {
                handler.onClose(MemorySocket.ABNORMAL);
            } else if (isFaulty()) {
                connection.answer(this, new HostResponse(400, Headers.EMPTY, new byte[0]), WriteListener.NONE);
                handler.onClose(MemorySocket.ABNORMAL);
            } else {
                connection.upgrade(this, additional, handler);
            }
        });
    }

    private boolean isFaulty() {
        return !isWebSocketUpgrade()
                || headers.first("Sec-WebSocket-Key") == null
                || !"13".equals(headers.first("Sec-WebSocket-Version"));
    }

    @Override
    public void abort() {
        end();
        connection.execute(connection::drop);
    }

    private void end() {
        if (!ended.compareAndSet(false, true)) {
            throw new IllegalStateException("the exchange has ended already");
        }
    }

    @Override
    public void onAbort(Runnable listener) {
        connection.execute(() -> {
            abortListener = listener;
            if (aborted) {
                aborted();
            }
        });
    }

    @Override
    public void execute(Runnable task) {
        connection.execute(task);
    }

    boolean wantsClose() {
        return closes(headers);
    }

    static boolean closes(Headers fields) {
        return "close".equalsIgnoreCase(fields.first("Connection"));
    }

    void answered(HostResponse answer) {
        response.complete(answer);
        webSocket.completeExceptionally(new MemoryWebSocket.RefusedException(answer));
    }

    void upgraded(MemoryWebSocket opened) {
        response.complete(new HostResponse(101, opened.headers(), new byte[0]));
        webSocket.complete(opened);
    }

    /** The connection broke and this wasn't answered. */
    void aborted() {
        aborted = true;
        Runnable listener = abortListener;
        abortListener = null;
        failed();
        if (listener != null && !ended.get()) {
            listener.run();
        }
    }

    /** The client gets no answer. */
    void failed() {
        IOException broken = new EOFException("the connection ended before the answer");
        response.completeExceptionally(broken);
        webSocket.completeExceptionally(broken);
    }
}
