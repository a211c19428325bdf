package io.sockeye.adapter;

/** A broadcast whose acknowledgements are awaited. */
@FunctionalInterface
public interface PendingBroadcast {
    /** Gives up: clients that haven't answered are forgotten, and the collector isn't told of them. Idempotent, thread-safe. */
    void cancel();
}
