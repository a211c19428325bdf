package io.sockeye.engineio;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;

/** Time that stands still until a test turns it; tasks run on the thread that turns. Thread-safe. */
public final class FakeScheduler implements Scheduler {
    private final ReentrantLock lock = new ReentrantLock();
    // Near the point where it overflows, because deadlines have to survive that.
    private static final long ORIGIN = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    private final PriorityQueue<Entry> tasks =
            new PriorityQueue<>(Comparator.<Entry>comparingLong(entry -> entry.at - ORIGIN)
                    .thenComparingLong(Entry::number)); // guarded by lock
    private long now = ORIGIN; // guarded by lock
    private long scheduled; // guarded by lock

    private record Entry(long at, long number, Runnable task) {}

    @Override
    public long nanoTime() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Task schedule(long delayNanos, Runnable task) {
        lock.lock();
        try {
            Entry entry = new Entry(now + Math.max(0, delayNanos), scheduled++, task);
            tasks.add(entry);
            return () -> cancel(entry);
        } finally {
            lock.unlock();
        }
    }

    private void cancel(Entry entry) {
        lock.lock();
        try {
            tasks.remove(entry);
        } finally {
            lock.unlock();
        }
    }

    /** How many tasks wait. */
    public int waiting() {
        lock.lock();
        try {
            return tasks.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a task is due before so much time has passed. */
    public boolean isDueWithin(Duration duration) {
        lock.lock();
        try {
            Entry first = tasks.peek();
            return first != null && first.at - now <= duration.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Runs what is due now. */
    public boolean runDue() {
        boolean any = false;
        for (Entry due = take(nanoTime()); due != null; due = take(nanoTime())) {
            due.task.run();
            any = true;
        }
        return any;
    }

    /** Turns the time, stopping at each task on the way. */
    public void advance(Duration duration) {
        advance(duration, () -> {});
    }

    /** Turns the time, stopping at each task on the way, and lets everybody react to each. */
    public void advance(Duration duration, Runnable react) {
        long end = nanoTime() + duration.toNanos();
        for (Entry next = take(end); next != null; next = take(end)) {
            set(next.at);
            next.task.run();
            react.run();
        }
        set(end);
    }

    /** The machine sleeps: time passes and no task runs. */
    public void sleep(Duration duration) {
        set(nanoTime() + duration.toNanos());
    }

    private Entry take(long until) {
        lock.lock();
        try {
            Entry first = tasks.peek();
            return first == null || first.at - until > 0 ? null : tasks.poll();
        } finally {
            lock.unlock();
        }
    }

    private void set(long time) {
        lock.lock();
        try {
            if (time - now > 0) {
                now = time;
            }
        } finally {
            lock.unlock();
        }
    }
}
