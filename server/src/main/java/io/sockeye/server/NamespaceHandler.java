package io.sockeye.server;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A class-based namespace: methods annotated with {@code @OnEvent}, {@code @OnConnect} and {@code @OnDisconnect} are its handlers. One object serves all sockets, those of
 * one socket in order, different ones side by side.
 *
 * <pre>{@code
 * class Chat extends NamespaceHandler {
 *     Chat() { super("/chat"); }
 *     @OnEvent("my event") Reply onMyEvent(Socket socket, Message message) { emit("my response", message); return new Reply("OK", 123); }
 * }
 * io.register(new Chat());
 * }</pre>
 */
public abstract class NamespaceHandler {
    private final String name;
    private volatile @Nullable Namespace namespace;

    /** For the namespace of this name. */
    protected NamespaceHandler(String name) {
        this.name = DefaultNamespace.normalized(name);
    }

    /** The name of the namespace, with its slash. */
    public final String name() {
        return name;
    }

    /**
     * The namespace.
     *
     * @throws IllegalStateException before {@link SocketIoServer#register}
     */
    public final Namespace namespace() {
        Namespace registered = namespace;
        if (registered == null) {
            throw new IllegalStateException(getClass().getName() + " has not been registered with a server");
        }
        return registered;
    }

    final void attach(Namespace registered) {
        if (namespace != null) {
            throw new IllegalStateException(getClass().getName() + " has been registered already");
        }
        namespace = registered;
    }

    /** To everybody in the namespace, see {@link BroadcastTarget#emit}. */
    protected final void emit(String event, @Nullable Object... arguments) {
        namespace().emit(event, arguments);
    }

    /** Sends the event {@code message} to everybody in the namespace. */
    protected final void send(@Nullable Object... arguments) {
        namespace().send(arguments);
    }

    /** See {@link BroadcastTarget#to(String...)}. */
    protected final BroadcastOperator to(String... rooms) {
        return namespace().to(rooms);
    }

    /** See {@link BroadcastTarget#except(Socket...)}. */
    protected final BroadcastOperator except(Socket... sockets) {
        return namespace().except(sockets);
    }

    /** See {@link Namespace#call(String, String, Class, Object...)}. */
    protected final <T> @Nullable T call(String sid, String event, Class<T> type, @Nullable Object... arguments) {
        return namespace().call(sid, event, type, arguments);
    }

    /** See {@link Namespace#enterRoom}. */
    protected final void enterRoom(String sid, String room) {
        namespace().enterRoom(sid, room);
    }

    /** See {@link Namespace#leaveRoom}. */
    protected final void leaveRoom(String sid, String room) {
        namespace().leaveRoom(sid, room);
    }

    /** See {@link Namespace#closeRoom}. */
    protected final void closeRoom(String room) {
        namespace().closeRoom(room);
    }

    /** See {@link Namespace#rooms}. */
    protected final Set<String> rooms(String sid) {
        return namespace().rooms(sid);
    }

    /** See {@link Namespace#session}. */
    protected final Map<String, Object> session(String sid) {
        return namespace().session(sid);
    }

    /** See {@link Namespace#disconnect(String)}. */
    protected final void disconnect(String sid) {
        namespace().disconnect(sid);
    }
}
