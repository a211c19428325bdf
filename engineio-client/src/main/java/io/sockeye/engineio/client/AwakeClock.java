package io.sockeye.engineio.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A clock that never goes back and counts the time for which the machine was suspended: {@link System#nanoTime()} stands still meanwhile on most systems, the
 * time of day doesn't. A time of day that somebody sets forward looks the same and costs a reconnection at worst; one that is set back changes nothing.
 */
final class AwakeClock {
    /** Less than that is the adjustment of a clock. */
    private static final long JUMP_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** By how much the time of day is ahead, and how much of it was found to be suspended time. */
    private record Sleep(long ahead, long nanos) {}

    private final LongSupplier monotonicNanos;
    private final LongSupplier timeOfDayMillis;
    private final AtomicReference<Sleep> sleep;

    AwakeClock(LongSupplier monotonicNanos, LongSupplier timeOfDayMillis) {
        this.monotonicNanos = monotonicNanos;
        this.timeOfDayMillis = timeOfDayMillis;
        this.sleep = new AtomicReference<>(new Sleep(ahead(monotonicNanos.getAsLong()), 0));
    }

    private long ahead(long now) {
        return TimeUnit.MILLISECONDS.toNanos(timeOfDayMillis.getAsLong()) - now;
    }

    long nanoTime() {
        long now = monotonicNanos.getAsLong();
        Sleep known = sleep.get();
        long ahead = ahead(now);
        long jump = ahead - known.ahead();
        if (Math.abs(jump) > JUMP_NANOS) {
            // Whoever loses the race has seen the same jump.
            sleep.compareAndSet(known, new Sleep(ahead, known.nanos() + Math.max(0, jump)));
        }
        return now + sleep.get().nanos();
    }
}
