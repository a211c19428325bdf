package io.sockeye.engineio.client;

import io.sockeye.engineio.Scheduler;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One timer for all deadlines of a connection: it may ring too early, never too late. Used inside the connection's executor only. */
final class Alarm {
    /** Timers stand still while the machine is suspended; soon after it is awake again one rings. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Scheduler scheduler;
    private final Executor executor;
    private final Runnable onRing;
    private Scheduler.@Nullable Task task;
    private long ringsAt;
    private int generation;

    Alarm(Scheduler scheduler, Executor executor, Runnable onRing) {
        this.scheduler = scheduler;
        this.executor = executor;
        this.onRing = onRing;
    }

    /** Rings at that time, or before. */
    void at(long deadline) {
        long now = scheduler.nanoTime();
        long delay = Math.max(0, Math.min(deadline - now, LONGEST_NANOS));
        if (task == null || now + delay - ringsAt < 0) {
            cancel();
            ringsAt = now + delay;
            int mine = generation;
            task = scheduler.schedule(delay, () -> executor.execute(() -> ring(mine)));
        }
    }

    private void ring(int which) {
        // One that was cancelled may be on its way already.
        if (which == generation) {
            task = null;
            onRing.run();
        }
    }

    void cancel() {
        generation++;
        if (task != null) {
            task.cancel();
            task = null;
        }
    }
}
