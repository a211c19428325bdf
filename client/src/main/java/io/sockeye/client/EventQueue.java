package io.sockeye.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Events between the handler that puts and those who receive. A full queue blocks the handler, so that the connection isn't read until somebody receives. */
final class EventQueue {
    private static final int CAPACITY = 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // by lock
    private final Deque<SimpleSocketIoClient.Event> events = new ArrayDeque<>();
    private boolean ended = true;

    /** A connection begins; what an earlier one left is forgotten. */
    void begin() {
        lock.lock();
        try {
            events.clear();
            ended = false;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will come; what is there can still be taken. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Waits while it is full; after the end the event is dropped. */
    void put(SimpleSocketIoClient.Event event) throws InterruptedException {
        lock.lock();
        try {
            while (events.size() >= CAPACITY && !ended) {
                changed.await();
            }
            if (events.size() < CAPACITY) {
                events.add(event);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the next.
     *
     * @param nanos how long to wait
     * @return null when none came
     * @throws NotSentException after the end
     */
    SimpleSocketIoClient.@Nullable Event take(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (events.isEmpty() && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (events.isEmpty() && ended) {
                throw new NotSentException("the connection has ended, no event will come");
            }
            changed.signalAll();
            return events.poll();
        } finally {
            lock.unlock();
        }
    }

    /** How long no wait is. */
    static long forEver() {
        return TimeUnit.DAYS.toNanos(36_500);
    }
}
