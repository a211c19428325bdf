package io.sockeye.dispatch.run;

import java.util.concurrent.Executor;

/** Carries the drains of mailboxes, and may have them go on elsewhere when one lasts too long. */
@FunctionalInterface
public interface DrainExecutor extends Executor {
    /** Runs a drain, on a thread that may block. From any thread. */
    @Override
    void execute(Runnable drain);

    /** Called on the thread of a drain between two of its tasks; may take the thread to another carrier, by blocking it. */
    default void betweenTasks() {}

    /** An executor that has no say between tasks, unless it is more than that already. */
    static DrainExecutor of(Executor executor) {
        return executor instanceof DrainExecutor drains ? drains : executor::execute;
    }
}
