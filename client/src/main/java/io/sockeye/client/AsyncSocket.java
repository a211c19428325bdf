package io.sockeye.client;

import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.EventSource;
import io.sockeye.dispatch.Registration;
import io.sockeye.dispatch.run.EventDispatcher;
import io.sockeye.socketio.DisconnectReason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One namespace, as users of the asynchronous client see it. */
final class AsyncSocket implements AsyncClientSocket {
    private final SocketCore core;
    private final SocketEvents<AsyncClientSocket> events;
    private final AsyncOperator operator;

    AsyncSocket(SocketCore core) {
        ClientCore client = core.client();
        this.core = core;
        this.events = new SocketEvents<>(
                this,
                client.services().settings().json(),
                new EventDispatcher<>(
                        client.services().settings().json(), client.services().errors()));
        this.operator = AsyncOperator.of(core);
    }

    SocketEvents<AsyncClientSocket> listening() {
        return events;
    }

    SocketCore core() {
        return core;
    }

    @Override
    public EventSource<AsyncClientSocket> events() {
        return events;
    }

    @Override
    public Registration onConnect(ClientHandlers.E0 handler) {
        return events.listeners().connect.add(handler);
    }

    @Override
    public Registration onConnectError(ClientHandlers.E1<? super ConnectError> handler) {
        return events.listeners().connectError.add(handler);
    }

    @Override
    public Registration onDisconnect(ClientHandlers.E1<? super DisconnectReason> handler) {
        return events.listeners().disconnect.add(handler);
    }

    @Override
    public Registration onAnyOutgoing(ClientHandlers.Any listener) {
        return events.listeners().outgoing.add(listener);
    }

    @Override
    public String namespace() {
        return core.namespace();
    }

    @Override
    public Optional<String> sid() {
        return Optional.ofNullable(core.session()).map(ClientSession::sid);
    }

    @Override
    public boolean isConnected() {
        return core.session() != null;
    }

    @Override
    public boolean isRecovered() {
        ClientSession session = core.session();
        return session != null && session.isRecovered();
    }

    @Override
    public CompletableFuture<@Nullable Void> connect() {
        return Waiting.handOver(
                core.client().membership().join(core), core.client().services().executor());
    }

    @Override
    public CompletableFuture<@Nullable Void> disconnect() {
        return Waiting.handOver(
                core.client().membership().leave(core), core.client().services().executor());
    }

    @Override
    public CompletableFuture<@Nullable Void> emit(String event, @Nullable Object... arguments) {
        return operator.emit(event, arguments);
    }

    @Override
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... arguments) {
        return operator.emitWithAck(event, arguments);
    }

    @Override
    public CompletableFuture<@Nullable Void> emitWithCallback(
            String event, AckCallback callback, @Nullable Object... arguments) {
        return operator.emitWithCallback(event, callback, arguments);
    }

    @Override
    public AsyncClientOperator timeout(Duration timeout) {
        return operator.timeout(timeout);
    }

    @Override
    public AsyncClientOperator asVolatile() {
        return operator.asVolatile();
    }

    @Override
    public String toString() {
        return core.toString();
    }
}
