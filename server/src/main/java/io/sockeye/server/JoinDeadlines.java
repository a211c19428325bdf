package io.sockeye.server;

import io.sockeye.engineio.Scheduler;
import io.sockeye.socketio.DisconnectReason;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Closes connections that join no namespace in time. One sweep over those that haven't yet; no timer while there are none. */
final class JoinDeadlines {
    private static final long LONGEST_NANOS = 1_000_000_000L;
    private static final long SHORTEST_NANOS = 10_000_000L;

    private final Scheduler scheduler;
    private final long periodNanos;
    private final Set<ClientConnection> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean sweeping = new AtomicBoolean();

    JoinDeadlines(Scheduler scheduler, long timeoutNanos) {
        this.scheduler = scheduler;
        this.periodNanos = Math.clamp(timeoutNanos / 8, SHORTEST_NANOS, LONGEST_NANOS);
    }

    void add(ClientConnection connection) {
        waiting.add(connection);
        sweepLater();
    }

    void remove(ClientConnection connection) {
        waiting.remove(connection);
    }

    private void sweepLater() {
        if (!waiting.isEmpty() && sweeping.compareAndSet(false, true)) {
            scheduler.schedule(periodNanos, this::sweep);
        }
    }

    private void sweep() {
        long now = scheduler.nanoTime();
        for (ClientConnection connection : waiting) {
            if (now - connection.joinDeadline() >= 0 && connection.isUnused()) {
                waiting.remove(connection);
                connection.close(DisconnectReason.FORCED_SERVER_CLOSE);
            }
        }
        sweeping.set(false);
        sweepLater();
    }
}
