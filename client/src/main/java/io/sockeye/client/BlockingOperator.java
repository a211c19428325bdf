package io.sockeye.client;

import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends, and waits until it is done. */
record BlockingOperator(Sender sender) implements ClientOperator {
    static BlockingOperator of(SocketCore socket) {
        return new BlockingOperator(Sender.of(socket, inner -> Waiting.await("emit", inner)));
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        Waiting.await("emit", sender.emit(event, arguments));
    }

    @Override
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... arguments) {
        return sender.emitWithAck(event, arguments);
    }

    @Override
    public void emitWithCallback(String event, AckCallback callback, @Nullable Object... arguments) {
        sender.emitWithCallback(event, callback, arguments);
    }

    @Override
    public Args callForArgs(String event, @Nullable Object... arguments) {
        return sender.call(event, arguments);
    }

    @Override
    public ClientOperator timeout(Duration timeout) {
        return new BlockingOperator(sender.timeout(timeout));
    }

    @Override
    public ClientOperator asVolatile() {
        return new BlockingOperator(sender.asVolatile());
    }
}
