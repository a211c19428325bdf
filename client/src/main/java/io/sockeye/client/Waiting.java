package io.sockeye.client;

import io.sockeye.engineio.NonBlockingThread;
import io.sockeye.socketio.SocketIoException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** From the futures of the core, which complete on threads that must not run user code, to users who wait. */
final class Waiting {
    private Waiting() {}

    /** Blocks. */
    static void await(String what, CompletableFuture<@Nullable Void> inner) {
        if (!inner.isDone()) {
            NonBlockingThread.check(what);
        }
        try {
            inner.get();
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    /** Blocks for at most some time. */
    static void await(String what, CompletableFuture<@Nullable Void> inner, Duration limit) {
        if (!inner.isDone()) {
            NonBlockingThread.check(what);
        }
        try {
            inner.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } catch (TimeoutException e) {
            return; // what was to end has not, and goes on by itself
        }
    }

    /** Throws what an event was refused for, if it has been already. */
    static void check(CompletableFuture<@Nullable Void> inner) {
        if (inner.isCompletedExceptionally()) {
            await("emit", inner);
        }
    }

    /** The same outcome for users: at once, or on the executor. */
    static CompletableFuture<@Nullable Void> handOver(CompletableFuture<@Nullable Void> inner, Executor executor) {
        if (inner.isDone()) {
            return inner.copy();
        }
        CompletableFuture<@Nullable Void> outer = new CompletableFuture<>();
        var unused = inner.whenComplete(
                (done, failure) -> executor.execute(() -> completing(outer).accept(done, failure)));
        return outer;
    }

    /** What brings an outcome to a future. */
    static BiConsumer<@Nullable Void, @Nullable Throwable> completing(CompletableFuture<@Nullable Void> result) {
        return (done, failure) -> {
            if (failure == null) {
                result.complete(null);
            } else {
                result.completeExceptionally(failure);
            }
        };
    }

    private static SocketIoException interrupted(String what, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new SocketIoException("interrupted in " + what, e);
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        return switch (e.getCause()) {
            case ConnectFailedException cause -> new ConnectFailedException(cause);
            case RuntimeException cause -> cause;
            case null, default -> new SocketIoException("failed", e.getCause());
        };
    }
}
