package io.sockeye.client;

import io.sockeye.engineio.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Time that a test turns. Tasks run on the thread that turns it. */
final class FakeScheduler implements Scheduler {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Entry> entries = new ArrayList<>();
    private long now;

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
            Entry entry = new Entry(now + delayNanos, task);
            entries.add(entry);
            return () -> cancel(entry);
        } finally {
            lock.unlock();
        }
    }

    private void cancel(Entry entry) {
        lock.lock();
        try {
            entries.remove(entry);
        } finally {
            lock.unlock();
        }
    }

    /** How many tasks wait. */
    int waiting() {
        lock.lock();
        try {
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    /** Lets time pass, task by task. */
    void advance(Duration by) {
        long until = nanoTime() + by.toNanos();
        for (Entry due = next(until); due != null; due = next(until)) {
            due.task.run();
        }
    }

    private Entry next(long until) {
        lock.lock();
        try {
            Entry first = entries.stream()
                    .filter(entry -> entry.at <= until)
                    .min(Comparator.comparingLong(entry -> entry.at))
                    .orElse(null);
            entries.remove(first);
            now = first == null ? until : first.at;
            return first;
        } finally {
            lock.unlock();
        }
    }

    private static final class Entry {
        final long at;
        final Runnable task;

        Entry(long at, Runnable task) {
            this.at = at;
            this.task = task;
        }
    }
}
