package io.sockeye.server;

import java.util.concurrent.atomic.LongAdder;

/**
 * What a {@link Namespace} holds at this moment and has counted since it was made, on this node, for metrics; got from {@link Namespace#counters}. Thread-safe; what is counted never goes down.
 */
public final class NamespaceCounters {
    private final DefaultNamespace namespace;
    private final LongAdder joined = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder eventsReceived = new LongAdder();
    private final LongAdder eventsSent = new LongAdder();
    private final LongAdder eventsDropped = new LongAdder();

    NamespaceCounters(DefaultNamespace namespace) {
        this.namespace = namespace;
    }

    void join() {
        joined.increment();
    }

    void refuse() {
        refused.increment();
    }

    void receive() {
        eventsReceived.increment();
    }

    void send() {
        eventsSent.increment();
    }

    void drop() {
        eventsDropped.increment();
    }

    /** Sockets that are connected now. */
    public int connected() {
        return namespace.connectedCount();
    }

    /** Rooms that there are now, those of the sockets themselves included. */
    public int rooms() {
        return namespace.adapter().roomCount();
    }

    /** Acknowledgements that are awaited from clients now. Walks over the sockets. */
    public int pendingAcks() {
        return namespace.pendingAcks();
    }

    /** Sockets that were let in. */
    public long joined() {
        return joined.sum();
    }

    /** Sockets that a middleware or a connect handler refused, by throwing or by disconnecting them. */
    public long refused() {
        return refused.sum();
    }

    /** Events that arrived. */
    public long eventsReceived() {
        return eventsReceived.sum();
    }

    /** Events that were sent; a broadcast is one. */
    public long eventsSent() {
        return eventsSent.sum();
    }

    /** Volatile events that were dropped because a client wasn't ready; a broadcast counts once for each such receiver. */
    public long eventsDropped() {
        return eventsDropped.sum();
    }
}
