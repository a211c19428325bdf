package io.sockeye.engineio.server;

import io.sockeye.engineio.server.host.HostLog;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the inputs of one session one at a time and in their order, on whichever thread finds it idle: GET, POST and websocket may sit on different loops, and no
 * lock may make one wait for another.
 *
 * <p>{@code head} is null (idle), {@link #BUSY} (somebody is at work, nothing waits) or the newest of the inputs that wait, linked to older ones. Who moves it from null owns the inbox until it
 * has moved it back from {@code BUSY}; everybody else only puts inputs in front.
 */
abstract class Inbox {
    private static final HostLog LOGGER = HostLog.of(Inbox.class.getName());
    private static final Waiting BUSY = new Waiting(() -> {});
    private static final VarHandle HEAD;

    static {
        try {
            HEAD = MethodHandles.lookup().findVarHandle(Inbox.class, "head", Waiting.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable Waiting head;

    /** An input has thrown. Inside the inbox. */
    abstract void onFault();

    /** Runs an input now, or leaves it to the thread that is at work. */
    final void submit(Runnable input) {
        if (enter()) {
            runAsOwner(input);
        } else {
            add(input);
        }
    }

    /** As {@link #submit(Runnable)}, without an object for it in an idle inbox. */
    final <T> void submit(Consumer<? super T> input, T target) {
        if (!enter()) {
            add(() -> input.accept(target));
            return;
        }
        try {
            input.accept(target);
        } catch (RuntimeException | Error e) {
            failed(e);
        }
        leave();
    }

    /** As {@link #submit(Runnable)}, without an object for it in an idle inbox. */
    final <T, A> void submit(BiConsumer<? super T, ? super A> input, T target, A argument) {
        if (!enter()) {
            add(() -> input.accept(target, argument));
            return;
        }
        try {
            input.accept(target, argument);
        } catch (RuntimeException | Error e) {
            failed(e);
        }
        leave();
    }

    private boolean enter() {
        return head == null && HEAD.compareAndSet(this, null, BUSY);
    }

    private void add(Runnable input) {
        Waiting added = new Waiting(input);
        while (true) {
            Waiting newest = head;
            if (newest == null) {
                if (enter()) {
                    runAsOwner(input);
                    return;
                }
            } else {
                added.next = newest;
                if (HEAD.compareAndSet(this, newest, added)) {
                    return;
                }
            }
        }
    }

    private void runAsOwner(Runnable input) {
        run(input);
        leave();
    }

    /** Runs what has come in meanwhile, until nothing has. */
    private void leave() {
        while (!HEAD.compareAndSet(this, BUSY, null)) {
            for (Waiting next = oldestFirst((Waiting) HEAD.getAndSet(this, BUSY)); next != null; next = next.next) {
                run(next.input);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // one certain object marks the state
    private static @Nullable Waiting oldestFirst(@Nullable Waiting newest) {
        Waiting oldest = null;
        for (Waiting waiting = newest; waiting != null && waiting != BUSY; ) {
            Waiting older = waiting.next;
            waiting.next = oldest;
            oldest = waiting;
            waiting = older;
        }
        return oldest;
    }

    private void run(Runnable input) {
        try {
            input.run();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void failed(Throwable cause) {
        LOGGER.log(Level.ERROR, () -> "an input of a session failed, the session ends", cause);
        end();
    }

    private void end() {
        try {
            onFault();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, () -> "a session failed to end", e);
        }
    }

    /** An input that waits. */
    private static final class Waiting {
        private final Runnable input;
        private @Nullable Waiting next;

        Waiting(Runnable input) {
            this.input = input;
        }
    }
}
