package io.sockeye.engineio.concurrent;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in order and one at a time on another executor, holding on to it only while there is something to do. For connections that have no thread of their own. What a task throws goes to
 * the thread's uncaught exception handler and doesn't stop the others. Any thread may give tasks.
 */
public final class SerialExecutor implements Executor {
    private static final int MOST_HERE = 16;

    private final Executor executor;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile @Nullable Thread thread;

    /**
     * An idle one.
     *
     * @param executor carries the tasks
     */
    public SerialExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (size.getAndIncrement() == 0) {
            executor.execute(this::drain);
        }
    }

    /**
     * Runs a task on the calling thread, and some of those that have been given meanwhile; behind the others if some are under way. For threads that shouldn't bring more than is
     * handled.
     */
    public void executeHere(Runnable task) {
        tasks.add(task);
        if (size.getAndIncrement() != 0) {
            return;
        }
        for (int i = 0; i < MOST_HERE; i++) {
            run(tasks.remove());
            if (size.decrementAndGet() == 0) {
                return;
            }
        }
        executor.execute(this::drain);
    }

    /** Whether the calling thread is inside of one of the tasks. */
    public boolean isCurrent() {
        return Thread.currentThread().equals(thread);
    }

    private void drain() {
        do {
            run(tasks.remove());
        } while (size.decrementAndGet() != 0);
    }

    private void run(Runnable task) {
        Thread current = Thread.currentThread();
        thread = current;
        try {
            task.run();
        } catch (Throwable e) {
            current.getUncaughtExceptionHandler().uncaughtException(current, e);
        } finally {
            thread = null;
        }
    }
}
