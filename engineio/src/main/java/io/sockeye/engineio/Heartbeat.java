package io.sockeye.engineio;

/**
 * When the server pings, and when it gives a client up.
 *
 * <pre>
 * V4  the server pings pingInterval after the open packet and after each pong; the pong is due pingTimeout later. While it is
 *     awaited, one other packet starts that time again, once a ping
 * V3  the client pings, the server answers; the next ping is due pingInterval + pingTimeout later
 * </pre>
 *
 * While the connection isn't read ({@link #suspend}), nothing is due from the client. It must not give the server up meanwhile, so it gets a ping
 * (V4) or, as its ping may wait to be read, a pong (V3) from time to time.
 *
 * <p>Times are nanoseconds as {@link Scheduler#nanoTime()} tells them. Not thread-safe.
 */
public final class Heartbeat {
    /** What is waited for. */
    public enum State {
        /** V4: until it is time to ping. */
        WAITING_TO_PING,
        /** V4: for the pong. */
        AWAITING_PONG,
        /** V4: for the pong, after another packet had won it more time. */
        AWAITING_PONG_LONGER,
        /** V3: for the client's ping. */
        AWAITING_PING
    }

    /** What the session has to do. */
    public enum Effect {
        /** Nothing. */
        NONE,
        /** Send a ping. */
        SEND_PING,
        /** Send a pong. */
        SEND_PONG,
        /** Close with {@link CloseReason#PING_TIMEOUT}. */
        TIMEOUT,
        /** Close with {@link CloseReason#TRANSPORT_ERROR}: a ping or pong that only the server may send. */
        WRONG_DIRECTION
    }

    /** The part of the timeout by which a ping may leave late without making the pong due later. */
    private static final int LATENESS = 16;

    /** The same for all connections of a server, and shared by them. */
    private final Times times;

    private long deadline;
    private State state;
    private boolean suspended;

    /**
     * Begins with the open packet.
     *
     * @param protocol which side pings
     * @param intervalNanos {@code pingInterval}
     * @param timeoutNanos {@code pingTimeout}
     * @param now the time of the open packet
     */
    public Heartbeat(EngineProtocol protocol, long intervalNanos, long timeoutNanos, long now) {
        this(protocol, new Times(intervalNanos, timeoutNanos), now);
    }

    /** Begins with the open packet; many connections may share their times. */
    public Heartbeat(EngineProtocol protocol, Times times, long now) {
        this.times = times;
        this.state = protocol == EngineProtocol.V4 ? State.WAITING_TO_PING : State.AWAITING_PING;
        this.deadline = protocol == EngineProtocol.V4
                ? now + times.intervalNanos
                : now + times.intervalNanos + times.timeoutNanos;
    }

    /** A ping arrived. */
    public Effect onPing(long now) {
        if (state != State.AWAITING_PING) {
            return Effect.WRONG_DIRECTION;
        }
        if (!suspended) {
            deadline = now + times.intervalNanos + times.timeoutNanos;
        }
        return Effect.SEND_PONG;
    }

    /** A pong arrived; one that nobody asked for changes nothing. */
    public Effect onPong(long now) {
        switch (state) {
            case AWAITING_PING:
                return Effect.WRONG_DIRECTION;
            case AWAITING_PONG, AWAITING_PONG_LONGER:
                enter(State.WAITING_TO_PING, now + times.intervalNanos);
                break;
            case WAITING_TO_PING:
                break;
        }
        return Effect.NONE;
    }

    /** A packet arrived that is neither ping nor pong. */
    public void onOtherPacket(long now) {
        if (state == State.AWAITING_PONG && !suspended) {
            enter(State.AWAITING_PONG_LONGER, now + times.timeoutNanos);
        }
    }

    /** When {@link #onTime} has something to do at the latest; any input may move it. */
    public long deadline() {
        return deadline;
    }

    /** The time has come, or not yet: then nothing happens. */
    public Effect onTime(long now) {
        if (now - deadline < 0) {
            return Effect.NONE;
        }
        return switch (state) {
            case WAITING_TO_PING -> ping(now);
            case AWAITING_PONG, AWAITING_PONG_LONGER -> suspended ? ping(now) : Effect.TIMEOUT;
            case AWAITING_PING -> suspended ? unaskedPong(now) : Effect.TIMEOUT;
        };
    }

    private Effect ping(long now) {
        // Whoever looks at the time now and then is a little late, which is not the client's gain; after a pause of the
        // whole process it has its full time.
        long due = now - deadline <= times.timeoutNanos / LATENESS ? deadline : now;
        enter(State.AWAITING_PONG, due + times.timeoutNanos);
        return Effect.SEND_PING;
    }

    private Effect unaskedPong(long now) {
        deadline = now + times.timeoutNanos / 2;
        return Effect.SEND_PONG;
    }

    /** The connection isn't read from now on. */
    public void suspend(long now) {
        if (!suspended) {
            suspended = true;
            if (state == State.AWAITING_PING) {
                deadline = now + times.timeoutNanos / 2;
            }
        }
    }

    /** The connection is read again: what was due from the client has its full time once more. */
    public void resume(long now) {
        if (suspended) {
            suspended = false;
            switch (state) {
                case WAITING_TO_PING -> {}
                case AWAITING_PONG, AWAITING_PONG_LONGER -> enter(State.AWAITING_PONG, now + times.timeoutNanos);
                case AWAITING_PING -> deadline = now + times.intervalNanos + times.timeoutNanos;
            }
        }
    }

    /** What is waited for. */
    public State state() {
        return state;
    }

    private void enter(State next, long until) {
        state = next;
        deadline = until;
    }

    @Override
    public String toString() {
        return "Heartbeat[" + state + (suspended ? ", suspended" : "") + ", deadline=" + deadline + ", interval="
                + times.intervalNanos + ", timeout=" + times.timeoutNanos + "]";
    }

    /**
     * How long things take.
     *
     * @param intervalNanos {@code pingInterval}
     * @param timeoutNanos {@code pingTimeout}
     */
    public record Times(long intervalNanos, long timeoutNanos) {}
}
