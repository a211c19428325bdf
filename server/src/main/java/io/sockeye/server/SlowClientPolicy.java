package io.sockeye.server;

import java.time.Duration;

/**
 * What happens when a client doesn't read as fast as it is sent to and its outbound budget is used up. Volatile events are dropped in any case; acknowledgements are taken
 * up to twice the budget, whoever asks for more of them without reading is disconnected.
 */
public sealed interface SlowClientPolicy {
    /** The client is disconnected with the reason {@code slow client}. */
    static SlowClientPolicy disconnect() {
        return Disconnect.INSTANCE;
    }

    /**
     * Whoever sends to this one client waits until there is room; after {@code limit} the client is disconnected all the same. Broadcasts never wait: there, and on
     * event loops, it is as {@link #disconnect()}.
     */
    static SlowClientPolicy block(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("slow client limit: " + limit + ", but it must be positive");
        }
        return new Block(limit);
    }

    /** See {@link SlowClientPolicy#disconnect()}. */
    enum Disconnect implements SlowClientPolicy {
        /** There is only one. */
        INSTANCE
    }

    /**
     * See {@link SlowClientPolicy#block}.
     *
     * @param limit how long a sender waits at most
     */
    record Block(Duration limit) implements SlowClientPolicy {}
}
