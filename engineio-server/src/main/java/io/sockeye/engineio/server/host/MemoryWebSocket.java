package io.sockeye.engineio.server.host;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The client's end of a websocket of a {@link MemoryHost}. Thread-safe; nothing blocks. */
public final class MemoryWebSocket {
    private final MemoryConnection connection;
    private final Headers headers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Frame> received = new ArrayDeque<>(); // guarded by lock; empty while somebody waits
    private final Queue<CompletableFuture<Frame>> waiting = new ArrayDeque<>(); // guarded by lock
    private boolean ended; // guarded by lock

    MemoryWebSocket(MemoryConnection connection, Headers headers) {
        this.connection = connection;
        this.headers = headers;
    }

    /** The additional header fields of the server's 101. */
    public Headers headers() {
        return headers;
    }

    /** Sends a text message. */
    public void send(String text) {
        send(true, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a binary message; the server owns the array from now on. */
    public void send(byte[] binary) {
        send(false, binary);
    }

    /** Sends a text message as it is, valid UTF-8 or not. */
    public void sendRawText(byte[] bytes) {
        send(true, bytes);
    }

    private void send(boolean text, byte[] payload) {
        connection.execute(() -> connection.arrived(text, payload));
    }

    /**
     * Sends a close frame; the server answers it.
     *
     * @param code 1000 and so on; 1005 for a frame without a code
     */
    public void close(int code) {
        connection.execute(() -> connection.closeArrived(code));
    }

    /** Drops the connection without a close frame. */
    public void drop() {
        connection.execute(connection::drop);
    }

    /** Stops or goes on to read; see {@link MemoryClient#reading}. */
    public void reading(boolean reading) {
        connection.execute(() -> connection.reading(reading));
    }

    /**
     * The next frame, in order. The last one is a {@link Frame.Close}; after it this fails with {@link EOFException}. Each call is for one frame, also when
     * its result is never looked at.
     */
    public CompletableFuture<Frame> next() {
        CompletableFuture<Frame> next = new CompletableFuture<>();
        Frame frame;
        boolean over;
        lock.lock();
        try {
            frame = received.poll();
            over = ended;
            if (frame == null && !over) {
                waiting.add(next);
            }
        } finally {
            lock.unlock();
        }
        if (frame != null) {
            next.complete(frame);
        } else if (over) {
            next.completeExceptionally(new EOFException("the websocket has ended"));
        }
        return next;
    }

    /** A frame that is here already, null when there is none. */
    public @Nullable Frame poll() {
        lock.lock();
        try {
            return received.poll();
        } finally {
            lock.unlock();
        }
    }

    void receive(Frame frame) {
        CompletableFuture<Frame> receiver;
        Queue<CompletableFuture<Frame>> rest = new ArrayDeque<>();
        lock.lock();
        try {
            if (ended) {
                return;
            }
            receiver = waiting.poll();
            if (receiver == null) {
                received.add(frame);
            }
            if (frame instanceof Frame.Close) {
                ended = true;
                rest.addAll(waiting);
                waiting.clear();
            }
        } finally {
            lock.unlock();
        }
        if (receiver != null) {
            receiver.complete(frame);
        }
        rest.forEach(late -> late.completeExceptionally(new EOFException("the websocket has ended")));
    }

    /** What a server sends. */
    public sealed interface Frame {
        /** A text message. */
        record Text(String text) implements Frame {}

        /** A binary message; the array is shared with other receivers. */
        record Binary(byte[] bytes) implements Frame {}

        /** The end: a close frame, or code 1006 when the connection broke. */
        record Close(int code, String reason) implements Frame {}
    }

    /** The server answered the handshake with something else than 101. */
    public static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient @Nullable HostResponse response;

        RefusedException(HostResponse response) {
            super("the websocket was refused with status " + response.status());
            this.response = response;
        }

        /** The answer; null after deserialization. */
        public @Nullable HostResponse response() {
            return response;
        }
    }
}
