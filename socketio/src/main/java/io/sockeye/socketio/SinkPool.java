package io.sockeye.socketio;

import io.sockeye.engineio.ByteSink;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Keeps a few sinks for those who encode at the moment; a thread-local would make one for every virtual thread. Thread-safe. */
final class SinkPool {
    private static final int SLOTS = 32;
    private static final int CAPACITY = 1024;
    private static final int LARGEST_KEPT = 64 * 1024;

    private final AtomicReferenceArray<ByteSink> slots = new AtomicReferenceArray<>(SLOTS);

    /** An empty sink that nobody else has. */
    ByteSink take() {
        ByteSink sink = slots.getAndSet(slot(), null);
        return sink == null ? new ByteSink(CAPACITY) : sink;
    }

    /** Takes a sink back; whoever gives it must not touch it any more. */
    void give(ByteSink sink) {
        if (sink.array().length <= LARGEST_KEPT) {
            sink.clear();
            slots.setRelease(slot(), sink);
        }
    }

    private static int slot() {
        return (int) Thread.currentThread().threadId() & SLOTS - 1;
    }
}
