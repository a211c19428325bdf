package io.sockeye.server;

import io.sockeye.dispatch.run.DrainExecutor;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.server.EngineSession;
import io.sockeye.engineio.server.host.HostLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Carries the handlers of one connection on the event loop of that connection. Each drain is a virtual thread; each piece of it, until it blocks or ends, goes to the loop. The first one runs there
 * and then if the drain was started on the loop, so that its answers leave with what has just been read; the others come as tasks of the loop.
 *
 * <p>Pieces are timed. After one that took too long all pieces of the connection go to the scheduler of the JDK for a second, counted from the last piece that took too long, wherever that ran. A connection that has just been
 * back and does it again stays away for twice as long, for a minute at most.
 *
 * <p>Thread-safe. The fields are guesses about the future, so it doesn't matter when two threads write them at once.
 */
final class LoopHandlers implements DrainExecutor {
    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long FIRST_EXILE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_EXILE_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** Who does it again within as many exiles after its return has not become better. */
    private static final int PROBATION = 3;

    private final LoopThreads threads;
    private final EngineSession session;

    /** How long the last exile was meant to last, 0 when there was none. */
    private volatile long exileNanos;

    /** When it ends. */
    private volatile long exiledUntil;

    /** When the piece began that runs on the loop; only looked at by that piece. */
    private long pieceBegan;

    LoopHandlers(LoopThreads threads, EngineSession session) {
        this.threads = threads;
        this.session = session;
    }

    @Override
    public void execute(Runnable drain) {
        threads.unstarted(new Carried(), drain).start();
    }

    /** A thread that has had the loop for too long yields, and is exiled by that. */
    @Override
    @SuppressWarnings("ThreadPriorityCheck") // a thread that yields is submitted anew, and that is all it is to do
    public void betweenTasks() {
        if (!isExiled() && System.nanoTime() - pieceBegan > LONG_NANOS) {
            tookLong();
            Thread.yield();
        }
    }

    private @Nullable HostLoop loop() {
        if (isExiled()) {
            return null;
        }
        HostLoop loop = session.loop();
        if (loop == null && session.transport() == Transport.WEBSOCKET && session.isOpen()) {
            threads.noLoop();
        }
        return loop;
    }

    private boolean isExiled() {
        return exileNanos != 0 && System.nanoTime() - exiledUntil < 0;
    }

    private void tookLong() {
        long now = System.nanoTime();
        long last = exileNanos;
        long sinceReturn = now - exiledUntil;
        long exile;
        if (last == 0 || sinceReturn > PROBATION * last) {
            exile = FIRST_EXILE_NANOS;
        } else {
            exile = sinceReturn < 0 ? last : Math.min(2 * last, LONGEST_EXILE_NANOS);
        }
        exiledUntil = now + exile;
        exileNanos = exile;
    }

    /**
     * The scheduler of one virtual thread, and its pieces. The JDK has one task a thread, and submits it when the thread is started, unparked or yields.
     *
     * <p>Virtual threads that a handler starts inherit this from it; nobody has asked for them to be on the loop, so the scheduler of the JDK gets them.
     */
    private final class Carried implements Executor, Runnable {
        private @Nullable Runnable piece;

        @Override
        @SuppressWarnings("ReferenceEquality") // a task is itself
        public void execute(Runnable submitted) {
            boolean first = piece == null;
            if (first) {
                piece = submitted;
            } else if (piece != submitted) {
                threads.jdk().execute(submitted);
                return;
            }
            HostLoop loop = loop();
            // Only the first piece runs here and now. A later one is submitted wherever the thread was woken, in the
            // middle of what woke it.
            boolean taken = loop != null && (first && loop.carryNow(this) || loop.carryLater(this));
            if (!taken) {
                threads.jdk().execute(this);
            }
        }

        @Override
        public void run() {
            Runnable current = piece;
            if (current == null) {
                throw new IllegalStateException("nothing was submitted");
            }
            if (Thread.currentThread().isVirtual()) {
                threads.jdk().execute(this); // a loop that is a virtual thread can't carry one
                return;
            }
            long begin = System.nanoTime();
            pieceBegan = begin;
            current.run();
            if (System.nanoTime() - begin > LONG_NANOS) {
                tookLong();
            }
        }
    }
}
