package io.sockeye.engineio.server.host;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Runs tasks in order and one at a time on another executor, holding on to it only while there is something to do. */
final class SerialExecutor implements Executor {
    private final Executor executor;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile @Nullable Thread thread;

    SerialExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (size.getAndIncrement() == 0) {
            executor.execute(this::drain);
        }
    }

    /** Whether the calling thread is inside of one of the tasks. */
    boolean isCurrent() {
        return Thread.currentThread().equals(thread);
    }

    private void drain() {
        do {
            Runnable task = tasks.remove();
            thread = Thread.currentThread();
            try {
                task.run();
            } finally {
                thread = null;
            }
        } while (size.decrementAndGet() != 0);
    }
}
