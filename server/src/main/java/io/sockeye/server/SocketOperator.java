package io.sockeye.server;

import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.TypeRef;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends to one socket. Immutable: each of {@link #timeout}, {@link #asVolatile} and {@link #compress} returns another one. Thread-safe.
 *
 * <p>Arguments are written as JSON when a method is called, so that they may be changed afterwards; {@code byte[]} and {@code ByteBuffer}, at any depth, travel as binary
 * attachments. What one thread sends arrives in the order of its calls. To a socket that has ended nothing is sent, without an error.
 */
public sealed interface SocketOperator permits Socket, DirectOperator {
    /**
     * Sends an event.
     *
     * @throws IllegalArgumentException if the name is reserved by the protocol
     * @throws io.sockeye.socketio.JsonEncodeException if an argument can't be written
     */
    void emit(String event, @Nullable Object... arguments);

    /** Sends the event {@code message}. */
    default void send(@Nullable Object... arguments) {
        emit("message", arguments);
    }

    /**
     * Sends an event and returns at once.
     *
     * @return completes on a virtual thread with what the client acknowledged, or with {@code AckTimeoutException} or {@code DisconnectedException}
     */
    CompletableFuture<Args> emitWithAck(String event, @Nullable Object... arguments);

    /** Sends an event; the callback hears of the acknowledgement, in order with the handlers of the socket. */
    void emitWithCallback(String event, AckCallback callback, @Nullable Object... arguments);

    /**
     * Sends an event and waits for the acknowledgement; blocks the calling virtual thread.
     *
     * @param type what the first argument of the acknowledgement is bound to
     * @return null when the client acknowledged null or nothing
     * @throws io.sockeye.socketio.AckTimeoutException if nothing arrived in time
     * @throws io.sockeye.socketio.DisconnectedException if the socket ended before
     * @throws io.sockeye.socketio.JsonBindException if the answer doesn't fit the type
     * @throws IllegalStateException on an event loop, and to a socket whose connect handlers have not returned
     */
    default <T> @Nullable T call(String event, Class<T> type, @Nullable Object... arguments) {
        return callForArgs(event, arguments).get(0, type);
    }

    /** As {@link #call(String, Class, Object...)} with a generic type. */
    default <T extends @Nullable Object> @Nullable T call(
            String event, TypeRef<T> type, @Nullable Object... arguments) {
        return callForArgs(event, arguments).get(0, type);
    }

    /** As {@link #call(String, Class, Object...)}, for acknowledgements with any number of arguments. */
    Args callForArgs(String event, @Nullable Object... arguments);

    /** The same with another time to wait for acknowledgements; default is the server's {@code ackTimeout}. */
    SocketOperator timeout(Duration timeout);

    /** The same for events that may get lost: they are dropped when the client isn't ready to receive at this moment. */
    SocketOperator asVolatile();

    /** The same with or without compression, where it has been negotiated; default true. */
    SocketOperator compress(boolean compress);
}
