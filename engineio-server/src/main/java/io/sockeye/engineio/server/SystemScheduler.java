package io.sockeye.engineio.server;

import io.sockeye.engineio.Scheduler;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The time of the system, and one daemon thread for all tasks of one server. */
final class SystemScheduler implements Scheduler {
    private final ScheduledThreadPoolExecutor executor;

    private SystemScheduler(ScheduledThreadPoolExecutor executor) {
        this.executor = executor;
    }

    static SystemScheduler create() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1,
                task -> Thread.ofPlatform().daemon().name("sockeye-timer").unstarted(task),
                new ScheduledThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        return new SystemScheduler(executor);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Task schedule(long delayNanos, Runnable task) {
        ScheduledFuture<?> future = executor.schedule(task, Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    /** Drops all tasks and ends the thread. */
    void close() {
        executor.shutdownNow();
    }
}
