package io.sockeye.engineio;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that an event loop may take although the virtual threads that it carries take it too. In the queue of an ordinary lock a loop could stand behind a virtual thread whose turn it is and that
 * needs this very loop to go on; so threads that are not virtual never queue, they try again.
 *
 * <p>To be held for a few instructions: no I/O, no waiting, no user code. Reentrant.
 */
public final class BriefLock {
    private static final int SPINS = 64;
    private static final long PAUSE_NANOS = 20_000;

    private final ReentrantLock lock = new ReentrantLock();

    /** A lock that nobody holds. */
    public BriefLock() {}

    /** Takes it, as soon as nobody else holds it. */
    public void lock() {
        if (Thread.currentThread().isVirtual()) {
            lock.lock();
            return;
        }
        for (int tries = 0; !lock.tryLock(); tries++) {
            if (tries < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        }
    }

    /**
     * Gives it back.
     *
     * @throws IllegalMonitorStateException if the calling thread doesn't hold it
     */
    public void unlock() {
        lock.unlock();
    }
}
