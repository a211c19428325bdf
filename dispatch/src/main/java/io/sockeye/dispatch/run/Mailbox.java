package io.sockeye.dispatch.run;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import org.jspecify.annotations.Nullable;

/**
 * Runs the user code of one socket: what is posted runs in order and never two at once, on a virtual thread that ends when nothing is left.
 *
 * <p>Any thread may post, without lock and without waiting. {@code head} holds null (idle), {@link #DRAINING} (a thread drains, nothing waits) or the newest of the waiting tasks, linked to
 * older ones. Whoever posts onto null starts the thread; the thread takes the whole chain at once, turns it round, runs it, and leaves by swapping {@code DRAINING} for null. Tasks happen-after
 * their post and after the task before.
 *
 * <p>A {@code concurrent} mailbox runs ordinary tasks side by side, each on a thread of its own; barriers (connect, disconnect) still run alone: after all before, before all behind them.
 */
public final class Mailbox {
    private static final VarHandle HEAD;
    private static final Task DRAINING = new Task() {
        @Override
        public void run() {
            throw new IllegalStateException("a mark, not a task");
        }
    };

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(Mailbox.class, "head", Task.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final DrainExecutor executor;
    private final @Nullable Phaser forked;
    private volatile @Nullable Task head;

    /**
     * An empty mailbox.
     *
     * @param executor carries the drains; they may block. A {@link DrainExecutor} is asked between tasks
     * @param concurrent whether ordinary tasks run side by side
     */
    public Mailbox(Executor executor, boolean concurrent) {
        this.executor = DrainExecutor.of(executor);
        this.forked = concurrent ? new Phaser(1) : null;
    }

    /** Posts a task and sees to it that it runs. */
    public void post(Task task) {
        if (enqueue(task)) {
            start();
        }
    }

    /**
     * Posts a task without starting a thread.
     *
     * @return true when the mailbox was idle: the caller must call {@link #start()} soon
     */
    public boolean enqueue(Task task) {
        while (true) {
            Task newest = head;
            task.next = newest;
            if (HEAD.compareAndSet(this, newest, task)) {
                return newest == null;
            }
        }
    }

    /**
     * Runs a task on this thread, in its place in the order. Only for what is no user code and can't block: it saves the hand-over to a thread.
     *
     * @return false when the mailbox isn't idle, or is a concurrent one: the task has not been run and must be posted
     */
    public boolean runIfIdle(Task task) {
        if (forked != null || !HEAD.compareAndSet(this, null, DRAINING)) {
            return false;
        }
        task.runGuarded();
        if (!HEAD.compareAndSet(this, DRAINING, null)) {
            start();
        }
        return true;
    }

    /** Starts the thread after {@link #enqueue} returned true. */
    public void start() {
        executor.execute(this::drain);
    }

    /** Whether nothing waits or runs. */
    public boolean isIdle() {
        return head == null;
    }

    private void drain() {
        while (true) {
            Task newest = (Task) HEAD.getAndSet(this, DRAINING);
            for (Task task = oldestFirst(newest); task != null; ) {
                Task next = task.next;
                task.next = null;
                run(task);
                if (next != null) {
                    executor.betweenTasks();
                }
                task = next;
            }
            if (HEAD.compareAndSet(this, DRAINING, null)) {
                return;
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // one certain task marks the state
    private static @Nullable Task oldestFirst(@Nullable Task newest) {
        Task oldest = null;
        for (Task task = newest; task != null && task != DRAINING; ) {
            Task older = task.next;
            task.next = oldest;
            oldest = task;
            task = older;
        }
        return oldest;
    }

    private void run(Task task) {
        Phaser phaser = forked;
        if (phaser == null) {
            task.runGuarded();
        } else if (task.isBarrier()) {
            phaser.awaitAdvance(phaser.arrive());
            task.runGuarded();
        } else {
            phaser.register();
            executor.execute(() -> {
                try {
                    task.runGuarded();
                } finally {
                    phaser.arriveAndDeregister();
                }
            });
        }
    }

    /** Something to run; posted once. It is the link of the queue itself, so that posting allocates nothing more. */
    public abstract static class Task {
        private @Nullable Task next;

        /** Runs user code. What it throws goes to the thread's uncaught exception handler and doesn't stop the mailbox. */
        public abstract void run();

        /** Whether it runs alone in a concurrent mailbox. */
        public boolean isBarrier() {
            return false;
        }

        private void runGuarded() {
            try {
                run();
            } catch (Throwable e) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }
    }
}
