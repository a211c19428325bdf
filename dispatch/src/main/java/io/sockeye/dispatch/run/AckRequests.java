package io.sockeye.dispatch.run;

import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.ErrorListener;
import io.sockeye.dispatch.HandlerError;
import io.sockeye.dispatch.HandlerError.Kind;
import io.sockeye.engineio.NonBlockingThread;
import io.sockeye.engineio.Scheduler;
import io.sockeye.socketio.AckTimeoutException;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.RawJson;
import io.sockeye.socketio.SocketIoException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The three ways to wait for an acknowledgement: block, take a future, give a callback. An arriving acknowledgement never enters the mailbox, or a handler that calls would wait for itself; only
 * callbacks do, since they run in order with the handlers.
 *
 * <p>{@code send} is called after the waiting was registered; when it throws, the registration is taken back.
 */
public final class AckRequests {
    private static final Scheduler.Task NO_TIMER = () -> {};

    private final JsonCodec json;
    private final Scheduler scheduler;
    private final Executor executor;
    private final ErrorListener errors;

    /**
     * For all sockets of one server or client.
     *
     * @param executor completes futures; may run user code
     */
    public AckRequests(JsonCodec json, Scheduler scheduler, Executor executor, ErrorListener errors) {
        this.json = json;
        this.scheduler = scheduler;
        this.executor = executor;
        this.errors = errors;
    }

    /**
     * Sends and blocks until the acknowledgement is there.
     *
     * @param timeout zero: as long as it takes
     * @return the arguments of the acknowledgement
     * @throws AckTimeoutException if it didn't arrive in time
     * @throws IllegalStateException on a thread that must not block
     */
    public Args call(SocketContext socket, long id, Duration timeout, Runnable send) {
        NonBlockingThread.check("call");
        CompletableFuture<RawJson> arrival = new CompletableFuture<>();
        PendingAck pending = new FuturePendingAck(arrival);
        socket.budget().callStarted();
        try {
            socket.acks().register(id, pending);
            send(socket, id, pending, send);
            return split(socket, await(arrival, timeout));
        } catch (TimeoutException e) {
            socket.acks().remove(id, pending);
            throw timedOut(socket, timeout);
        } catch (InterruptedException e) {
            socket.acks().remove(id, pending);
            Thread.currentThread().interrupt();
            throw new SocketIoException("interrupted while waiting for an acknowledgement of " + socket.sid(), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SocketIoException cause ? cause : new SocketIoException("call failed", e);
        } finally {
            socket.budget().callEnded();
        }
    }

    private static RawJson await(CompletableFuture<RawJson> arrival, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        return timeout.isZero() ? arrival.get() : arrival.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Sends and returns at once; the future completes on the executor. Cancelling it gives up waiting. A timeout of zero: as long as it takes. */
    public CompletableFuture<Args> future(SocketContext socket, long id, Duration timeout, Runnable send) {
        CompletableFuture<Args> future = new CompletableFuture<>();
        PendingAck pending = new PendingAck() {
            @Override
            public void completed(RawJson arguments) {
                executor.execute(() -> complete(socket, arguments, future));
            }

            @Override
            public void failed(SocketIoException cause) {
                executor.execute(() -> future.completeExceptionally(cause));
            }
        };
        Scheduler.Task timer = requestWithin(socket, id, timeout, pending, send);
        var unused = future.whenComplete((args, failure) -> {
            timer.cancel();
            socket.acks().remove(id, pending);
        });
        return future;
    }

    /** Sends and returns at once; the callback runs in the socket's mailbox. A timeout of zero: as long as it takes. */
    public void callback(SocketContext socket, long id, Duration timeout, AckCallback callback, Runnable send) {
        CallbackAck pending = new CallbackAck(socket, callback);
        pending.timer = requestWithin(socket, id, timeout, pending, send);
    }

    private Scheduler.Task requestWithin(
            SocketContext socket, long id, Duration timeout, PendingAck pending, Runnable send) {
        socket.acks().register(id, pending); // before the timer, which could be due before this thread goes on
        Scheduler.Task timer = timeout.isZero()
                ? NO_TIMER
                : scheduler.schedule(timeout.toNanos(), () -> {
                    if (socket.acks().remove(id, pending)) {
                        pending.failed(timedOut(socket, timeout));
                    }
                });
        try {
            send(socket, id, pending, send);
        } catch (RuntimeException e) {
            timer.cancel();
            throw e;
        }
        return timer;
    }

    private static void send(SocketContext socket, long id, PendingAck pending, Runnable send) {
        try {
            send.run();
        } catch (RuntimeException e) {
            socket.acks().remove(id, pending);
            throw e;
        }
    }

    private static AckTimeoutException timedOut(SocketContext socket, Duration timeout) {
        return new AckTimeoutException(
                "no acknowledgement from " + socket.sid() + " within " + timeout.toMillis() + " ms");
    }

    private void complete(SocketContext socket, RawJson arguments, CompletableFuture<Args> future) {
        try {
            future.complete(split(socket, arguments));
        } catch (MalformedJsonException e) {
            future.completeExceptionally(e);
        }
    }

    private Args split(SocketContext socket, RawJson arguments) {
        try {
            return Args.received(json.split(arguments, 0), json);
        } catch (MalformedJsonException e) {
            socket.malformed(e);
            throw e;
        }
    }

    private record FuturePendingAck(CompletableFuture<RawJson> arrival) implements PendingAck {
        @Override
        public void completed(RawJson arguments) {
            arrival.complete(arguments);
        }

        @Override
        public void failed(SocketIoException cause) {
            arrival.completeExceptionally(cause);
        }
    }

    private final class CallbackAck implements PendingAck {
        private final SocketContext socket;
        private final AckCallback callback;
        private volatile Scheduler.@Nullable Task timer;

        CallbackAck(SocketContext socket, AckCallback callback) {
            this.socket = socket;
            this.callback = callback;
        }

        @Override
        public void completed(RawJson arguments) {
            Scheduler.Task running = timer;
            if (running != null) {
                running.cancel();
            }
            int size = arguments.byteSize();
            socket.budget().charge(size);
            socket.mailbox().post(task(() -> {
                try {
                    callback.handle(null, split(socket, arguments));
                } finally {
                    socket.budget().release(size);
                }
            }));
        }

        @Override
        public void failed(SocketIoException cause) {
            socket.mailbox().post(task(() -> callback.handle(cause, Args.of())));
        }

        private Mailbox.Task task(Code code) {
            return new Mailbox.Task() {
                @Override
                public void run() {
                    try {
                        code.run();
                    } catch (MalformedJsonException e) {
                        return; // the connection has been closed for it
                    } catch (Throwable e) {
                        errors.onError(new HandlerError(Kind.ACK_CALLBACK, socket.namespace(), socket.sid(), null, e));
                    }
                }
            };
        }
    }

    private interface Code {
        void run() throws Exception;
    }
}
