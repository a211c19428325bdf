package io.sockeye.client;

import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.ErrorListener;
import io.sockeye.dispatch.EventSource;
import io.sockeye.dispatch.Registration;
import io.sockeye.engineio.NonBlockingThread;
import io.sockeye.engineio.Transport;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.SocketIoException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The blocking client in front of the core. */
final class BlockingClient implements SocketIoClient {
    private final ClientCore core;
    private final BlockingSocket root;

    BlockingClient(Settings settings, ClientRuntime runtime) {
        this.core = new ClientCore(settings, runtime, socket -> new BlockingSocket(socket).listening());
        this.root = socket("/");
    }

    private BlockingSocket socket(String namespace) {
        return (BlockingSocket) core.namespaces().get(namespace).events().socket();
    }

    @Override
    public void connect(ConnectOptions options) {
        Waiting.await("connect", core.connect(options));
    }

    @Override
    public void disconnect() {
        Waiting.await(
                "disconnect", core.disconnect(), core.services().settings().shutdownTimeout());
    }

    @Override
    public void shutdown() {
        if (core.services().handlers().isHandler()) {
            disconnect();
        } else {
            Waiting.await(
                    "shutdown", core.shutdown(), core.services().settings().shutdownTimeout());
        }
    }

    @Override
    public void join() {
        Waiting.await("join", core.join());
    }

    @Override
    public void close() {
        CompletableFuture<@Nullable Void> closed = core.close();
        if (!core.services().handlers().isHandler()) {
            Waiting.await("close", closed, core.services().settings().shutdownTimeout());
        }
    }

    @Override
    public ClientSocket of(String namespace) {
        return socket(namespace);
    }

    @Override
    public void register(ClientNamespaceHandler handler) {
        BlockingSocket socket = socket(handler.name());
        handler.attach(socket);
        socket.listening().register(handler, ClientSocket.class, handler::onConnectError);
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
    public EventSource<ClientSocket> events() {
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
    public Thread startBackgroundTask(Runnable task) {
        return Thread.ofVirtual().name("sockeye-background").start(task);
    }

    @Override
    public void sleep(Duration duration) {
        NonBlockingThread.check("sleep");
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketIoException("interrupted in sleep", e);
        }
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        root.emit(event, arguments);
    }

    @Override
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... arguments) {
        return root.emitWithAck(event, arguments);
    }

    @Override
    public void emitWithCallback(String event, AckCallback callback, @Nullable Object... arguments) {
        root.emitWithCallback(event, callback, arguments);
    }

    @Override
    public Args callForArgs(String event, @Nullable Object... arguments) {
        return root.callForArgs(event, arguments);
    }

    @Override
    public ClientOperator timeout(Duration timeout) {
        return root.timeout(timeout);
    }

    @Override
    public ClientOperator asVolatile() {
        return root.asVolatile();
    }

    @Override
    public String toString() {
        return core.toString();
    }
}
