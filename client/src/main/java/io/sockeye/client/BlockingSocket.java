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

/** One namespace, as users of the blocking client see it. */
final class BlockingSocket implements ClientSocket {
    private final SocketCore core;
    private final SocketEvents<ClientSocket> events;
    private final BlockingOperator operator;

    BlockingSocket(SocketCore core) {
        ClientCore client = core.client();
        this.core = core;
        this.events = new SocketEvents<>(
                this,
                client.services().settings().json(),
                new EventDispatcher<>(
                        client.services().settings().json(), client.services().errors()));
        this.operator = BlockingOperator.of(core);
    }

    SocketEvents<ClientSocket> listening() {
        return events;
    }

    SocketCore core() {
        return core;
    }

    @Override
    public EventSource<ClientSocket> events() {
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
    public void connect() {
        Waiting.await("connect", core.client().membership().join(core));
    }

    @Override
    public void disconnect() {
        Waiting.await("disconnect", core.client().membership().leave(core));
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        operator.emit(event, arguments);
    }

    @Override
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... arguments) {
        return operator.emitWithAck(event, arguments);
    }

    @Override
    public void emitWithCallback(String event, AckCallback callback, @Nullable Object... arguments) {
        operator.emitWithCallback(event, callback, arguments);
    }

    @Override
    public Args callForArgs(String event, @Nullable Object... arguments) {
        return operator.callForArgs(event, arguments);
    }

    @Override
    public ClientOperator timeout(Duration timeout) {
        return operator.timeout(timeout);
    }

    @Override
    public ClientOperator asVolatile() {
        return operator.asVolatile();
    }

    @Override
    public String toString() {
        return core.toString();
    }
}
