package io.sockeye.adapter;

/**
 * A socket of this process, as an adapter sees it. Sockets are compared by identity. Thread-safe; no method blocks or throws.
 */
public interface LocalSocket {
    /** The Socket.IO id. */
    String sid();

    /** Whether its connect handlers have returned and it has not ended: only then lists show it. */
    boolean isConnected();

    /** An event for it. What is over its budget or too late is the socket's own affair. */
    void deliver(OutboundEvent event, BroadcastOptions options);

    /**
     * An event that asks for an acknowledgement. The collector hears of the answer, or of its end without one, after this returned true.
     *
     * @return false when the socket has ended or its queue is full, so that nothing is to be expected from it
     */
    boolean deliverWithAck(OutboundEvent event, BroadcastOptions options, AckCollector collector);

    /** No longer waits for the acknowledgement of an event that {@link #deliverWithAck} took; without effect when it has arrived. */
    void forgetAck(long ackId, AckCollector collector);
}
