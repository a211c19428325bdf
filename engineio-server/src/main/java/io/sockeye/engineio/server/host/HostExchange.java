package io.sockeye.engineio.server.host;

import java.net.InetSocketAddress;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its answer. The request part is immutable and can be read from any thread; the other methods may be called from any thread and
 * don't block. Requests of one connection are handed over one after the other: a pipelined one waits until the one before has been answered.
 */
public interface HostExchange {
    /** {@code GET}, {@code POST}, … */
    String method();

    /** The request target as received: path and query. */
    String target();

    /** The header fields of the request. */
    Headers headers();

    /** The address of the other end of the connection, null when the host has none. */
    @Nullable
    InetSocketAddress remoteAddress();

    /** Whether the connection is encrypted. */
    boolean secure();

    /** Who the web server says is asking; null, the default, if it doesn't know or doesn't ask. */
    default @Nullable Principal principal() {
        return null;
    }

    /** Whether this is a well-formed request for a websocket: GET, {@code Upgrade: websocket}. Not so for {@code h2c} and the like. */
    boolean isWebSocketUpgrade();

    /**
     * Reads the body. Not more than {@code limit} bytes are ever buffered, whatever Content-Length says. At most once; without it the host throws a body
     * away, or closes the connection behind the answer when it is large.
     */
    void receiveBody(int limit, BodyReceiver receiver);

    /**
     * Answers. The connection is kept for the next request unless the request or the answer says {@code Connection: close}. The host adds
     * {@code Content-Length} (and {@code Date} if it likes).
     *
     * @param response status, headers, body
     * @param written called once on a host thread: true when the answer has been written, false when the connection broke before
     */
    void respond(HostResponse response, WriteListener written);

    /**
     * Accepts the websocket. The host answers 101 and, when that is on its way, calls {@link WebSocketHandler#onOpen}. If the client's handshake is faulty the
     * host answers 400 and calls {@link WebSocketHandler#onClose} alone.
     *
     * @param headers additional fields of the 101
     * @param handler what happens on the websocket
     */
    void upgrade(Headers headers, WebSocketHandler handler);

    /** Drops the connection without an answer. */
    void abort();

    /**
     * Registers what is called, once and on a host thread, when the connection breaks before the exchange has been answered; at once if it is broken
     * already. One listener, the last one set counts.
     */
    void onAbort(Runnable listener);

    /** Runs a short task on the host's thread of this connection, soon. Tasks of one connection run in order. */
    void execute(Runnable task);

    /** The loop of this connection if it can carry virtual threads; null, the default, if the host has no such thing. */
    default @Nullable HostLoop loop() {
        return null;
    }

    /** Receives a request body. Exactly one of the methods is called, once, on a host thread. */
    interface BodyReceiver {
        /** The whole body. */
        void onBody(byte[] body);

        /** The body is larger than the limit; the rest isn't read. */
        void onTooLarge();

        /** The connection broke before the body was complete. */
        void onAbort();
    }

    /** Hears what became of an answer. */
    @FunctionalInterface
    interface WriteListener {
        /** Nobody needs to know. */
        WriteListener NONE = success -> {};

        /** Called once: whether the answer has been written. */
        void onWritten(boolean success);
    }
}
