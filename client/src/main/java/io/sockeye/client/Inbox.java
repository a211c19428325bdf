package io.sockeye.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the inputs of one client one at a time, in order, without a lock: whoever adds to an idle inbox runs what is there. An input of an input waits for its turn, so nothing is re-entered.
 * Inputs are short and never run user code.
 */
final class Inbox {
    /** How many inputs one thread runs before it hands the rest over: a thread that only wants to send shouldn't serve the connection for ever. */
    private static final int TURN = 256;

    private final Queue<Runnable> inputs = new ConcurrentLinkedQueue<>();
    private final AtomicInteger work = new AtomicInteger();
    private final Executor executor;

    /** With the executor that goes on where a thread has done its share. */
    Inbox(Executor executor) {
        this.executor = executor;
    }

    void execute(Runnable input) {
        inputs.add(input);
        if (work.getAndIncrement() == 0) {
            drain();
        }
    }

    private void drain() {
        for (int done = 0; done < TURN; done++) {
            Runnable input = inputs.poll();
            if (input != null) { // always: it was added before it was counted
                run(input);
            }
            if (work.decrementAndGet() == 0) {
                return;
            }
        }
        executor.execute(this::drain);
    }

    private static void run(Runnable input) {
        try {
            input.run();
        } catch (RuntimeException e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }
}
