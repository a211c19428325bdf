package io.sockeye.engineio.client;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.client.EngineClient.Offer;
import io.sockeye.engineio.client.EngineClient.Urgency;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent: any thread offers, the connection's executor takes. Bytes are reserved before a message enters and released when it has been written,
 * so the sum never exceeds the budget by more than is exempt.
 */
final class OutboundQueue {
    /** What a message costs besides its bytes: without it a flood of tiny ones takes many times the budget in objects. */
    static final int OVERHEAD = 64;

    private static final int EXEMPT_FACTOR = 4;

    private enum Phase {
        /** Nothing is taken: there is no handshake yet. */
        OPENING,
        OPEN,
        /** Nothing is taken any more but control packets; what is there leaves. */
        DRAINING,
        CLOSED
    }

    private final long budget;
    private final Queue<EncodedMessage> messages = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OPENING);
    // consumer only: the message that is being sent in parts, and how many of its packets have been
    private @Nullable EncodedMessage head;
    private int sent;

    OutboundQueue(long budget) {
        this.budget = budget;
    }

    static long cost(EncodedMessage message) {
        return message.byteSize() + (long) OVERHEAD;
    }

    void open() {
        phase.compareAndSet(Phase.OPENING, Phase.OPEN); // never over the word of a thread that has closed it meanwhile
    }

    Offer offer(EncodedMessage message, Urgency urgency) {
        if (phase.get() != Phase.OPEN) {
            return Offer.CLOSED;
        }
        long cost = cost(message);
        Offer outcome = switch (urgency) {
            case NORMAL -> reserve(cost, budget) ? Offer.ACCEPTED : Offer.OVER_BUDGET;
            case EXEMPT -> reserve(cost, exemptBudget()) ? Offer.ACCEPTED : Offer.OVER_BUDGET;
            case VOLATILE -> bytes.compareAndSet(0, cost) ? Offer.ACCEPTED : Offer.DROPPED;
        };
        if (outcome == Offer.ACCEPTED) {
            messages.add(message);
        }
        return outcome;
    }

    /**
     * Takes a packet of the protocol itself, while draining too.
     *
     * @return false when a server makes the client answer and never reads the answers
     */
    boolean control(EncodedMessage packet) {
        if (phase.get() == Phase.CLOSED) {
            return true;
        }
        if (!reserve(cost(packet), exemptBudget())) {
            return false;
        }
        messages.add(packet);
        return true;
    }

    private long exemptBudget() {
        return budget > Long.MAX_VALUE / EXEMPT_FACTOR ? Long.MAX_VALUE : budget * EXEMPT_FACTOR;
    }

    private boolean reserve(long cost, long limit) {
        while (true) {
            long now = bytes.get();
            if (now > 0 && now > limit - cost) {
                return false;
            }
            if (bytes.compareAndSet(now, now + cost)) {
                return true;
            }
        }
    }

    /**
     * What was reserved for messages that have been written now.
     *
     * @return whether nothing is left
     */
    boolean release(long cost) {
        return bytes.addAndGet(-cost) == 0;
    }

    long queuedBytes() {
        return phase.get() == Phase.CLOSED ? 0 : bytes.get();
    }

    boolean isOpen() {
        return phase.get() == Phase.OPEN;
    }

    /** Takes no more messages; what is there leaves. */
    void drainOnly() {
        phase.updateAndGet(now -> now == Phase.CLOSED ? Phase.CLOSED : Phase.DRAINING);
    }

    /** Drops everything. Any thread. */
    void close() {
        phase.set(Phase.CLOSED);
        messages.clear();
    }

    /** The message whose turn it is, without taking it. Consumer only. */
    @Nullable
    EncodedMessage head() {
        if (phase.get() == Phase.CLOSED) {
            head = null;
        } else if (head == null) {
            head = messages.poll();
            sent = 0;
        }
        return head;
    }

    /** How many packets of the {@link #head} have been taken. Consumer only. */
    int sent() {
        return sent;
    }

    /** The head is taken up to a packet, or altogether. Consumer only. */
    void sent(int packets) {
        EncodedMessage message = head;
        if (message != null && packets == message.packetCount()) {
            head = null;
        }
        sent = packets;
    }

    @Override
    public String toString() {
        return "OutboundQueue[" + phase + ", " + bytes + " of " + budget + " bytes]";
    }
}
