package io.sockeye.server;

import io.sockeye.dispatch.run.Mailbox;
import io.sockeye.engineio.server.host.HostLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Starts mailboxes whose threads the scheduler of the JDK carries, those of one turn of an event loop together. A scheduler that sleeps has to be woken, and that costs more than a short handler; so one
 * thread is started at the end of the turn, and starts the others.
 *
 * <p>Lock-free, for any thread. A mailbox is entered before it is counted, so whoever takes the count finds as many.
 */
final class HandlerStarts {
    /** So many don't wait for the end of a long turn. */
    private static final int MANY = 32;

    private final Executor executor;
    private final Queue<Mailbox> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    HandlerStarts(Executor executor) {
        this.executor = executor;
    }

    /** Starts a mailbox soon; at once if there is no loop. */
    void start(Mailbox mailbox, @Nullable HostLoop loop) {
        if (loop == null) {
            mailbox.start();
            return;
        }
        waiting.add(mailbox);
        int before = count.getAndIncrement();
        if (before + 1 >= MANY || before == 0 && !loop.carryLater(this::startAll)) {
            startAll();
        }
    }

    private void startAll() {
        int taken = count.getAndSet(0);
        if (taken == 1) {
            startNext();
        } else if (taken > 1) {
            executor.execute(() -> {
                for (int i = 0; i < taken; i++) {
                    startNext();
                }
            });
        }
    }

    private void startNext() {
        Mailbox mailbox = waiting.poll();
        if (mailbox != null) {
            mailbox.start();
        }
    }
}
