package io.sockeye.server;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** How many of something there are, and waiting until there is none. Lock-free: event loops count, and handlers that they carry may wait. */
final class LiveCount {
    private final AtomicInteger count = new AtomicInteger();
    private final Queue<Thread> waiters = new ConcurrentLinkedQueue<>();

    void up() {
        count.incrementAndGet();
    }

    void down() {
        if (count.decrementAndGet() == 0) {
            waiters.forEach(LockSupport::unpark);
        }
    }

    int get() {
        return count.get();
    }

    /** Waits until there is none; false when the time is over or the thread was interrupted, which it stays. */
    boolean awaitNone(long deadlineNanos) {
        Thread thread = Thread.currentThread();
        // Entered before the look at the count, so that who brings it to zero in between sees the waiter.
        waiters.add(thread);
        try {
            while (count.get() > 0) {
                long left = deadlineNanos - System.nanoTime();
                if (left <= 0 || thread.isInterrupted()) {
                    return false;
                }
                LockSupport.parkNanos(this, left);
            }
            return true;
        } finally {
            waiters.remove(thread);
        }
    }
}
