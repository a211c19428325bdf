package io.sockeye.client;

import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.ErrorListener;
import io.sockeye.dispatch.EventSource;
import io.sockeye.dispatch.Registration;
import io.sockeye.engineio.Transport;
import io.sockeye.socketio.DisconnectReason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The asynchronous client in front of the core. */
final class AsyncClient implements AsyncSocketIoClient {
    private final ClientCore core;
    private final AsyncSocket root;

    AsyncClient(Settings settings, ClientRuntime runtime) {
        this.core = new ClientCore(settings, runtime, socket -> new AsyncSocket(socket).listening());
        this.root = socket("/");
    }

    private AsyncSocket socket(String namespace) {
        return (AsyncSocket) core.namespaces().get(namespace).events().socket();
    }

    @Override
    public CompletableFuture<@Nullable Void> connect(ConnectOptions options) {
        return Waiting.handOver(core.connect(options), core.services().executor());
    }

    @Override
    public CompletableFuture<@Nullable Void> disconnect() {
        return Waiting.handOver(core.disconnect(), core.services().executor());
    }

    @Override
    public CompletableFuture<@Nullable Void> shutdown() {
        CompletableFuture<@Nullable Void> ended =
                core.services().handlers().isHandler() ? core.disconnect() : core.shutdown();
        return Waiting.handOver(ended, core.services().executor());
    }

    @Override
    public CompletableFuture<@Nullable Void> join() {
        return Waiting.handOver(core.join(), core.services().executor());
    }

    @Override
    public void close() {
        var unused = core.close();
    }

    @Override
    public AsyncClientSocket of(String namespace) {
        return socket(namespace);
    }

    @Override
    public void register(AsyncClientNamespaceHandler handler) {
        AsyncSocket socket = socket(handler.name());
        handler.attach(socket);
        socket.listening().register(handler, AsyncClientSocket.class, handler::onConnectError);
    }

    @Override
    public boolean isConnected() {
        return root.isConnected();
    }

    @Override
    public Optional<String> sid() {
        return root.sid();
    }

    @Override
    public Optional<Transport> transport() {
        return core.transport();
    }

    @Override
    public EventSource<AsyncClientSocket> events() {
        return root.events();
    }

    @Override
    public Registration onConnect(ClientHandlers.E0 handler) {
        return root.onConnect(handler);
    }

    @Override
    public Registration onConnectError(ClientHandlers.E1<? super ConnectError> handler) {
        return root.onConnectError(handler);
    }

    @Override
    public Registration onDisconnect(ClientHandlers.E1<? super DisconnectReason> handler) {
        return root.onDisconnect(handler);
    }

    @Override
    public Registration onAnyOutgoing(ClientHandlers.Any listener) {
        return root.onAnyOutgoing(listener);
    }

    @Override
    public Registration onReconnectAttempt(ClientHandlers.E1<? super Integer> handler) {
        return core.reconnects().attempt.add(handler);
    }

    @Override
    public Registration onReconnectError(ClientHandlers.E1<? super Throwable> handler) {
        return core.reconnects().error.add(handler);
    }

    @Override
    public Registration onReconnectFailed(ClientHandlers.E0 handler) {
        return core.reconnects().failed.add(handler);
    }

    @Override
    public Registration onReconnect(ClientHandlers.E1<? super Integer> handler) {
        return core.reconnects().success.add(handler);
    }

    @Override
    public Registration onError(ErrorListener listener) {
        return core.services().errors().add(listener);
    }

    @Override
    public CompletableFuture<@Nullable Void> startBackgroundTask(Runnable task) {
        CompletableFuture<@Nullable Void> result = new CompletableFuture<>();
        var unused = Thread.ofVirtual().name("sockeye-background").start(() -> {
            try {
                task.run();
                result.complete(null);
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    @Override
    public CompletableFuture<@Nullable Void> sleep(Duration duration) {
        CompletableFuture<@Nullable Void> result = new CompletableFuture<>();
        var task = core.services()
                .scheduler()
                .schedule(duration.toNanos(), () -> core.services().executor().execute(() -> result.complete(null)));
        var unused = result.whenComplete((done, failure) -> task.cancel());
        return result;
    }

    @Override
    public CompletableFuture<@Nullable Void> emit(String event, @Nullable Object... arguments) {
        return root.emit(event, arguments);
    }

    @Override
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... arguments) {
        return root.emitWithAck(event, arguments);
    }

    @Override
    public CompletableFuture<@Nullable Void> emitWithCallback(
            String event, AckCallback callback, @Nullable Object... arguments) {
        return root.emitWithCallback(event, callback, arguments);
    }

    @Override
    public AsyncClientOperator timeout(Duration timeout) {
        return root.timeout(timeout);
    }

    @Override
    public AsyncClientOperator asVolatile() {
        return root.asVolatile();
    }

    @Override
    public String toString() {
        return core.toString();
    }
}
