package io.sockeye.engineio.server;

import io.sockeye.engineio.Scheduler;
import io.sockeye.engineio.server.host.HostLog;
import java.lang.System.Logger.Level;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The time of the system, and one daemon thread for all tasks of one server. Lock-free for its callers: event loops schedule and cancel, and so do handlers that they carry.
 *
 * <p>New tasks go into {@code added}; the thread sorts them into its heap, and is woken only by a task that is due before it wakes by itself. Cancelled tasks stay where they are, empty; the thread throws them out when there
 * are many.
 */
final class SystemScheduler implements Scheduler {
    private static final HostLog LOGGER = HostLog.of(SystemScheduler.class.getName());

    /** So many cancelled tasks may lie around, or as many as others wait. */
    private static final int MANY = 4096;

    private static final long LONGEST_SLEEP_NANOS = Long.MAX_VALUE / 4;

    private final Queue<Entry> added = new ConcurrentLinkedQueue<>();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("sockeye-timer").unstarted(this::run);

    /** When the thread looks for tasks by itself, in its time; before it begins to sleep it writes this and looks for tasks once more. */
    private volatile long wakesAt = System.nanoTime();

    private volatile boolean closed;

    /** How many tasks there were; the thread only. */
    private long count;

    private SystemScheduler() {}

    static SystemScheduler create() {
        SystemScheduler scheduler = new SystemScheduler();
        scheduler.thread.start();
        return scheduler;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Task schedule(long delayNanos, Runnable task) {
        long delay = Math.clamp(delayNanos, 0, LONGEST_SLEEP_NANOS);
        Entry entry = new Entry(System.nanoTime() + delay, task);
        if (!closed) {
            added.add(entry);
            if (entry.due - wakesAt < 0) {
                LockSupport.unpark(thread);
            }
        }
        return entry;
    }

    private void wakeSometimes() {
        if (cancelled.incrementAndGet() % MANY == 0) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        PriorityQueue<Entry> heap = new PriorityQueue<>();
        while (!closed) {
            sort(heap);
            Entry first = heap.peek();
            long now = System.nanoTime();
            if (first != null && first.due - now <= 0) {
                heap.remove();
                run(first);
            } else {
                sleepUntil(first == null ? now + LONGEST_SLEEP_NANOS : first.due, now);
            }
        }
        added.clear();
    }

    private void sort(PriorityQueue<Entry> heap) {
        for (Entry entry = added.poll(); entry != null; entry = added.poll()) {
            if (entry.task != null) {
                entry.number = ++count;
                heap.add(entry);
            }
        }
        if (cancelled.get() >= Math.max(MANY, heap.size() / 2)) {
            cancelled.set(0);
            heap.removeIf(entry -> entry.task == null);
        }
    }

    private void sleepUntil(long time, long now) {
        wakesAt = time;
        if (added.isEmpty()) {
            LockSupport.parkNanos(this, time - now);
        }
        wakesAt = System.nanoTime();
    }

    private static void run(Entry entry) {
        Runnable task = entry.task;
        if (task == null) {
            return;
        }
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, () -> "a task of the timer failed", e);
        }
    }

    /** Drops all tasks and ends the thread. */
    void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    /** A task and its time. */
    private final class Entry implements Task, Comparable<Entry> {
        private final long due;
        private volatile @Nullable Runnable task;

        /** Keeps the order of those that are due at once; the thread only. */
        private long number;

        Entry(long due, Runnable task) {
            this.due = due;
            this.task = task;
        }

        @Override
        public void cancel() {
            if (task != null) {
                task = null;
                wakeSometimes();
            }
        }

        @Override
        public int compareTo(Entry other) {
            long later = due - other.due;
            return Long.signum(later != 0 ? later : number - other.number);
        }
    }
}
