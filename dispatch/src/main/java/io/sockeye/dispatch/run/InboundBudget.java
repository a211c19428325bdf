package io.sockeye.dispatch.run;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How much of one connection may wait for its handlers. Above the budget the connection isn't read; when half of it is free again, it is. While a {@code call()} of the connection
 * is pending, reading goes on up to the hard limit, since the answer that would free the handler may be behind what waits.
 *
 * <p>Lock-free. {@link Gate} is called by one thread at a time and always ends up as the counts say: a thread that turns it moves the state to an intermediate value that nobody else
 * leaves, turns it, and looks at the counts again.
 */
public final class InboundBudget {
    private static final VarHandle PACKETS = field("packets", int.class);
    private static final VarHandle BYTES = field("bytes", long.class);
    private static final VarHandle CALLS = field("calls", int.class);
    private static final VarHandle STATE = field("state", State.class);

    private final Limits limits;
    private final Gate gate;
    private volatile int packets;
    private volatile long bytes;
    private volatile int calls;
    private volatile State state = State.READING;

    private static VarHandle field(String name, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(InboundBudget.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A budget of which nothing is used. */
    public InboundBudget(Limits limits, Gate gate) {
        this.limits = limits;
        this.gate = gate;
    }

    /**
     * Something arrived and waits.
     *
     * @return false when the hard limit is exceeded: the connection has to be closed
     */
    public boolean charge(int size) {
        int waiting = (int) PACKETS.getAndAdd(this, 1) + 1;
        long held = (long) BYTES.getAndAdd(this, (long) size) + size;
        settle();
        return waiting <= limits.hardPackets() && held <= limits.hardBytes();
    }

    /** Something that waited has been served. */
    public void release(int size) {
        PACKETS.getAndAdd(this, -1);
        BYTES.getAndAdd(this, (long) -size);
        settle();
    }

    /** A handler of this connection starts to wait for an acknowledgement. */
    public void callStarted() {
        CALLS.getAndAdd(this, 1);
        settle();
    }

    /** A handler no longer waits for an acknowledgement. */
    public void callEnded() {
        CALLS.getAndAdd(this, -1);
        settle();
    }

    /** Packets that wait or are being served. */
    public int packets() {
        return packets;
    }

    /** Bytes that wait or are being served. */
    public long bytes() {
        return bytes;
    }

    private void settle() {
        while (true) {
            if (isOver()) {
                if (!turn(State.READING, State.STOPPING, State.STOPPED, false)) {
                    return;
                }
            } else if (hasRoom()) {
                if (!turn(State.STOPPED, State.RESUMING, State.READING, true)) {
                    return;
                }
            } else {
                return;
            }
        }
    }

    private boolean turn(State from, State through, State to, boolean readable) {
        if (!STATE.compareAndSet(this, from, through)) {
            return false;
        }
        gate.readable(readable);
        state = to;
        return true;
    }

    private boolean isOver() {
        return calls == 0 && (packets > limits.packets() || bytes > limits.bytes());
    }

    private boolean hasRoom() {
        return calls > 0 || (packets <= limits.packets() / 2 && bytes <= limits.bytes() / 2);
    }

    @Override
    public String toString() {
        return "InboundBudget[" + state + ", " + packets + " packets, " + bytes + " bytes, " + calls + " calls]";
    }

    private enum State {
        READING,
        STOPPING,
        STOPPED,
        RESUMING
    }

    /** What stops and starts reading a connection. */
    @FunctionalInterface
    public interface Gate {
        /** Reads or doesn't; must not block. */
        void readable(boolean readable);
    }

    /**
     * The numbers.
     *
     * @param packets that may wait before reading stops
     * @param bytes that may wait before reading stops
     * @param hardPackets that may wait while calls are pending
     * @param hardBytes that may wait while calls are pending
     */
    public record Limits(int packets, long bytes, int hardPackets, long hardBytes) {
        /** Checks that the hard limits aren't below the others. */
        public Limits {
            if (packets < 1 || bytes < 1 || hardPackets < packets || hardBytes < bytes) {
                throw new IllegalArgumentException(
                        "inbound budget: packets " + packets + " (hard " + hardPackets + ") and bytes " + bytes
                                + " (hard " + hardBytes + ") must be positive and hard limits not smaller");
            }
        }
    }
}
