package io.sockeye.engineio.server.host;

import java.util.concurrent.CompletableFuture;

/**
 * One connection to a {@link MemoryHost}, seen from the client. Requests are pipelined: the next one is handed up when the one before has been answered, so
 * a poll and a POST at the same time need two connections, as with HTTP/1.1. Thread-safe; nothing blocks.
 */
public final class MemoryClient implements AutoCloseable {
    private static final byte[] NO_BODY = {};
    private static final Headers UPGRADE = Headers.of(
            "Connection", "Upgrade",
            "Upgrade", "websocket",
            "Sec-WebSocket-Version", "13",
            "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");

    private final MemoryConnection connection;

    MemoryClient(MemoryConnection connection) {
        this.connection = connection;
    }

    /** Sends a GET without headers; see {@link #request}. */
    public CompletableFuture<HostResponse> get(String target) {
        return request("GET", target, Headers.EMPTY, NO_BODY);
    }

    /** Sends a POST without headers; see {@link #request}. */
    public CompletableFuture<HostResponse> post(String target, byte[] body) {
        return request("POST", target, Headers.EMPTY, body);
    }

    /**
     * Sends a request.
     *
     * @return the answer, with its Content-Length; fails with {@link java.io.IOException} when the connection ends before
     */
    public CompletableFuture<HostResponse> request(String method, String target, Headers headers, byte[] body) {
        MemoryExchange exchange = new MemoryExchange(connection, method, target, headers, body);
        connection.execute(() -> connection.arrived(exchange));
        return exchange.response();
    }

    /** Opens a websocket without further headers; see {@link #webSocket(String, Headers)}. */
    public CompletableFuture<MemoryWebSocket> webSocket(String target) {
        return webSocket(target, Headers.EMPTY);
    }

    /**
     * Opens a websocket; from then on the connection is good for nothing else.
     *
     * @param headers in addition to those that make the request a handshake
     * @return the websocket; fails with {@link MemoryWebSocket.RefusedException} when the server answers otherwise, {@link java.io.IOException} when the
     *     connection ends before
     */
    public CompletableFuture<MemoryWebSocket> webSocket(String target, Headers headers) {
        MemoryExchange exchange = new MemoryExchange(connection, "GET", target, UPGRADE.and(headers), NO_BODY);
        connection.execute(() -> connection.arrived(exchange));
        return exchange.webSocket();
    }

    /**
     * Stops or goes on to read. While it is stopped, what the server writes stays unwritten: no answer and no frame arrives, and no listener of the server
     * hears that they were written.
     */
    public void reading(boolean reading) {
        connection.execute(() -> connection.reading(reading));
    }

    /** Drops the connection without a word, as when the network breaks. */
    @Override
    public void close() {
        connection.execute(connection::drop);
    }
}
