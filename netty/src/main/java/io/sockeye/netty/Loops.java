package io.sockeye.netty;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The loops on which a host has connections. Thread-safe. */
final class Loops {
    private final Map<EventLoop, Loop> loops = new ConcurrentHashMap<>();

    Loop of(EventLoop executor) {
        Loop loop = loops.get(executor);
        return loop != null ? loop : loops.computeIfAbsent(executor, Loop::new);
    }

    boolean containCurrentThread() {
        return loops.values().stream().anyMatch(Loop::isCurrentThread);
    }

    int connections() {
        return loops.values().stream().mapToInt(Loop::connections).sum();
    }

    /** Drops all connections, soon. */
    void dropAll() {
        for (Loop loop : loops.values()) {
            loop.execute(loop::dropAll);
        }
    }

    /** To be called when the loops have ended. */
    void release() {
        loops.values().forEach(Loop::release);
    }
}
