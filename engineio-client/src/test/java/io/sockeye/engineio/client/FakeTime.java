package io.sockeye.engineio.client;

import io.sockeye.engineio.Scheduler;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that stands still until a test turns it; tasks run on the thread that turns. */
final class FakeTime implements Scheduler {
    private record Entry(long at, long number, Runnable task) {}

    private final PriorityQueue<Entry> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::number));
    private long now = 1_000_000;
    private long scheduled;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Task schedule(long delayNanos, Runnable task) {
        Entry entry = new Entry(now + Math.max(0, delayNanos), scheduled++, task);
        tasks.add(entry);
        return () -> tasks.remove(entry);
    }

    int waiting() {
        return tasks.size();
    }

    void advance(Duration duration) {
        long end = now + duration.toNanos();
        while (!tasks.isEmpty() && tasks.peek().at() <= end) {
            Entry due = tasks.remove();
            now = due.at();
            due.task().run();
        }
        now = end;
    }

    /** The machine sleeps: time passes and no task runs. */
    void sleep(Duration duration) {
        now += duration.toNanos();
    }
}
