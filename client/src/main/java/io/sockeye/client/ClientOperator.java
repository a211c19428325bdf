package io.sockeye.client;

import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.TypeRef;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends to the server, in one namespace. Immutable: {@link #timeout} and {@link #asVolatile} return another one. Thread-safe.
 *
 * <p>Arguments are written as JSON when a method is called, so that they may be changed afterwards; {@code byte[]} and {@code ByteBuffer}, at any depth, travel as binary
 * attachments, and they must not be changed. What one thread sends arrives in the order of its calls. While the namespace isn't connected, events wait in a buffer (option {@code sendBuffer}) and leave behind
 * the next CONNECT, before the connect handlers run. While the server reads more slowly than is sent, sending waits.
 */
public sealed interface ClientOperator permits SocketIoClient, ClientSocket, BlockingOperator {
    /**
     * Sends an event.
     *
     * @throws IllegalArgumentException if the name is reserved by the protocol
     * @throws io.sockeye.socketio.JsonEncodeException if an argument can't be written
     * @throws NotSentException if the namespace isn't connected and the buffer is full or switched off
     */
    void emit(String event, @Nullable Object... arguments);

    /** Sends the event {@code message}. */
    default void send(@Nullable Object... arguments) {
        emit("message", arguments);
    }

    /**
     * Sends an event and returns without waiting for the answer.
     *
     * @return completes on a virtual thread with what the server acknowledged, or with {@code AckTimeoutException} or {@code DisconnectedException}
     */
    CompletableFuture<Args> emitWithAck(String event, @Nullable Object... arguments);

    /** Sends an event; the callback hears of the acknowledgement, in order with the handlers of the namespace. */
    void emitWithCallback(String event, AckCallback callback, @Nullable Object... arguments);

    /**
     * Sends an event and waits for the acknowledgement.
     *
     * @param type what the first argument of the acknowledgement is bound to
     * @return null when the server acknowledged null or nothing
     * @throws io.sockeye.socketio.AckTimeoutException if nothing arrived in time
     * @throws io.sockeye.socketio.DisconnectedException if the connection ended before
     * @throws io.sockeye.socketio.JsonBindException if the answer doesn't fit the type
     * @throws NotSentException if the namespace isn't connected and the buffer is full or switched off
     * @throws IllegalStateException on an event loop
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

    /** The same with another time to wait for acknowledgements; default is the option {@code ackTimeout}. With {@code retries} it is the time of each try. */
    ClientOperator timeout(Duration timeout);

    /** The same for events that may get lost: they are dropped when the transport isn't ready to take them at this moment, and are neither buffered nor sent again. */
    ClientOperator asVolatile();
}
