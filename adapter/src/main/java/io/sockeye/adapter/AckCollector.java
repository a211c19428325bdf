package io.sockeye.adapter;

import io.sockeye.socketio.RawJson;

/** Hears what becomes of a broadcast that asks for acknowledgements. Thread-safe; doesn't block, calls no user code; the order of calls is free. */
public interface AckCollector {
    /**
     * One server has handed the event to its clients. Called once for each server.
     *
     * @param clients how many of them will be heard of, by {@link #answered} or {@link #lost}
     */
    void delivered(int clients);

    /**
     * A client has answered.
     *
     * @param arguments the JSON array of its answer
     */
    void answered(RawJson arguments);

    /** A client has ended without an answer. */
    void lost();
}
