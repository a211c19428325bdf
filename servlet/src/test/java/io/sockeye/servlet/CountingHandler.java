package io.sockeye.servlet;

import io.sockeye.engineio.server.host.WebSocketConnection;
import java.util.concurrent.CompletableFuture;

/** Counts what arrives. */
final class CountingHandler extends SilentHandler {
    final CompletableFuture<WebSocketConnection> opened = new CompletableFuture<>();
    final CompletableFuture<Integer> all = new CompletableFuture<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();

    private final int expected;
    private int count;

    /** @param expected completes {@code all} */
    CountingHandler(int expected) {
        this.expected = expected;
    }

    @Override
    public void onOpen(WebSocketConnection connection) {
        opened.complete(connection);
    }

    @Override
    public void onBinary(byte[] bytes) {
        if (++count == expected) {
            all.complete(count);
        }
    }

    @Override
    public void onClose(int code) {
        closed.complete(code);
    }
}
