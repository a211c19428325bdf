package io.sockeye.client;

import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends, and returns at once. */
record AsyncOperator(Sender sender) implements AsyncClientOperator {
    static AsyncOperator of(SocketCore socket) {
        return new AsyncOperator(Sender.of(socket, Waiting::check));
    }

    @Override
    public CompletableFuture<@Nullable Void> emit(String event, @Nullable Object... arguments) {
        return guarded(() -> Waiting.handOver(
                sender.emit(event, arguments),
                sender.socket().client().services().executor()));
    }

    @Override
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... arguments) {
        return guarded(() -> sender.emitWithAck(event, arguments));
    }

    @Override
    public CompletableFuture<@Nullable Void> emitWithCallback(
            String event, AckCallback callback, @Nullable Object... arguments) {
        return guarded(() -> {
            sender.emitWithCallback(event, callback, arguments);
            return CompletableFuture.completedFuture(null);
        });
    }

    @Override
    public AsyncClientOperator timeout(Duration timeout) {
        return new AsyncOperator(sender.timeout(timeout));
    }

    @Override
    public AsyncClientOperator asVolatile() {
        return new AsyncOperator(sender.asVolatile());
    }

    private static <T extends @Nullable Object> CompletableFuture<T> guarded(Supplier<CompletableFuture<T>> verb) {
        try {
            return verb.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
