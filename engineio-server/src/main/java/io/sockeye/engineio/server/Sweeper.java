package io.sockeye.engineio.server;

import io.sockeye.engineio.Scheduler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the deadlines of all sessions from time to time: one task for the whole server instead of a timer for each connection. A deadline is noticed at most one
 * period late.
 */
final class Sweeper {
    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int LOOKS_IN_A_DEADLINE = 32;

    private final Sessions sessions;
    private final Scheduler scheduler;
    private final long periodNanos;
    private volatile boolean stopped;

    Sweeper(Sessions sessions) {
        this.sessions = sessions;
        this.scheduler = sessions.scheduler();
        this.periodNanos = sessions.sweepPeriodNanos();
    }

    /** How often to look, for deadlines as short as these. */
    static long period(EngineOptions options) {
        Duration shortest = min(
                min(options.heartbeat().pingInterval(), options.heartbeat().pingTimeout()),
                options.budget().inboundTimeout());
        return Math.clamp(shortest.toNanos() / LOOKS_IN_A_DEADLINE, SHORTEST, LONGEST);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    void start() {
        if (!stopped) {
            scheduler.schedule(periodNanos, this::sweep);
        }
    }

    private void sweep() {
        if (!stopped) {
            long now = scheduler.nanoTime();
            sessions.forEach(session -> {
                if (now - session.deadline() >= 0) {
                    session.inbox().submit(session::onTime);
                }
            });
            start();
        }
    }

    void stop() {
        stopped = true;
    }
}
