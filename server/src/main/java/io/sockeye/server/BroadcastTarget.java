package io.sockeye.server;

import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Something that addresses many sockets: the verbs {@code to}, {@code except}, {@code emit} over a {@link BroadcastOperator}. Thread-safe; nothing waits.
 *
 * <p>The event is encoded once for all receivers. A receiver that doesn't read what it is sent is disconnected when its budget is exceeded, and nobody waits for
 * it. When {@code emit} returns, the event stands in the queue of each receiver: what one thread sends arrives in the order of its calls, broadcast or direct.
 */
public sealed interface BroadcastTarget permits BroadcastOperator, Namespace {
    /** The operator with which each verb starts. */
    BroadcastOperator operator();

    /** The sockets that are in at least one of the rooms, each once; rooms of several calls add up. No room at all is nobody. */
    default BroadcastOperator to(String... rooms) {
        return operator().to(rooms);
    }

    /** As {@link #to(String...)}. */
    default BroadcastOperator to(Collection<String> rooms) {
        return operator().to(rooms);
    }

    /** As {@link #to(String...)}. */
    default BroadcastOperator in(String... rooms) {
        return operator().to(rooms);
    }

    /** Without the members of the rooms; a sid is a room, too. */
    default BroadcastOperator except(String... rooms) {
        return operator().except(rooms);
    }

    /** Without these sockets. */
    default BroadcastOperator except(Socket... sockets) {
        return operator().except(sockets);
    }

    /** Only the sockets of this node. */
    default BroadcastOperator local() {
        return operator().local();
    }

    /** May get lost: dropped for each receiver that isn't ready at this moment. */
    default BroadcastOperator asVolatile() {
        return operator().asVolatile();
    }

    /** With or without compression, where it has been negotiated; default true. */
    default BroadcastOperator compress(boolean compress) {
        return operator().compress(compress);
    }

    /** How long acknowledgements are awaited; default is the server's {@code ackTimeout}. */
    default BroadcastOperator timeout(Duration timeout) {
        return operator().timeout(timeout);
    }

    /** The connected sockets that are addressed, on this node and at this moment. */
    default Collection<Socket> sockets() {
        return operator().sockets();
    }

    /**
     * Sends an event.
     *
     * @throws IllegalArgumentException if the name is reserved by the protocol
     * @throws io.sockeye.socketio.JsonEncodeException if an argument can't be written
     */
    default void emit(String event, @Nullable Object... arguments) {
        operator().emit(event, arguments);
    }

    /** Sends the event {@code message}. */
    default void send(@Nullable Object... arguments) {
        operator().emit("message", arguments);
    }

    /**
     * Sends an event and collects the acknowledgements.
     *
     * @return completes on a virtual thread when all receivers have answered, in the order of their answers; or with {@link BroadcastAckException}, which has the
     *     answers that did arrive, when the time is over or some have ended
     */
    default CompletableFuture<List<Args>> emitWithAck(String event, @Nullable Object... arguments) {
        return operator().emitWithAck(event, arguments);
    }

    /**
     * Sends an event; the callback is called once for each receiver, never twice at once, on a virtual thread: with its answer, or with an error when it ended or the
     * time is over.
     */
    default void emitWithCallback(String event, AckCallback callback, @Nullable Object... arguments) {
        operator().emitWithCallback(event, callback, arguments);
    }
}
