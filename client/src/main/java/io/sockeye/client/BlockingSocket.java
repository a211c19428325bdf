package io.sockeye.client;

import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One namespace, as users of the blocking client see it. */
final class BlockingSocket extends ListeningSocket<ClientSocket> implements ClientSocket {
    private final BlockingOperator operator;

    BlockingSocket(SocketCore core) {
        super(core);
        this.operator = BlockingOperator.of(core);
    }

    @Override
    ClientSocket self() {
        return this;
    }

    @Override
    public void connect() {
        Waiting.await("connect", core().client().membership().join(core()));
    }

    @Override
    public void disconnect() {
        Waiting.await("disconnect", core().client().membership().leave(core()));
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
}
