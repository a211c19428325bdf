package io.sockeye.client;

import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.TypeRef;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * {@link ClientOperator} without blocking: each verb returns at once with a future that completes on a virtual thread. Immutable, thread-safe.
 *
 * <p>The future of {@code emit} completes when the event has been taken: by the connection or, while there is none, by the buffer. Whoever sends a lot waits for it before sending
 * more, because it completes late while the server reads more slowly than is sent.
 */
public sealed interface AsyncClientOperator permits AsyncSocketIoClient, AsyncClientSocket, AsyncOperator {
    /** As {@link ClientOperator#emit}; what that throws, the future fails with. */
    CompletableFuture<@Nullable Void> emit(String event, @Nullable Object... arguments);

    /** Sends the event {@code message}. */
    default CompletableFuture<@Nullable Void> send(@Nullable Object... arguments) {
        return emit("message", arguments);
    }

    /** As {@link ClientOperator#emitWithAck}. */
    CompletableFuture<Args> emitWithAck(String event, @Nullable Object... arguments);

    /** As {@link ClientOperator#emitWithCallback}; completes as that of {@link #emit}. */
    CompletableFuture<@Nullable Void> emitWithCallback(
            String event, AckCallback callback, @Nullable Object... arguments);

    /** As {@link ClientOperator#call(String, Class, Object...)}; what that throws, the future fails with. Cancelling it gives up waiting. */
    default <T> CompletableFuture<@Nullable T> call(String event, Class<T> type, @Nullable Object... arguments) {
        return callForArgs(event, arguments).thenApply(args -> args.get(0, type));
    }

    /** As {@link #call(String, Class, Object...)} with a generic type. */
    default <T extends @Nullable Object> CompletableFuture<@Nullable T> call(
            String event, TypeRef<T> type, @Nullable Object... arguments) {
        return callForArgs(event, arguments).thenApply(args -> args.get(0, type));
    }

    /** As {@link #call(String, Class, Object...)}, for acknowledgements with any number of arguments. */
    default CompletableFuture<Args> callForArgs(String event, @Nullable Object... arguments) {
        return emitWithAck(event, arguments);
    }

    /** As {@link ClientOperator#timeout}. */
    AsyncClientOperator timeout(Duration timeout);

    /** As {@link ClientOperator#asVolatile}. */
    AsyncClientOperator asVolatile();
}
