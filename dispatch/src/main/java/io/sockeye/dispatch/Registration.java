package io.sockeye.dispatch;

/** What registering a listener returns; it undoes the registration. */
@FunctionalInterface
public interface Registration {
    /** Undoes it; a listener that runs at this moment finishes. Idempotent, thread-safe. */
    void remove();
}
