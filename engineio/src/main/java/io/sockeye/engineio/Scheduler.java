package io.sockeye.engineio;

/**
 * The only source of time. Core modules never look at a clock by themselves; tests pass one that they turn by hand.
 *
 * <p>Thread-safe. Tasks run on a thread of the scheduler, must not block and must not call user code.
 */
public interface Scheduler {
    /** Nanoseconds since an arbitrary origin; never goes back, as {@link System#nanoTime()}. */
    long nanoTime();

    /**
     * Runs a task once.
     *
     * @param delayNanos from now; zero or less means as soon as possible
     * @param task short, does not block, does not throw
     * @return a handle that takes the task back
     */
    Task schedule(long delayNanos, Runnable task);

    /** A task that has been scheduled. */
    interface Task {
        /** Takes the task back; without effect when it has run. */
        void cancel();
    }
}
