package io.sockeye.netty;

import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import io.sockeye.engineio.server.host.HostLoop;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of one event loop share: the queue of those that have something to write, one sweep over all deadlines, and tools that are too large for
 * each connection. It carries the virtual threads of handlers, if that is wanted. Event loop only, but for {@link #execute}, {@link #carryNow}, {@link #carryLater},
 * {@link #drainSoon} and {@link #connections}.
 */
final class Loop implements Runnable, HostLoop {
    private static final long SWEEP_MILLIS = 250;
    /** A millisecond of writing, about. */
    private static final int DRAINS_AT_ONCE = 128;

    private final EventLoop executor;
    private final AtomicReference<@Nullable SocketOutput> dirty = new AtomicReference<>();
    private final AtomicInteger count = new AtomicInteger();
    /** Links to all the others; no set, which would be an object more for each. */
    private @Nullable Connection head;

    private final Set<Connection> timed = new HashSet<>();
    private final OutboundSink sink = new OutboundSink(this);
    private final MessageDigest sha1 = newSha1();
    private @Nullable MessageInflater inflater;
    private @Nullable MessageDeflater deflater;
    private boolean sweeping;
    /** Those of large broadcasts that have not been drained yet, a chain. */
    private @Nullable SocketOutput oldestOfLarge;

    private @Nullable SocketOutput youngestOfLarge;
    private boolean goesOn;
    private boolean carrying;
    /** Whether the loop looks into {@link #dirty} in a moment by itself; volatile, since any thread may enter something. */
    private volatile boolean drainsSoon;

    Loop(EventLoop executor) {
        this.executor = executor;
    }

    private static MessageDigest newSha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    boolean isCurrentThread() {
        return executor.inEventLoop();
    }

    OutboundSink sink() {
        return sink;
    }

    MessageDigest sha1() {
        return sha1;
    }

    MessageInflater inflater() {
        MessageInflater made = inflater;
        if (made == null) {
            made = new MessageInflater();
            inflater = made;
        }
        return made;
    }

    MessageDeflater deflater() {
        MessageDeflater made = deflater;
        if (made == null) {
            made = new MessageDeflater();
            deflater = made;
        }
        return made;
    }

    /** Gives native memory back; the loop has ended. */
    void release() {
        if (inflater != null) {
            inflater.release();
        }
        if (deflater != null) {
            deflater.release();
        }
    }

    /** How many connections there are. */
    int connections() {
        return count.get();
    }

    /** Runs a task soon. Returns false when the loop has ended and never will. */
    boolean execute(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Enters a websocket, which is not in there, into the queue of those to be drained; from any thread. One task serves all that are in it. */
    void drainSoon(SocketOutput output) {
        SocketOutput first;
        do {
            first = dirty.get();
            output.nextDirty = first;
        } while (!dirty.compareAndSet(first, output));
        // Entered before the look at drainsSoon, which the loop takes back before it looks at what is entered.
        if (first == null && !drainsSoon) {
            execute(this);
        }
    }

    /** Never inside of another piece or of the drains behind it, or a row of sockets that fail and are mourned would grow the stack. */
    @Override
    public boolean carryNow(Runnable piece) {
        if (!isCurrentThread() || carrying) {
            return false;
        }
        carrying = true;
        drainsSoon = true;
        try {
            piece.run();
        } finally {
            drainsSoon = false;
            run();
            carrying = false;
        }
        return true;
    }

    @Override
    public boolean carryLater(Runnable piece) {
        return execute(() -> {
            if (!carryNow(piece)) {
                piece.run();
            }
        });
    }

    /** Drains those that asked, in their order. A large broadcast leaves in pieces, and others that ask meanwhile don't wait for the rest of it. */
    @Override
    public void run() {
        SocketOutput first = null;
        SocketOutput last = dirty.get() == null ? null : dirty.getAndSet(null);
        int asked = 0;
        for (SocketOutput output = last; output != null; asked++) {
            SocketOutput older = output.nextDirty;
            output.nextDirty = first;
            first = output;
            output = older;
        }
        if (first == null || last == null) {
            return;
        }
        if (asked <= DRAINS_AT_ONCE) {
            drainAll(first);
        } else {
            appendToLarge(first, last);
            if (!goesOn) {
                goOn();
            }
        }
    }

    private void drainAll(SocketOutput chain) {
        sink.shared().begin();
        try {
            for (SocketOutput output = chain; output != null; ) {
                SocketOutput next = output.nextDirty;
                output.nextDirty = null;
                output.drainNow();
                output = next;
            }
        } finally {
            sink.shared().end();
        }
    }

    /** A piece of what is large, and before the next one the loop reads. Netty runs tasks for up to a second before it does, so that a task alone would be no break. */
    private void goOn() {
        goesOn = true;
        sink.shared().begin();
        try {
            for (int left = DRAINS_AT_ONCE; oldestOfLarge != null && left > 0; left--) {
                SocketOutput output = oldestOfLarge;
                oldestOfLarge = output.nextDirty;
                output.nextDirty = null;
                output.drainNow();
            }
        } finally {
            sink.shared().end();
        }
        goesOn = oldestOfLarge != null;
        if (!goesOn) {
            return;
        }
        if (executor instanceof SingleThreadEventLoop loop && !loop.isShuttingDown()) {
            loop.executeAfterEventLoopIteration(() -> execute(this::goOn));
        } else {
            execute(this::goOn);
        }
    }

    private void appendToLarge(SocketOutput first, SocketOutput last) {
        if (oldestOfLarge == null || youngestOfLarge == null) {
            oldestOfLarge = first;
        } else {
            youngestOfLarge.nextDirty = first;
        }
        youngestOfLarge = last;
    }

    void add(Connection connection) {
        Connection second = head;
        head = connection;
        connection.after = second;
        connection.listed = true;
        if (second != null) {
            second.before = connection;
        }
        count.incrementAndGet();
    }

    void remove(Connection connection) {
        timed.remove(connection);
        if (!connection.listed) {
            return;
        }
        Connection before = connection.before;
        Connection after = connection.after;
        if (before == null) {
            head = after;
        } else {
            before.after = after;
        }
        if (after != null) {
            after.before = before;
        }
        connection.before = null;
        connection.after = null;
        connection.listed = false;
        count.decrementAndGet();
    }

    /** Asks for calls of {@link Connection#sweep}, or asks for no more of them. */
    void timed(Connection connection, boolean wanted) {
        if (!wanted) {
            timed.remove(connection);
        } else if (connection.listed) {
            timed.add(connection);
            sweepLater();
        }
    }

    private void sweepLater() {
        if (!sweeping && !timed.isEmpty() && !executor.isShuttingDown()) {
            sweeping = true;
            var unused = executor.schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void sweep() {
        sweeping = false;
        long now = System.nanoTime();
        for (Connection connection : new ArrayList<>(timed)) {
            connection.guarded(() -> connection.sweep(now));
        }
        sweepLater();
    }

    /** Drops all connections. */
    void dropAll() {
        List<Connection> all = new ArrayList<>(count.get());
        for (Connection connection = head; connection != null; connection = connection.after) {
            all.add(connection);
        }
        all.forEach(Connection::drop);
    }
}
