package io.sockeye.engineio.client;

import io.sockeye.engineio.NonBlockingThread;
import io.sockeye.engineio.Scheduler;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The time of the system, and one daemon thread for all tasks. */
final class SystemScheduler implements Scheduler {
    private final AwakeClock clock = new AwakeClock(System::nanoTime, System::currentTimeMillis);
    private final ScheduledThreadPoolExecutor executor =
            new ScheduledThreadPoolExecutor(1, TimerThread::new, new ScheduledThreadPoolExecutor.DiscardPolicy());

    SystemScheduler() {
        executor.setRemoveOnCancelPolicy(true);
    }

    private static final class TimerThread extends Thread implements NonBlockingThread {
        TimerThread(Runnable task) {
            super(null, task, "sockeye-client-timer", 0, false);
            setDaemon(true);
        }
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
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
