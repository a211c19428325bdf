package io.sockeye.engineio.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Runs the inputs of one session one at a time and in their order, on whichever thread finds it idle: GET, POST and websocket may sit on different loops, and no
 * lock may make one wait for another.
 *
 * <p>{@code work} counts the inputs that wait or run. Who lifts it from zero owns the inbox until it has brought it back to zero; everybody else only adds
 * to the queue, and adds before counting, so that the owner finds what it has counted.
 */
final class Inbox {
    private static final Logger LOGGER = System.getLogger(Inbox.class.getName());
    private static final VarHandle WORK;

    static {
        try {
            WORK = MethodHandles.lookup().findVarHandle(Inbox.class, "work", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Runnable onFault;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    @SuppressWarnings("UnusedVariable") // through WORK
    private volatile int work;

    /**
     * An empty inbox.
     *
     * @param onFault what to do when an input has thrown; inside the inbox as well
     */
    Inbox(Runnable onFault) {
        this.onFault = onFault;
    }

    /** Runs an input now, or leaves it to the thread that is at work. */
    void submit(Runnable input) {
        if (work == 0 && WORK.compareAndSet(this, 0, 1)) {
            run(input);
            drain((int) WORK.getAndAdd(this, -1) - 1);
            return;
        }
        waiting.add(input);
        if ((int) WORK.getAndAdd(this, 1) == 0) {
            drain(1);
        }
    }

    private void drain(int counted) {
        int left = counted;
        while (left > 0) {
            for (int i = 0; i < left; i++) {
                Runnable input = waiting.poll();
                if (input != null) {
                    run(input);
                }
            }
            left = (int) WORK.getAndAdd(this, -left) - left;
        }
    }

    private void run(Runnable input) {
        try {
            input.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "an input of a session failed, the session ends", e);
            end();
        }
    }

    private void end() {
        try {
            onFault.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "a session failed to end", e);
        }
    }
}
