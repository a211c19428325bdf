package io.sockeye.client;

import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One namespace, as users of the asynchronous client see it. */
final class AsyncSocket extends ListeningSocket<AsyncClientSocket> implements AsyncClientSocket {
    private final AsyncOperator operator;

    AsyncSocket(SocketCore core) {
        super(core);
        this.operator = AsyncOperator.of(core);
    }

    @Override
    AsyncClientSocket self() {
        return this;
    }

    @Override
    public CompletableFuture<@Nullable Void> connect() {
        return Waiting.handOver(
                core().client().membership().join(core()),
                core().client().services().executor());
    }

    @Override
    public CompletableFuture<@Nullable Void> disconnect() {
        return Waiting.handOver(
                core().client().membership().leave(core()),
                core().client().services().executor());
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
}
