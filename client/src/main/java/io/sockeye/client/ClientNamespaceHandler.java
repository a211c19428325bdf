package io.sockeye.client;

import io.sockeye.dispatch.TypeRef;
import org.jspecify.annotations.Nullable;

/**
 * A class-based namespace of a {@link SocketIoClient}: methods annotated with {@code @OnEvent}, {@code @OnConnect} and {@code @OnDisconnect} are its handlers; {@code emit},
 * {@code send}, {@code call} and {@code disconnect} are those of its namespace. They may take a {@link ClientSocket}.
 *
 * <pre>{@code
 * class Chat extends ClientNamespaceHandler {
 *     Chat() { super("/chat"); }
 *     @OnEvent("my event") void onMyEvent(Message message) { emit("my response", message); }
 * }
 * sio.register(new Chat());
 * }</pre>
 *
 * <p>An event without a method is ignored. A handler that was registered for the same event, or for the connect or disconnect, on the socket itself wins: the method doesn't run.
 */
public abstract class ClientNamespaceHandler {
    private final String name;
    private volatile @Nullable ClientSocket socket;

    /** For the namespace of this name. */
    protected ClientNamespaceHandler(String name) {
        this.name = NamespaceNames.normalized(name);
    }

    /** The name of the namespace, with its slash. */
    public final String name() {
        return name;
    }

    /**
     * The socket of the namespace.
     *
     * @throws IllegalStateException before {@link SocketIoClient#register}
     */
    public final ClientSocket socket() {
        return NamespaceNames.registered(socket, this);
    }

    final void attach(ClientSocket registered) {
        NamespaceNames.checkFresh(socket, this);
        socket = registered;
    }

    /** Hears that the namespace could not be connected, see {@link ClientEventSource#onConnectError}; does nothing by default. */
    protected void onConnectError(ConnectError error) throws Exception {}

    /** See {@link ClientOperator#emit}. */
    protected final void emit(String event, @Nullable Object... arguments) {
        socket().emit(event, arguments);
    }

    /** See {@link ClientOperator#send}. */
    protected final void send(@Nullable Object... arguments) {
        socket().send(arguments);
    }

    /** See {@link ClientOperator#call(String, Class, Object...)}. */
    protected final <T> @Nullable T call(String event, Class<T> type, @Nullable Object... arguments) {
        return socket().call(event, type, arguments);
    }

    /** See {@link ClientOperator#call(String, TypeRef, Object...)}. */
    protected final <T extends @Nullable Object> @Nullable T call(
            String event, TypeRef<T> type, @Nullable Object... arguments) {
        return socket().call(event, type, arguments);
    }

    /** See {@link ClientSocket#disconnect}. */
    protected final void disconnect() {
        socket().disconnect();
    }
}
