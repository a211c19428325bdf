package io.sockeye.adapter;

import java.time.Duration;
import java.util.Set;

/**
 * Whom a broadcast addresses, and how.
 *
 * @param rooms the sockets that are in at least one of these, each once; empty means all sockets of the namespace. Immutable
 * @param except sockets in one of these are left out. Immutable
 * @param isVolatile the event is dropped for each receiver that isn't ready to be written to
 * @param compress whether hosts that compress may do so
 * @param local only the sockets of this node
 * @param timeout how long acknowledgements are awaited
 */
public record BroadcastOptions(
        Set<String> rooms, Set<String> except, boolean isVolatile, boolean compress, boolean local, Duration timeout) {
    /** To everybody, with {@code timeout} for acknowledgements. */
    public static BroadcastOptions everybody(Duration timeout) {
        return new BroadcastOptions(Set.of(), Set.of(), false, true, false, timeout);
    }

    /** The same, but to these rooms. */
    public BroadcastOptions withRooms(Set<String> rooms) {
        return new BroadcastOptions(Set.copyOf(rooms), except, isVolatile, compress, local, timeout);
    }

    /** The same, but without members of these rooms. */
    public BroadcastOptions withExcept(Set<String> except) {
        return new BroadcastOptions(rooms, Set.copyOf(except), isVolatile, compress, local, timeout);
    }

    /** The same, but droppable or not. */
    public BroadcastOptions withVolatile(boolean isVolatile) {
        return new BroadcastOptions(rooms, except, isVolatile, compress, local, timeout);
    }

    /** The same, but with or without compression. */
    public BroadcastOptions withCompress(boolean compress) {
        return new BroadcastOptions(rooms, except, isVolatile, compress, local, timeout);
    }

    /** The same, but on this node alone or not. */
    public BroadcastOptions withLocal(boolean local) {
        return new BroadcastOptions(rooms, except, isVolatile, compress, local, timeout);
    }

    /** The same, but with another timeout for acknowledgements. */
    public BroadcastOptions withTimeout(Duration timeout) {
        return new BroadcastOptions(rooms, except, isVolatile, compress, local, timeout);
    }
}
