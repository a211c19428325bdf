package io.sockeye.server;

import io.sockeye.adapter.BroadcastOptions;
import io.sockeye.adapter.OutboundEvent;
import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import io.sockeye.socketio.Packet;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Addresses many sockets of one namespace. Immutable: each verb but the sending ones returns another operator. */
public final class BroadcastOperator implements BroadcastTarget {
    private final DefaultNamespace namespace;
    private final BroadcastOptions options;

    /** Whether rooms were asked for and none was named: that is nobody, not everybody. */
    private final boolean nobody;

    BroadcastOperator(DefaultNamespace namespace, BroadcastOptions options) {
        this(namespace, options, false);
    }

    private BroadcastOperator(DefaultNamespace namespace, BroadcastOptions options, boolean nobody) {
        this.namespace = namespace;
        this.options = options;
        this.nobody = nobody;
    }

    @Override
    public BroadcastOperator operator() {
        return this;
    }

    @Override
    public BroadcastOperator to(String... rooms) {
        return to(Arrays.asList(rooms));
    }

    @Override
    public BroadcastOperator to(Collection<String> rooms) {
        Set<String> all = union(options.rooms(), rooms);
        return new BroadcastOperator(namespace, options.withRooms(all), all.isEmpty());
    }

    @Override
    public BroadcastOperator in(String... rooms) {
        return to(rooms);
    }

    @Override
    public BroadcastOperator except(String... rooms) {
        return with(options.withExcept(union(options.except(), Arrays.asList(rooms))));
    }

    @Override
    public BroadcastOperator except(Socket... sockets) {
        List<String> sids = Arrays.stream(sockets).map(Socket::sid).toList();
        return with(options.withExcept(union(options.except(), sids)));
    }

    @Override
    public BroadcastOperator local() {
        return with(options.withLocal(true));
    }

    @Override
    public BroadcastOperator asVolatile() {
        return with(options.withVolatile(true));
    }

    @Override
    public BroadcastOperator compress(boolean compress) {
        return with(options.withCompress(compress));
    }

    @Override
    public BroadcastOperator timeout(Duration timeout) {
        return with(options.withTimeout(Outgoing.timeout(timeout)));
    }

    private BroadcastOperator with(BroadcastOptions changed) {
        return new BroadcastOperator(namespace, changed, nobody);
    }

    private static Set<String> union(Set<String> rooms, Collection<String> more) {
        if (rooms.isEmpty()) {
            return Set.copyOf(more);
        }
        Set<String> all = new HashSet<>(rooms);
        all.addAll(more);
        return all;
    }

    @Override
    public Collection<Socket> sockets() {
        if (nobody) {
            return List.of();
        }
        Set<String> excepted =
                options.except().isEmpty() ? Set.of() : namespace.adapter().sockets(options.except());
        return namespace.adapter().sockets(options.rooms()).stream()
                .filter(sid -> !excepted.contains(sid))
                .flatMap(sid -> namespace.socket(sid).stream())
                .toList();
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        OutboundEvent outbound = encode(Packet.NO_ACK, event, arguments);
        if (!nobody) {
            namespace.counters().send();
            namespace.adapter().broadcast(outbound, options);
        }
    }

    @Override
    public void send(@Nullable Object... arguments) {
        emit("message", arguments);
    }

    @Override
    public CompletableFuture<List<Args>> emitWithAck(String event, @Nullable Object... arguments) {
        CompletableFuture<List<Args>> future = new CompletableFuture<>();
        request(new BroadcastOutcome.ToFuture(namespace.services(), future), event, arguments);
        return future;
    }

    @Override
    public void emitWithCallback(String event, AckCallback callback, @Nullable Object... arguments) {
        request(new BroadcastOutcome.ToCallback(namespace, event, callback), event, arguments);
    }

    private void request(BroadcastOutcome outcome, String event, @Nullable Object[] arguments) {
        OutboundEvent outbound = encode(namespace.nextAckId(), event, arguments);
        if (nobody) {
            outcome.finished(List.of(), 0, false);
        } else {
            namespace.counters().send();
            BroadcastCall.start(namespace, outbound, options, outcome);
        }
    }

    private OutboundEvent encode(long ackId, String event, @Nullable Object[] arguments) {
        return OutboundEvent.encode(namespace.codec(), namespace.name(), ackId, Outgoing.event(event), arguments);
    }

    /** Whom it addresses. */
    @Override
    public String toString() {
        return "BroadcastOperator[" + namespace.name() + ", " + (nobody ? "nobody" : options.toString()) + "]";
    }
}
