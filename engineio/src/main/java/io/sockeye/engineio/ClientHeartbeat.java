package io.sockeye.engineio;

/**
 * When a client pings, and when it gives the server up.
 *
 * <pre>
 * V4  the server pings, the client answers
 * V3  the client pings every pingInterval, the server answers
 * </pre>
 *
 * Either way something has to arrive within pingInterval + pingTimeout, and whatever arrives proves that the server lives: servers announce intervals
 * that they don't keep. While the connection isn't read ({@link #suspend}), nothing is due from the server; its ping may wait to be read, so it gets a pong
 * (V4) from time to time.
 *
 * <p>Times are nanoseconds as {@link Scheduler#nanoTime()} tells them; deadlines are absolute, so that a machine that was suspended knows at once. Not
 * thread-safe.
 */
public final class ClientHeartbeat {
    /** What the client has to do. */
    public enum Effect {
        /** Nothing. */
        NONE,
        /** Send {@link EncodedMessage#PING}. */
        SEND_PING,
        /** Send {@link EncodedMessage#PONG}. */
        SEND_PONG,
        /** Close with {@link CloseReason#PING_TIMEOUT}. */
        TIMEOUT
    }

    private final EngineProtocol protocol;
    private final long intervalNanos;
    private final long timeoutNanos;
    private long serverDue;
    private long nextSend;
    private boolean suspended;

    /**
     * Begins with the open packet.
     *
     * @param protocol which side pings
     * @param intervalNanos {@code pingInterval}, zero or more
     * @param timeoutNanos {@code pingTimeout}, more than zero
     * @param now the time of the open packet
     */
    public ClientHeartbeat(EngineProtocol protocol, long intervalNanos, long timeoutNanos, long now) {
        this.protocol = protocol;
        this.intervalNanos = intervalNanos;
        this.timeoutNanos = timeoutNanos;
        this.serverDue = now + intervalNanos + timeoutNanos;
        this.nextSend = now + sendPeriod();
    }

    /** A packet of any type arrived. */
    public void onPacket(long now) {
        serverDue = now + intervalNanos + timeoutNanos;
    }

    /** A ping arrived; in revision 3 only the client may, and nothing happens. */
    public Effect onPing(long now) {
        onPacket(now);
        return protocol == EngineProtocol.V4 ? Effect.SEND_PONG : Effect.NONE;
    }

    /** The time has come, or not yet: then nothing happens. */
    public Effect onTime(long now) {
        if (isExpired(now)) {
            return Effect.TIMEOUT;
        }
        if (!sends() || now - nextSend < 0) {
            return Effect.NONE;
        }
        nextSend = now + sendPeriod();
        return protocol == EngineProtocol.V4 ? Effect.SEND_PONG : Effect.SEND_PING;
    }

    private long sendPeriod() {
        // A server that announces no interval still has to be pinged at some pace.
        return protocol == EngineProtocol.V4 || intervalNanos == 0 ? timeoutNanos / 2 : intervalNanos;
    }

    private boolean sends() {
        return protocol == EngineProtocol.V3 || suspended;
    }

    /** Whether the server should have been heard of before. */
    public boolean isExpired(long now) {
        return !suspended && now - serverDue >= 0;
    }

    /** When the server has to be heard of at the latest, unless the connection isn't read. */
    public long serverDeadline() {
        return serverDue;
    }

    /** When {@link #onTime} has something to do at the latest; any input may move it. */
    public long deadline() {
        return suspended || sends() && nextSend - serverDue < 0 ? nextSend : serverDue;
    }

    /** The connection isn't read from now on. */
    public void suspend(long now) {
        if (!suspended) {
            suspended = true;
            if (protocol == EngineProtocol.V4) {
                nextSend = now + sendPeriod();
            }
        }
    }

    /** The connection is read again: the server has its full time once more. */
    public void resume(long now) {
        if (suspended) {
            suspended = false;
            onPacket(now);
        }
    }

    @Override
    public String toString() {
        return "ClientHeartbeat[" + protocol + (suspended ? ", suspended" : "") + ", serverDue=" + serverDue
                + ", nextSend=" + nextSend + ", interval=" + intervalNanos + ", timeout=" + timeoutNanos + "]";
    }
}
