package io.sockeye.adapter;

import java.util.Collection;
import java.util.Set;

/**
 * Owns the rooms of one namespace and brings events to the sockets in them. {@link MemoryAdapter} does it for one process; adapters of a cluster wrap
 * one and tell the other nodes.
 *
 * <p>Thread-safe. No method blocks, and none holds a lock while it calls a {@link LocalSocket} or an {@link AckCollector}.
 */
public interface Adapter extends AutoCloseable {
    /**
     * A socket of this process is there: it can join rooms and is addressed from now on. It is in no room yet, not even in its own. One of the same sid that was there is
     * forgotten.
     */
    void add(LocalSocket socket);

    /**
     * A socket has ended: it leaves all rooms and is forgotten; a later {@link #join} does nothing.
     *
     * @return the rooms it was in; empty when it was not known
     */
    Set<String> remove(LocalSocket socket);

    /** Puts a socket into rooms, which are made when they don't exist. Does nothing for a socket that has ended; the same guard decides that and {@link #remove}. */
    void join(String sid, Collection<String> rooms);

    /** Takes a socket out of a room; a room that nobody is in is gone. */
    void leave(String sid, String room);

    /** Takes everybody out of a room. */
    void closeRoom(String room);

    /** The rooms of a socket of this process; empty when it is not known. */
    Set<String> rooms(String sid);

    /**
     * The connected sockets of this process that are in at least one of the rooms.
     *
     * @param rooms empty means all sockets
     */
    Set<String> sockets(Set<String> rooms);

    /**
     * Brings an event to the sockets that the options select, each once. When it returns, the event has been handed to each socket of this process.
     */
    void broadcast(OutboundEvent event, BroadcastOptions options);

    /**
     * As {@link #broadcast}, and collects what the clients answer. Whoever calls it cancels when the time of the options is over.
     *
     * @param event has an ack id
     * @param collector hears how many clients there are, and each answer
     */
    PendingBroadcast broadcastWithAck(OutboundEvent event, BroadcastOptions options, AckCollector collector);

    /** How many servers will report to an {@link AckCollector}. */
    int serverCount();

    /** How many rooms there are in this process, those of the sockets themselves included. */
    int roomCount();

    /** How many sockets of this process are known. */
    int socketCount();

    /** Releases what the adapter holds. Idempotent. */
    @Override
    void close();
}
