package io.sockeye.engineio.server.host;

import org.jspecify.annotations.Nullable;

/** One websocket of a host, seen from above. Thread-safe; nothing blocks. */
public interface WebSocketConnection {
    /**
     * Asks for one call of {@link WebSocketHandler#onDrain} on the host's thread, soon. Calls before it happens are one call. Hosts serve all connections of
     * one loop that asked in one task, and flush each once.
     */
    void requestDrain();

    /** Stops or goes on to read from the peer. */
    void readable(boolean readable);

    /**
     * Sends a close frame behind everything written so far and closes, at the latest a few seconds later when the peer doesn't answer.
     *
     * @param code 1000, 1008, 1009, …; 1005 for a close frame without a code
     * @param reason for people, may be empty, at most 123 bytes
     */
    void close(int code, String reason);

    /** Drops the connection at once. */
    void abort();

    /** Runs a short task on the host's thread of this connection, soon. Tasks of one connection run in order. */
    void execute(Runnable task);

    /** The loop of this connection if it can carry virtual threads; null, the default, if the host has no such thing. */
    default @Nullable HostLoop loop() {
        return null;
    }
}
