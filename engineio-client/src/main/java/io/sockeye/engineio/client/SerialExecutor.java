package io.sockeye.engineio.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the tasks of one connection in order and one at a time on another executor, holding on to it only while there is something to do. */
final class SerialExecutor implements Executor {
    private static final Logger LOGGER = System.getLogger(SerialExecutor.class.getName());

    private final Executor executor;
    private final Runnable onFault;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    /**
     * An idle one.
     *
     * @param onFault what to do when a task has thrown
     */
    SerialExecutor(Executor executor, Runnable onFault) {
        this.executor = executor;
        this.onFault = onFault;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (size.getAndIncrement() == 0) {
            executor.execute(this::drain);
        }
    }

    private void drain() {
        do {
            run(tasks.remove());
        } while (size.decrementAndGet() != 0);
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "a task of a connection failed, the connection ends", e);
            end();
        }
    }

    private void end() {
        try {
            onFault.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "a connection failed to end", e);
        }
    }
}
