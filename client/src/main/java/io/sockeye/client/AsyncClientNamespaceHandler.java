package io.sockeye.client;

import io.sockeye.dispatch.TypeRef;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A class-based namespace of an {@link AsyncSocketIoClient}, as {@link ClientNamespaceHandler}: the verbs return futures, the annotated methods may take an {@link AsyncClientSocket}
 * and may return a stage, which acknowledges when it completes.
 */
public abstract class AsyncClientNamespaceHandler {
    private final String name;
    private volatile @Nullable AsyncClientSocket socket;

    /** For the namespace of this name. */
    protected AsyncClientNamespaceHandler(String name) {
        this.name = NamespaceNames.normalized(name);
    }

    /** The name of the namespace, with its slash. */
    public final String name() {
        return name;
    }

    /**
     * The socket of the namespace.
     *
     * @throws IllegalStateException before {@link AsyncSocketIoClient#register}
     */
    public final AsyncClientSocket socket() {
        return NamespaceNames.registered(socket, this);
    }

    final void attach(AsyncClientSocket registered) {
        NamespaceNames.checkFresh(socket, this);
        socket = registered;
    }

    /** Hears that the namespace could not be connected, see {@link ClientEventSource#onConnectError}; does nothing by default. */
    protected void onConnectError(ConnectError error) throws Exception {}

    /** See {@link AsyncClientOperator#emit}. */
    protected final CompletableFuture<@Nullable Void> emit(String event, @Nullable Object... arguments) {
        return socket().emit(event, arguments);
    }

    /** See {@link AsyncClientOperator#send}. */
    protected final CompletableFuture<@Nullable Void> send(@Nullable Object... arguments) {
        return socket().send(arguments);
    }

    /** See {@link AsyncClientOperator#call(String, Class, Object...)}. */
    protected final <T> CompletableFuture<@Nullable T> call(
            String event, Class<T> type, @Nullable Object... arguments) {
        return socket().call(event, type, arguments);
    }

    /** See {@link AsyncClientOperator#call(String, TypeRef, Object...)}. */
    protected final <T extends @Nullable Object> CompletableFuture<@Nullable T> call(
            String event, TypeRef<T> type, @Nullable Object... arguments) {
        return socket().call(event, type, arguments);
    }

    /** See {@link AsyncClientSocket#disconnect}. */
    protected final CompletableFuture<@Nullable Void> disconnect() {
        return socket().disconnect();
    }
}
