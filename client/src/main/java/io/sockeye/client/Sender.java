package io.sockeye.client;

import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.run.AckRequests;
import io.sockeye.socketio.Packet;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends in one namespace with these flags; what both kinds of client do the same. With the option {@code retries}, what isn't volatile goes through the retry queue.
 *
 * @param taking waits until an event has been taken, or only looks whether it has been refused
 */
record Sender(
        SocketCore socket,
        Duration ackTimeout,
        boolean isVolatile,
        Consumer<CompletableFuture<@Nullable Void>> taking) {
    static Sender of(SocketCore socket, Consumer<CompletableFuture<@Nullable Void>> taking) {
        return new Sender(
                socket, socket.client().services().settings().delivery().ackTimeout(), false, taking);
    }

    Sender timeout(Duration timeout) {
        return new Sender(socket, Checks.positive("timeout", timeout), isVolatile, taking);
    }

    Sender asVolatile() {
        return new Sender(socket, ackTimeout, true, taking);
    }

    CompletableFuture<@Nullable Void> emit(String event, @Nullable Object[] arguments) {
        return send(Packet.NO_ACK, Checks.event(event), arguments);
    }

    CompletableFuture<Args> emitWithAck(String event, @Nullable Object[] arguments) {
        Checks.event(event);
        long id = socket.nextAckId();
        return requests().future(context(), id, limit(), () -> taking.accept(send(id, event, arguments)));
    }

    void emitWithCallback(String event, AckCallback callback, @Nullable Object[] arguments) {
        Checks.event(event);
        long id = socket.nextAckId();
        HandlerThreads handlers = socket.client().services().handlers();
        AckCallback marked = (error, args) -> {
            handlers.enter();
            try {
                callback.handle(error, args);
            } finally {
                handlers.leave();
            }
        };
        requests().callback(context(), id, limit(), marked, () -> taking.accept(send(id, event, arguments)));
    }

    Args call(String event, @Nullable Object[] arguments) {
        Checks.event(event);
        long id = socket.nextAckId();
        return requests().call(context(), id, limit(), () -> taking.accept(send(id, event, arguments)));
    }

    private AckRequests requests() {
        return socket.client().services().ackRequests();
    }

    private boolean isRetried() {
        return socket.retries() != null && !isVolatile;
    }

    private AckWaiting context() {
        return isRetried() ? socket.waitingForOutcome() : socket.waiting();
    }

    /** The retry queue ends the waiting by itself. */
    private Duration limit() {
        return isRetried() ? Duration.ZERO : ackTimeout;
    }

    private CompletableFuture<@Nullable Void> send(long id, String event, @Nullable Object[] arguments) {
        RetryQueue retries = socket.retries();
        return retries != null && !isVolatile
                ? retries.add(id, ackTimeout, event, arguments)
                : socket.send(id, isVolatile, event, arguments);
    }
}
