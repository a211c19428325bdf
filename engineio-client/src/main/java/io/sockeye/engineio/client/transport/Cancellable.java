package io.sockeye.engineio.client.transport;

/** Something under way that can be given up. Thread-safe. */
public interface Cancellable {
    /** Gives it up and frees its connection; nothing is told of it any more, unless that is on its way already. Without effect when it is over. */
    void cancel();
}
