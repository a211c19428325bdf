package io.sockeye.engineio;

import org.jspecify.annotations.Nullable;

/**
 * The life of a session, forwards only.
 *
 * <pre>
 * OPENING ──► OPEN ──► CLOSING ──► CLOSED
 *    └─────────┴──────────────────────▲
 * </pre>
 *
 * Not thread-safe.
 */
public final class SessionState {
    /** A part of the life. */
    public enum Phase {
        /** Until the open packet is in the queue. */
        OPENING,
        /** Packets go both ways. */
        OPEN,
        /** This side has closed; what is in the queue leaves, what arrives is dropped. */
        CLOSING,
        /** Over. */
        CLOSED
    }

    /** What the session has to do. */
    public enum Effect {
        /** Nothing: too late, or too early. */
        NONE,
        /** Write what is in the queue, then close the transport and say {@link #onEnd}. */
        DRAIN,
        /** Release everything and tell the listener, for the only time. */
        END
    }

    private Phase phase = Phase.OPENING;
    private @Nullable CloseReason reason;

    /** A session that opens. */
    public SessionState() {}

    /** The open packet is in the queue. */
    public void onOpen() {
        if (phase == Phase.OPENING) {
            phase = Phase.OPEN;
        }
    }

    /** Whether packets of the client count: while {@link Phase#OPEN}. */
    public boolean receives() {
        return phase == Phase.OPEN;
    }

    /** Whether messages are taken: until closing begins. */
    public boolean sends() {
        return phase == Phase.OPENING || phase == Phase.OPEN;
    }

    /**
     * This side closes when everything has been written. The first reason given is the one that counts.
     *
     * @return {@link Effect#DRAIN} the first time
     */
    public Effect onClose(CloseReason why) {
        if (!sends()) {
            return Effect.NONE;
        }
        phase = Phase.CLOSING;
        reason = why;
        return Effect.DRAIN;
    }

    /**
     * The end has come: everything was written, the transport is gone, a heartbeat was missed, or nobody wants to wait any longer.
     *
     * @param why counts unless a reason was given to {@link #onClose} before
     * @return {@link Effect#END} the first time
     */
    public Effect onEnd(CloseReason why) {
        if (phase == Phase.CLOSED) {
            return Effect.NONE;
        }
        phase = Phase.CLOSED;
        if (reason == null) {
            reason = why;
        }
        return Effect.END;
    }

    /** Where in its life the session is. */
    public Phase phase() {
        return phase;
    }

    /** Why it closes or has been closed; null before. */
    public @Nullable CloseReason reason() {
        return reason;
    }

    @Override
    public String toString() {
        return "SessionState[" + phase + (reason == null ? "" : ", " + reason.text()) + "]";
    }
}
