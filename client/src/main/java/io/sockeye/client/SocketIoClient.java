package io.sockeye.client;

import io.sockeye.dispatch.ErrorListener;
import io.sockeye.dispatch.Registration;
import io.sockeye.engineio.Transport;
import java.time.Duration;
import java.util.Optional;

/**
 * A Socket.IO client whose verbs wait until they are done: made for virtual threads and for {@code main}. Its own events and verbs are those of the namespace {@code /}; others are
 * got from {@link #of}.
 *
 * <pre>{@code
 * try (SocketIoClient sio = SocketIoClient.create()) {
 *     sio.on("message", String.class, System.out::println);
 *     sio.connect("http://localhost:5000", "/", "/chat");
 *     sio.emit("my message", Map.of("foo", "bar"));
 *     sio.of("/chat").send("hello");
 *     int total = sio.call("sum", int.class, 1, 2);
 *     sio.join();
 * }
 * }</pre>
 *
 * <p>A connection that is lost is made again ({@link SocketIoClientBuilder#reconnection}), with the options of the {@link #connect} it came from. A client that has ended in any way,
 * {@link #close} aside, can be connected again. Its threads are virtual or daemons, so the JVM exits when {@code main} ends; {@link #join} keeps it. Thread-safe.
 */
public sealed interface SocketIoClient extends ClientOperator, ClientEventSource<ClientSocket>, AutoCloseable
        permits BlockingClient {
    /** A client with all defaults; the JSON codec is the one on the class path. */
    static SocketIoClient create() {
        return builder().build();
    }

    /** Starts with the defaults. */
    static SocketIoClientBuilder builder() {
        return new SocketIoClientBuilder();
    }

    /**
     * Connects to a server, joins namespaces, and waits for them; the connect handlers may still run when it returns.
     *
     * @param url {@code http}, {@code https}, {@code ws} or {@code wss}; its query is sent along, its path is not used
     * @param namespaces to join; {@code /} is joined as well. Without any: those that have handlers, or else {@code /}
     * @throws ConnectFailedException if the connection failed, or a namespace refused or didn't answer in time; then nothing is connected
     * @throws IllegalStateException if it is connected or connecting already, or has been closed, or on an event loop
     */
    default void connect(String url, String... namespaces) {
        connect(ConnectOptions.to(url).namespaces(namespaces).build());
    }

    /** As {@link #connect(String, String...)}, with everything that can be told. */
    void connect(ConnectOptions options);

    /** Leaves all namespaces and ends the connection, or the attempt to make one. Waits until what was sent is written. Without effect when there is none. */
    void disconnect();

    /** As {@link #disconnect}, and waits until the disconnect handlers have returned, at most the option {@code shutdownTimeout}; within a handler it doesn't wait for handlers. */
    void shutdown();

    /** Waits until the connection has ended for good: it was disconnected by one side, or reconnection is off or has given up. Returns at once when there is none. */
    void join();

    /** {@link #shutdown}, then releases what the client holds. It can't be used again; what waits fails. */
    @Override
    void close();

    /** The socket of a namespace, the same one each time. A missing slash is added. */
    ClientSocket of(String namespace);

    /** Takes a class-based namespace into service: its annotated methods become handlers. */
    void register(ClientNamespaceHandler handler);

    /** Whether it is connected to the namespace {@code /}. */
    boolean isConnected();

    /** The id in the namespace {@code /}; empty while it isn't connected. */
    Optional<String> sid();

    /** The transport at this moment; empty while there is no connection. */
    Optional<Transport> transport();

    /** Hears that a try to reconnect begins, with its number from 1. Handlers of reconnect events run in order and never two at once. */
    Registration onReconnectAttempt(ClientHandlers.E1<? super Integer> handler);

    /** Hears that a try to reconnect failed. */
    Registration onReconnectError(ClientHandlers.E1<? super Throwable> handler);

    /** Hears that reconnecting was given up after the last of {@code reconnectionAttempts}. */
    Registration onReconnectFailed(ClientHandlers.E0 handler);

    /** Hears that it is connected again, with the number of tries. */
    Registration onReconnect(ClientHandlers.E1<? super Integer> handler);

    /** Hears what goes wrong in user code and in binding to it. Without any listener it is logged. */
    Registration onError(ErrorListener listener);

    /**
     * Runs a task on a virtual thread of its own. What it throws goes to the thread's uncaught exception handler.
     *
     * @return the thread, to join or interrupt
     */
    Thread startBackgroundTask(Runnable task);

    /**
     * Waits; blocks the calling thread.
     *
     * @throws io.sockeye.socketio.SocketIoException if the thread is interrupted, which it stays
     * @throws IllegalStateException on an event loop
     */
    void sleep(Duration duration);
}
