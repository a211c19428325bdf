package io.sockeye.server;

import io.sockeye.dispatch.ErrorListener;
import io.sockeye.dispatch.MethodBinder;
import io.sockeye.dispatch.Registration;
import io.sockeye.engineio.server.ConnectionError;
import io.sockeye.engineio.server.EngineServer;
import io.sockeye.engineio.server.HttpMiddleware;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.socketio.SocketIoException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO server, and its namespace {@code /}.
 *
 * <pre>{@code
 * SocketIoServer io = SocketIoServer.create();
 * io.onConnect(socket -> socket.join("news"));
 * io.on("my message", Message.class, (socket, message) -> io.to("news").emit("my reply", message));
 * io.listen(8000);
 * }</pre>
 *
 * <p>Thread-safe. Listeners are registered before {@link #listen}, or at any time for those that come later.
 */
public sealed interface SocketIoServer extends Namespace, AutoCloseable permits DefaultServer {
    /** A server with all defaults; the JSON codec is the one on the class path. */
    static SocketIoServer create() {
        return builder().build();
    }

    /** Starts with the defaults. */
    static SocketIoServerBuilder builder() {
        return new SocketIoServerBuilder();
    }

    /** The namespace of a name, which is made when it doesn't exist; clients can connect to it from then on. A missing slash is added. */
    Namespace of(String name);

    /** The namespaces that exist at this moment, {@code /} among them, in no particular order. */
    Collection<Namespace> namespaces();

    /** Takes a class-based namespace into service: its annotated methods become handlers. */
    default void register(NamespaceHandler handler) {
        register(handler, MethodBinder.of(handler));
    }

    /**
     * As {@link #register(NamespaceHandler)}, for containers.
     *
     * @param handler whose class has the methods
     * @param binder calls them
     */
    void register(NamespaceHandler handler, MethodBinder<Socket> binder);

    /**
     * Listens on all addresses with the host on the class path.
     *
     * @param port 0 lets the system choose
     * @return the port
     * @throws UncheckedIOException if the port is taken
     * @throws SocketIoException if there is no host on the class path
     */
    default int listen(int port) {
        return listen(null, port);
    }

    /**
     * Listens on one address. May be called several times for several addresses.
     *
     * @param hostname name or address to bind, null for all addresses
     * @param port 0 lets the system choose
     * @return the port
     * @throws UncheckedIOException if the address can't be bound
     * @throws SocketIoException if there is no host on the class path
     */
    int listen(@Nullable String hostname, int port);

    /** What serves the requests: hand it to a host of your own to run on a port that you already have. Starts the server. */
    EngineServer engine();

    /** The limits of the builder, for a host of your own; without address, on a port of the system's choice. Starts the server. */
    HostConfig hostConfig();

    /**
     * Looks at every HTTP request of the endpoint, see {@link HttpMiddleware}.
     *
     * @throws IllegalStateException if the server has been started
     */
    void useHttp(HttpMiddleware middleware);

    /**
     * Hears of every request that is refused, on a virtual thread. The last one set counts.
     *
     * @throws IllegalStateException if the server has been started
     */
    void onConnectionError(Consumer<ConnectionError> listener);

    /** Hears what goes wrong in user code and in binding to it. Without any listener it is logged. */
    Registration onError(ErrorListener listener);

    /**
     * Runs a task on a virtual thread of its own. What it throws goes to the thread's uncaught exception handler.
     *
     * @return the thread, to join or interrupt
     */
    Thread startBackgroundTask(Runnable task);

    /**
     * Waits; blocks the calling virtual thread.
     *
     * @throws SocketIoException if the thread is interrupted, which it stays
     * @throws IllegalStateException on an event loop
     */
    void sleep(Duration duration);

    /** What the server holds at this moment. Walks over all sockets. */
    ServerStats stats();

    /** How often a client wanted to join a namespace that doesn't exist. Never goes down. */
    long unknownNamespaces();

    /** Is told of the start, the namespaces, each handled event and the close, see {@link ServerObserver}; at any time, for what there is already too. */
    Registration observe(ServerObserver observer);

    /**
     * Takes no new connections, ends all sockets with {@code server shutting down}, waits until their handlers have returned (at most the option {@code
     * shutdownTimeout}), and releases ports and threads. Idempotent.
     *
     * @throws IllegalStateException on an event loop
     */
    @Override
    void close();
}
