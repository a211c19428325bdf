package io.sockeye.client;

import io.sockeye.dispatch.ErrorListener;
import io.sockeye.dispatch.Registration;
import io.sockeye.engineio.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@link SocketIoClient} without blocking: the same verbs, each returns a future that completes on a virtual thread; no thread waits anywhere. Handlers of {@code onCall} may
 * return a stage, which acknowledges when it completes. Thread-safe.
 */
public sealed interface AsyncSocketIoClient
        extends AsyncClientOperator, ClientEventSource<AsyncClientSocket>, AutoCloseable permits AsyncClient {
    /** A client with all defaults; the JSON codec is the one on the class path. */
    static AsyncSocketIoClient create() {
        return builder().buildAsync();
    }

    /** Starts with the defaults. */
    static SocketIoClientBuilder builder() {
        return new SocketIoClientBuilder();
    }

    /** As {@link SocketIoClient#connect(String, String...)}; what that throws, the future fails with. */
    default CompletableFuture<@Nullable Void> connect(String url, String... namespaces) {
        return connect(ConnectOptions.to(url).namespaces(namespaces).build());
    }

    /** As {@link #connect(String, String...)}, with everything that can be told. */
    CompletableFuture<@Nullable Void> connect(ConnectOptions options);

    /** As {@link SocketIoClient#disconnect}. */
    CompletableFuture<@Nullable Void> disconnect();

    /** As {@link SocketIoClient#shutdown}. */
    CompletableFuture<@Nullable Void> shutdown();

    /** Completes when the connection has ended for good, as {@link SocketIoClient#join}. */
    CompletableFuture<@Nullable Void> join();

    /** Disconnects and releases what the client holds, without waiting for it; {@link #shutdown} before it to wait. */
    @Override
    void close();

    /** The socket of a namespace, the same one each time. A missing slash is added. */
    AsyncClientSocket of(String namespace);

    /** Takes a class-based namespace into service: its annotated methods become handlers. */
    void register(AsyncClientNamespaceHandler handler);

    /** As {@link SocketIoClient#isConnected}. */
    boolean isConnected();

    /** As {@link SocketIoClient#sid}. */
    Optional<String> sid();

    /** As {@link SocketIoClient#transport}. */
    Optional<Transport> transport();

    /** As {@link SocketIoClient#onReconnectAttempt}. */
    Registration onReconnectAttempt(ClientHandlers.E1<? super Integer> handler);

    /** As {@link SocketIoClient#onReconnectError}. */
    Registration onReconnectError(ClientHandlers.E1<? super Throwable> handler);

    /** As {@link SocketIoClient#onReconnectFailed}. */
    Registration onReconnectFailed(ClientHandlers.E0 handler);

    /** As {@link SocketIoClient#onReconnect}. */
    Registration onReconnect(ClientHandlers.E1<? super Integer> handler);

    /** As {@link SocketIoClient#onError}. */
    Registration onError(ErrorListener listener);

    /** Runs a task on a virtual thread of its own; completes with its end. */
    CompletableFuture<@Nullable Void> startBackgroundTask(Runnable task);

    /** Completes after a time. */
    CompletableFuture<@Nullable Void> sleep(Duration duration);
}
