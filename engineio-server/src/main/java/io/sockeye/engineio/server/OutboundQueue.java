package io.sockeye.engineio.server;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.Scheduler;
import io.sockeye.engineio.server.EngineSession.Offer;
import io.sockeye.engineio.server.EngineSession.Urgency;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent on one session: any thread offers, one consumer takes. The consumer is the current {@link Carrier}; it is handed over with the volatile
 * write of the session's carrier, so what only it touches needs no guard of its own.
 *
 * <p>Offering is one compare-and-set of {@code newest}; the consumer takes the whole chain at once and turns it round. The entries are the links.
 *
 * <p>Bytes are reserved before a message enters and released when it has been written, so the sum never exceeds the budget by more than is exempt.
 */
final class OutboundQueue {
    /** What a message costs besides its bytes: without it a flood of tiny ones takes many times the budget in objects. */
    static final int OVERHEAD = 64;

    private static final int EXEMPT_FACTOR = 4;
    private static final VarHandle NEWEST;
    private static final VarHandle BYTES;
    private static final VarHandle LARGEST;
    private static final VarHandle WAITERS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            NEWEST = lookup.findVarHandle(OutboundQueue.class, "newest", Entry.class);
            BYTES = lookup.findVarHandle(OutboundQueue.class, "bytes", long.class);
            LARGEST = lookup.findVarHandle(OutboundQueue.class, "largest", long.class);
            WAITERS = lookup.findVarHandle(OutboundQueue.class, "waiters", Queue.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** One message of the queue, and the link to the one before it, or behind it when it has been fetched. */
    static final class Entry {
        private final EncodedMessage message;
        private final boolean compress;
        private @Nullable Entry next;

        Entry(EncodedMessage message, boolean compress) {
            this.message = message;
            this.compress = compress;
        }

        EncodedMessage message() {
            return message;
        }

        boolean compress() {
            return compress;
        }

        long cost() {
            return message.byteSize() + (long) OVERHEAD;
        }
    }

    private enum Phase {
        OPEN,
        /** Nothing is taken any more but control packets; what is there leaves. */
        DRAINING,
        CLOSED
    }

    private final long budget;
    // what has been offered and not been fetched, linked to older ones
    private volatile @Nullable Entry newest;
    // consumer only: what has been fetched, linked to younger ones, and how many packets of it have been sent
    private @Nullable Entry oldest;
    private int sent;
    // what has been taken altogether; written by the consumer, read without any guard for the statistics
    private long packetsTaken;
    private long bytesTaken;
    private volatile Phase phase = Phase.OPEN;
    private volatile long bytes;
    // the largest message above the budget that an empty queue took, ever
    private volatile long largest;
    // the largest message that was refused since the queue was empty
    private volatile long refused;
    // null until somebody waits
    private volatile @Nullable Queue<Thread> waiters;

    OutboundQueue(long budget) {
        this.budget = budget;
    }

    Offer offer(EncodedMessage message, Urgency urgency, boolean compress) {
        if (phase != Phase.OPEN) {
            return Offer.CLOSED;
        }
        Entry entry = new Entry(message, compress);
        long cost = entry.cost();
        Offer outcome = switch (urgency) {
            case NORMAL -> reserve(cost, budget) ? Offer.ACCEPTED : Offer.OVER_BUDGET;
            case EXEMPT -> reserve(cost, exemptBudget()) ? Offer.ACCEPTED : Offer.OVER_BUDGET;
            case VOLATILE -> reserveAlone(cost) ? Offer.ACCEPTED : Offer.DROPPED;
        };
        if (outcome == Offer.ACCEPTED) {
            push(entry);
        }
        return outcome;
    }

    private void push(Entry entry) {
        Entry before;
        do {
            before = newest;
            entry.next = before;
        } while (!NEWEST.compareAndSet(this, before, entry));
    }

    /**
     * Takes a packet of the protocol itself, while draining too.
     *
     * @return false when a client makes the server answer and never reads the answers
     */
    boolean control(EncodedMessage packet) {
        if (phase == Phase.CLOSED) {
            return true;
        }
        Entry entry = new Entry(packet, false);
        if (!reserve(entry.cost(), exemptBudget())) {
            return false;
        }
        push(entry);
        return true;
    }

    /** Beside the one message that may be larger than the budget, so that a client that reads it slowly isn't one that reads no answers. */
    private long exemptBudget() {
        long beside = budget > Long.MAX_VALUE / EXEMPT_FACTOR ? Long.MAX_VALUE : budget * EXEMPT_FACTOR;
        return beside > Long.MAX_VALUE - largest ? Long.MAX_VALUE : beside + largest;
    }

    private boolean reserveAlone(long cost) {
        if (cost > budget) {
            allowFor(cost);
        }
        return BYTES.compareAndSet(this, 0L, cost);
    }

    private boolean reserve(long cost, long limit) {
        while (true) {
            long now = bytes;
            if (now > 0 && now > limit - cost) {
                refused = Math.max(refused, cost);
                return false;
            }
            if (now == 0 && cost > budget) {
                allowFor(cost); // before it enters, or an exempt one right behind it would find the limit of before
            }
            if (BYTES.compareAndSet(this, now, now + cost)) {
                return true;
            }
        }
    }

    private void allowFor(long cost) {
        long known;
        do {
            known = largest;
        } while (known < cost && !LARGEST.compareAndSet(this, known, cost));
    }

    /** What was reserved for messages that have been written now. */
    void release(long cost) {
        long left = (long) BYTES.getAndAdd(this, -cost) - cost;
        if (left == 0 && refused != 0) {
            refused = 0;
        }
        if (waiters != null && hasRoom()) {
            wakeWaiters();
        }
    }

    long queuedBytes() {
        return phase == Phase.CLOSED ? 0 : bytes;
    }

    /** Packets that have been taken to be written. Any thread, a little late. */
    long packetsTaken() {
        return packetsTaken;
    }

    /** Bytes of these packets. Any thread, a little late. */
    long bytesTaken() {
        return bytesTaken;
    }

    boolean isOpen() {
        return phase == Phase.OPEN;
    }

    /** Whether there is nothing to take; what is being written may not have been written yet. */
    boolean isEmpty() {
        return oldest == null && newest == null;
    }

    /** Takes no more messages; what is there leaves. */
    void drainOnly() {
        if (phase == Phase.OPEN) {
            phase = Phase.DRAINING;
        }
    }

    /** Drops everything. Any thread. */
    void close() {
        phase = Phase.CLOSED;
        newest = null;
        oldest = null; // so that it doesn't live as long as the session; a consumer at work looks at the phase
        wakeWaiters();
    }

    /** The message whose turn it is, without taking it. Consumer only. */
    @Nullable
    Entry head() {
        Entry head = oldest;
        if (phase == Phase.CLOSED) {
            head = null;
        } else if (head == null && newest != null) {
            head = oldestFirst((Entry) NEWEST.getAndSet(this, null));
        }
        oldest = head;
        return head;
    }

    private static @Nullable Entry oldestFirst(@Nullable Entry newest) {
        Entry oldest = null;
        for (Entry entry = newest; entry != null; ) {
            Entry older = entry.next;
            entry.next = oldest;
            oldest = entry;
            entry = older;
        }
        return oldest;
    }

    /** How many packets of the {@link #head} have been sent. Consumer only. */
    int sent() {
        return sent;
    }

    /** The head is sent up to a packet, or altogether. Consumer only. */
    void sent(int packets) {
        Entry entry = oldest;
        if (entry != null && packets == entry.message().packetCount()) {
            remove(entry);
        } else {
            sent = packets;
        }
    }

    /** Takes a whole message, or what is left of one that was sent in part. Consumer only. */
    @Nullable
    Entry next() {
        Entry entry = head();
        if (entry == null) {
            return null;
        }
        int before = sent;
        remove(entry);
        return before == 0 ? entry : new Entry(entry.message().skip(before), entry.compress());
    }

    private void remove(Entry head) {
        packetsTaken += head.message.packetCount();
        bytesTaken += head.message.byteSize();
        oldest = head.next;
        head.next = null;
        sent = 0;
    }

    boolean await(Scheduler time, long timeoutNanos) throws InterruptedException {
        if (hasRoom()) {
            return true;
        }
        Thread thread = Thread.currentThread();
        Queue<Thread> queue = waiters();
        long end = time.nanoTime() + timeoutNanos;
        // Entered before the next look at the bytes, so that a release in between sees the waiter.
        queue.add(thread);
        try {
            while (!hasRoom()) {
                long left = end - time.nanoTime();
                if (left <= 0) {
                    return false;
                }
                LockSupport.parkNanos(this, left);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return true;
        } finally {
            queue.remove(thread);
        }
    }

    private boolean hasRoom() {
        long now = bytes;
        return phase != Phase.OPEN || now == 0 || now <= budget - refused;
    }

    private Queue<Thread> waiters() {
        Queue<Thread> queue = waiters;
        if (queue == null) {
            Queue<Thread> mine = new ConcurrentLinkedQueue<>();
            queue = WAITERS.compareAndSet(this, null, mine) ? mine : Objects.requireNonNull(waiters);
        }
        return queue;
    }

    private void wakeWaiters() {
        Queue<Thread> queue = waiters;
        if (queue != null) {
            queue.forEach(LockSupport::unpark);
        }
    }

    @Override
    public String toString() {
        return "OutboundQueue[" + phase + ", " + bytes + " of " + budget + " bytes]";
    }
}
