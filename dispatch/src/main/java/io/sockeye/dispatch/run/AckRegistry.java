package io.sockeye.dispatch.run;

import io.sockeye.socketio.SocketIoException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The acknowledgements that one socket owes. Made small: most sockets never owe one.
 *
 * <p>Lock-free for its callers; whoever takes an entry out is the only one to complete it, so that each is completed once. {@link #close} and a late {@link #register} meet: the one that
 * comes second finds the other's mark.
 */
public final class AckRegistry {
    private static final VarHandle PENDING;

    static {
        try {
            PENDING = MethodHandles.lookup().findVarHandle(AckRegistry.class, "pending", Map.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable Map<Long, PendingAck> pending;
    private volatile @Nullable Supplier<SocketIoException> closed;

    /**
     * Enters somebody who waits; if the registry is closed they fail at once.
     *
     * @param id under which the acknowledgement will arrive, unique for this socket
     */
    public void register(long id, PendingAck ack) {
        map().put(id, ack);
        Supplier<SocketIoException> cause = closed;
        if (cause != null && remove(id, ack)) {
            ack.failed(cause.get());
        }
    }

    /** Takes out who waits for an id; null when nobody does (unknown ids are ignored). */
    public @Nullable PendingAck take(long id) {
        Map<Long, PendingAck> map = pending;
        return map == null ? null : map.remove(id);
    }

    /** Takes back an entry; false when it has been completed already. */
    public boolean remove(long id, PendingAck ack) {
        Map<Long, PendingAck> map = pending;
        return map != null && map.remove(id, ack);
    }

    /** Fails all that wait and all that come later. */
    public void close(Supplier<SocketIoException> cause) {
        closed = cause;
        failAll(cause);
    }

    /** Fails all that wait at this moment; others may come. */
    public void failAll(Supplier<SocketIoException> cause) {
        Map<Long, PendingAck> map = pending;
        if (map == null) {
            return;
        }
        for (Long id : map.keySet()) {
            PendingAck ack = map.remove(id);
            if (ack != null) {
                ack.failed(cause.get());
            }
        }
    }

    /** Whether somebody still waits for an id. */
    public boolean awaits(long id) {
        Map<Long, PendingAck> map = pending;
        return map != null && map.containsKey(id);
    }

    /** How many wait. */
    public int size() {
        Map<Long, PendingAck> map = pending;
        return map == null ? 0 : map.size();
    }

    @SuppressWarnings("unchecked") // the field's type
    private Map<Long, PendingAck> map() {
        Map<Long, PendingAck> map = pending;
        if (map != null) {
            return map;
        }
        Map<Long, PendingAck> fresh = new ConcurrentHashMap<>(4);
        Map<Long, PendingAck> witness = (Map<Long, PendingAck>) PENDING.compareAndExchange(this, null, fresh);
        return witness == null ? fresh : witness;
    }
}
