package io.sockeye.server;

import io.sockeye.dispatch.EventSource;
import io.sockeye.dispatch.Handlers;
import io.sockeye.dispatch.Registration;
import io.sockeye.engineio.Transport;
import io.sockeye.socketio.DisconnectReason;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * One client in one namespace. Thread-safe.
 *
 * <p>Its handlers (connect, events, disconnect) run in order and never two at once. The disconnect handlers are always last.
 */
public sealed interface Socket extends SocketOperator, EventSource<Socket> permits DefaultSocket {
    /**
     * The Socket.IO id. With clients of Engine.IO revision 3 it holds the id of the connection, which lets whoever knows it take the connection over: don't
     * show it to others, address users instead.
     */
    String sid();

    /** What the client sent when it connected. */
    Handshake handshake();

    /** The namespace it is in. */
    Namespace namespace();

    /** The server it is on. */
    SocketIoServer server();

    /** The transport at this moment. */
    Transport transport();

    /** Whether its connect handlers have returned and it has not ended. */
    boolean isConnected();

    /** Values of the application for as long as the socket lives; local and private. Thread-safe, without null. */
    Map<String, Object> session();

    /** Values that other nodes and the admin UI see too, as JSON. Thread-safe, without null. */
    Map<String, Object> data();

    /** The rooms it is in, at first the one of its {@link #sid()}; after its end those it was in. A copy. */
    Set<String> rooms();

    /** Enters rooms; without effect when it has ended. */
    void join(String... rooms);

    /** Leaves a room. */
    void leave(String room);

    /** Everybody in the namespace but this socket. */
    BroadcastOperator broadcast();

    /** Everybody in at least one of the rooms but this socket; no room is nobody. */
    default BroadcastOperator to(String... rooms) {
        return broadcast().to(rooms);
    }

    /** Everybody in at least one of the rooms but this socket; no room is nobody. */
    default BroadcastOperator to(Collection<String> rooms) {
        return broadcast().to(rooms);
    }

    /** As {@link #to(String...)}. */
    default BroadcastOperator in(String... rooms) {
        return broadcast().to(rooms);
    }

    /** Everybody but this socket and the members of the rooms. */
    default BroadcastOperator except(String... rooms) {
        return broadcast().except(rooms);
    }

    /** Everybody but this socket and the others. */
    default BroadcastOperator except(Socket... sockets) {
        return broadcast().except(sockets);
    }

    /** Hears of every event that is sent to this socket, broadcasts included. Runs on the sending thread. */
    Registration onAnyOutgoing(Handlers.Any<? super Socket> listener);

    /** Looks at each event that arrives, before all listeners. Several run in order. */
    Registration use(EventMiddleware middleware);

    /** Runs when it has ended, before {@link #onDisconnect} of anybody. */
    Registration onDisconnecting(Handlers.H1<? super Socket, ? super DisconnectReason> handler);

    /** Runs when it has ended, after the namespace's disconnect handlers. */
    Registration onDisconnect(Handlers.H1<? super Socket, ? super DisconnectReason> handler);

    /** Ends it; the connection stays, and with it the client's sockets in other namespaces. Events that wait for their handlers are dropped. */
    default void disconnect() {
        disconnect(false);
    }

    /**
     * Ends it.
     *
     * @param close whether the connection is closed too, and with it the client's sockets in all namespaces
     */
    void disconnect(boolean close);
}
