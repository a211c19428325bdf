package io.sockeye.engineio.client;

import io.sockeye.engineio.ClientHeartbeat;
import io.sockeye.engineio.ClientHeartbeat.Effect;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.OpenPacket;
import io.sockeye.engineio.Scheduler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The heartbeat of a connection, from its handshake on. Used inside the connection's executor but for {@link #isOverdue}. */
final class Pulse {
    static final long NEVER = Long.MAX_VALUE / 2;

    private final Scheduler scheduler;
    private @Nullable ClientHeartbeat heartbeat;
    private boolean unread;
    // what isOverdue looks at
    private volatile long silentUntil;

    Pulse(Scheduler scheduler) {
        this.scheduler = scheduler;
        this.silentUntil = scheduler.nanoTime() + NEVER;
    }

    void start(EngineProtocol protocol, OpenPacket handshake) {
        ClientHeartbeat begun = new ClientHeartbeat(
                protocol,
                TimeUnit.MILLISECONDS.toNanos(handshake.pingIntervalMillis()),
                TimeUnit.MILLISECONDS.toNanos(handshake.pingTimeoutMillis()),
                scheduler.nanoTime());
        heartbeat = begun;
        if (unread) {
            begun.suspend(scheduler.nanoTime());
        }
        publish(begun);
    }

    boolean isStarted() {
        return heartbeat != null;
    }

    void onPacket() {
        if (heartbeat != null) {
            heartbeat.onPacket(scheduler.nanoTime());
            publish(heartbeat);
        }
    }

    Effect onPing() {
        return heartbeat == null ? Effect.NONE : heartbeat.onPing(scheduler.nanoTime());
    }

    Effect onTime() {
        return heartbeat == null ? Effect.NONE : heartbeat.onTime(scheduler.nanoTime());
    }

    long deadline() {
        return heartbeat == null ? scheduler.nanoTime() + NEVER : heartbeat.deadline();
    }

    /**
     * Whether the connection is read.
     *
     * @return whether that is news
     */
    boolean readable(boolean readable) {
        if (unread != readable) {
            return false;
        }
        unread = !readable;
        if (heartbeat != null) {
            long now = scheduler.nanoTime();
            if (readable) {
                heartbeat.resume(now);
            } else {
                heartbeat.suspend(now);
            }
            publish(heartbeat);
        }
        return true;
    }

    boolean isUnread() {
        return unread;
    }

    void stop() {
        heartbeat = null;
        silentUntil = scheduler.nanoTime() + NEVER;
    }

    private void publish(ClientHeartbeat now) {
        silentUntil = unread ? scheduler.nanoTime() + NEVER : now.serverDeadline();
    }

    /** Whether the server should have been heard of long ago. Any thread. */
    boolean isOverdue() {
        return scheduler.nanoTime() - silentUntil >= 0;
    }
}
