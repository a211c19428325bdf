package io.sockeye.client;

import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.TypeRef;
import io.sockeye.engineio.Transport;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client without handlers, for scripts and tests: it connects to one namespace, and events wait until {@link #receive} takes them.
 *
 * <pre>{@code
 * try (SimpleSocketIoClient sio = SimpleSocketIoClient.create()) {
 *     sio.connect("http://localhost:5000");
 *     sio.emit("my message", Map.of("foo", "bar"));
 *     SimpleSocketIoClient.Event event = sio.receive(Duration.ofSeconds(5));
 * }
 * }</pre>
 *
 * <p>A lost connection is made again; meanwhile what is sent is kept, and {@code call} waits, and asks again if need be. Events that the server wants acknowledged are acknowledged with
 * nothing. Thread-safe.
 */
public sealed interface SimpleSocketIoClient extends AutoCloseable permits SimpleClient {
    /** A client with all defaults; the JSON codec is the one on the class path. */
    static SimpleSocketIoClient create() {
        return builder().buildSimple();
    }

    /** Starts with the defaults. */
    static SocketIoClientBuilder builder() {
        return new SocketIoClientBuilder();
    }

    /** Connects to the namespace {@code /}, see {@link SocketIoClient#connect(String, String...)}. */
    default void connect(String url) {
        connect(url, "/");
    }

    /** Connects to one namespace. */
    default void connect(String url, String namespace) {
        connect(ConnectOptions.to(url).namespaces(namespace).root(false).build());
    }

    /**
     * Connects to the namespace that the options name first, or {@code /}; always waits.
     *
     * @throws ConnectFailedException if that failed
     * @throws IllegalStateException if it is connected already
     */
    void connect(ConnectOptions options);

    /** Whether it is connected at this moment. */
    boolean isConnected();

    /** The id of the socket; empty while it isn't connected. */
    Optional<String> sid();

    /** The transport at this moment. */
    Optional<Transport> transport();

    /**
     * Sends an event, or keeps it while the connection is made again.
     *
     * @throws NotSentException if the connection has ended for good
     */
    void emit(String event, @Nullable Object... arguments);

    /**
     * Sends an event and waits for the acknowledgement, at most the option {@code ackTimeout}.
     *
     * @return null when the server acknowledged null or nothing
     * @throws io.sockeye.socketio.AckTimeoutException if nothing arrived in time
     * @throws NotSentException if the connection has ended for good
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

    /**
     * Takes the next event, and waits for one as long as it takes.
     *
     * @throws NotSentException if the connection has ended for good and nothing waits
     */
    Event receive();

    /**
     * Takes the next event.
     *
     * @return empty when none arrived in time
     * @throws NotSentException if the connection has ended for good and nothing waits
     */
    Optional<Event> receive(Duration timeout);

    /** Ends the connection; it can be connected again. */
    void disconnect();

    /** Disconnects, and releases what the client holds. */
    @Override
    void close();

    /**
     * An event that arrived.
     *
     * @param name of the event
     * @param args its arguments
     */
    record Event(String name, Args args) {}
}
