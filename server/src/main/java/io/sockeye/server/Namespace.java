package io.sockeye.server;

import io.sockeye.dispatch.EventSource;
import io.sockeye.dispatch.Handlers;
import io.sockeye.dispatch.MethodBinder;
import io.sockeye.dispatch.Registration;
import io.sockeye.dispatch.TypeRef;
import io.sockeye.engineio.Transport;
import io.sockeye.socketio.DisconnectReason;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A namespace: sockets that share listeners and rooms. Got from {@link SocketIoServer#of}; the server itself is the one of {@code /}. Thread-safe.
 *
 * <p>What is registered counts for all sockets that connect or send afterwards.
 */
public sealed interface Namespace extends EventSource<Socket>, BroadcastTarget
        permits DefaultNamespace, SocketIoServer {
    /** The name with its slash. */
    String name();

    /**
     * Looks at sockets that want to connect, before the connect handlers; several run in order. Throwing refuses the connection, {@code
     * ConnectionRefusedException} with message and data for the client.
     */
    Registration use(Handlers.H0<? super Socket> middleware);

    /**
     * Hears of new sockets; several run in order. The client is told that it is connected when all have returned, and what they sent follows. Throwing refuses the
     * connection, {@code ConnectionRefusedException} with message and data for the client, anything else without details.
     */
    Registration onConnect(Handlers.H0<? super Socket> handler);

    /** Hears that a socket has ended, before all {@link #onDisconnect}. {@link Socket#rooms()} has the rooms it was in. */
    Registration onDisconnecting(Handlers.H1<? super Socket, ? super DisconnectReason> handler);

    /** Hears that a socket has ended, after everything that it sent was handled. {@link Socket#rooms()} has the rooms it was in. */
    Registration onDisconnect(Handlers.H1<? super Socket, ? super DisconnectReason> handler);

    /** Hears of every event that is sent, once for each receiver. Runs on the sending thread. */
    Registration onAnyOutgoing(Handlers.Any<? super Socket> listener);

    /**
     * Makes the methods of an object that are annotated with {@code @OnEvent}, {@code @OnConnect} and {@code @OnDisconnect} handlers of this namespace. One object serves all
     * sockets, those of one socket in order, different ones side by side.
     *
     * @param controller of any class; a {@link NamespaceHandler} is registered with the server
     * @return undoes it for all of them
     * @throws IllegalArgumentException if a method can't be called with what its annotation gives it; the message names the method
     */
    default Registration register(Object controller) {
        if (controller instanceof NamespaceHandler handler) {
            throw new IllegalArgumentException(handler.getClass().getName()
                    + " names its namespace itself: SocketIoServer.register(NamespaceHandler)");
        }
        return register(controller.getClass(), MethodBinder.of(controller));
    }

    /**
     * As {@link #register(Object)}, for containers.
     *
     * @param type whose methods are looked at, those of its superclasses included
     * @param binder calls them
     */
    Registration register(Class<?> type, MethodBinder<Socket> binder);

    /** The connected socket of an id, on this node. */
    Optional<Socket> socket(String sid);

    /** Puts a socket into a room; without effect when it is not there. */
    void enterRoom(String sid, String room);

    /** Takes a socket out of a room. */
    void leaveRoom(String sid, String room);

    /** Takes everybody out of a room. */
    void closeRoom(String room);

    /** The rooms of a socket; empty when it is not there. */
    Set<String> rooms(String sid);

    /** What it holds at this moment and has counted. */
    NamespaceCounters counters();

    /**
     * The session of a socket, see {@link Socket#session()}.
     *
     * @throws NoSuchElementException if no such socket is connected
     */
    default Map<String, Object> session(String sid) {
        return required(sid).session();
    }

    /**
     * The transport of a socket.
     *
     * @throws NoSuchElementException if no such socket is connected
     */
    default Transport transport(String sid) {
        return required(sid).transport();
    }

    /**
     * The handshake of a socket.
     *
     * @throws NoSuchElementException if no such socket is connected
     */
    default Handshake handshake(String sid) {
        return required(sid).handshake();
    }

    /**
     * Sends an event to one socket and waits for its answer, see {@link SocketOperator#call(String, Class, Object...)}.
     *
     * @throws NoSuchElementException if no such socket is connected
     */
    default <T> @Nullable T call(String sid, String event, Class<T> type, @Nullable Object... arguments) {
        return required(sid).call(event, type, arguments);
    }

    /** As {@link #call(String, String, Class, Object...)} with a generic type. */
    default <T extends @Nullable Object> @Nullable T call(
            String sid, String event, TypeRef<T> type, @Nullable Object... arguments) {
        return required(sid).call(event, type, arguments);
    }

    /** Ends a socket, see {@link Socket#disconnect()}; without effect when it is not there. */
    default void disconnect(String sid) {
        socket(sid).ifPresent(Socket::disconnect);
    }

    private Socket required(String sid) {
        return socket(sid)
                .orElseThrow(() -> new NoSuchElementException("no socket " + sid + " is connected to " + name()));
    }
}
