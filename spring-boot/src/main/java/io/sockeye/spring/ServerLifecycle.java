package io.sockeye.spring;

import io.sockeye.server.SocketIoServer;
import org.springframework.context.SmartLifecycle;

/**
 * Closes the server before the web server waits for its last requests: polls that wait for something to say are such requests, and would hold its graceful shutdown until its time is over.
 */
final class ServerLifecycle implements SmartLifecycle {
    /** Before the graceful shutdown of the web server, which has {@code DEFAULT_PHASE - 1024} in all versions; after beans that name no phase. */
    private static final int PHASE = DEFAULT_PHASE - 512;

    private final SocketIoServer io;
    private volatile boolean running;

    ServerLifecycle(SocketIoServer io) {
        this.io = io;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        io.close();
    }

    @Override
    public void stop(Runnable callback) {
        Thread.ofVirtual().name("sockeye-shutdown").start(() -> {
            try {
                stop();
            } finally {
                callback.run();
            }
        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** Spring 7 asks before it pauses a context between tests: a closed server doesn't open again. */
    public boolean isPauseable() {
        return false;
    }
}
