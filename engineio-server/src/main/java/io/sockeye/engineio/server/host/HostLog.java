package io.sockeye.engineio.server.host;

import io.sockeye.engineio.concurrent.SerialExecutor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A logger for threads of a host. Appenders lock and do I/O, and a handler may be in the midst of that, on a virtual thread that needs this very event loop to go on; so what a thread that isn't virtual logs is written by
 * another one, in order. While 1000 lines wait more of them are lost.
 */
public final class HostLog {
    private static final int MOST_WAITING = 1000;
    private static final SerialExecutor WRITER =
            new SerialExecutor(task -> Thread.ofVirtual().name("sockeye-log").start(task));
    private static final AtomicInteger WAITING = new AtomicInteger();

    private final Logger logger;

    private HostLog(Logger logger) {
        this.logger = logger;
    }

    /** A log under a name, as {@link System#getLogger}. */
    public static HostLog of(String name) {
        return new HostLog(System.getLogger(name));
    }

    /** Logs, soon, if the level is on. */
    public void log(Level level, Supplier<String> message) {
        log(level, message, null);
    }

    /** Logs with what was thrown, soon, if the level is on. */
    public void log(Level level, Supplier<String> message, @Nullable Throwable thrown) {
        if (!logger.isLoggable(level)) {
            return;
        }
        String text = message.get();
        if (Thread.currentThread().isVirtual()) {
            logger.log(level, text, thrown);
        } else if (WAITING.incrementAndGet() <= MOST_WAITING) {
            WRITER.execute(() -> write(level, text, thrown));
        } else {
            WAITING.decrementAndGet();
        }
    }

    private void write(Level level, String text, @Nullable Throwable thrown) {
        try {
            logger.log(level, text, thrown);
        } catch (RuntimeException e) {
            return; // whose appender is broken can't be told so
        } finally {
            WAITING.decrementAndGet();
        }
    }
}
