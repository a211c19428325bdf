package io.sockeye.engineio.client;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.Scheduler;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The last words to a server, when everybody has been told already that the connection is over, and the release of what it ran on.
 *
 * @param executor that of the connection
 */
record Farewell(ClientResources.Lease resources, Executor executor) {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    /**
     * Lets a link go.
     *
     * @param link null when there is none yet
     * @param opened whether a server is there that knows this session
     */
    void say(@Nullable Link link, boolean opened, CloseReason reason) {
        if (link == null) {
            resources.close();
        } else if (!opened || isLost(reason)) {
            link.abort();
            resources.close();
        } else {
            finish(link);
        }
    }

    private void finish(Link link) {
        Runnable gone = () -> {
            link.abort();
            resources.close();
        };
        Scheduler.Task limit = resources.scheduler().schedule(LIMIT_NANOS, () -> executor.execute(gone));
        link.finish(() -> {
            limit.cancel();
            gone.run();
        });
    }

    private static boolean isLost(CloseReason reason) {
        return switch (reason) {
            case TRANSPORT_ERROR, TRANSPORT_CLOSE, PING_TIMEOUT -> true;
            case FORCED_CLOSE, PARSE_ERROR, SLOW_CLIENT, INBOUND_TIMEOUT, SERVER_SHUTTING_DOWN -> false;
        };
    }
}
