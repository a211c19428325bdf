package io.sockeye.engineio;

import java.util.Arrays;

/**
 * How a client goes over from polling to websocket, once a connection; {@link UpgradeState} is the other side.
 *
 * <pre>
 * IDLE ──► CONNECTING ──websocket opens──► PROBING ──3probe──► PAUSING ──no request is pending──► UPGRADED
 *               └────anything else, websocket gone, time over───┴──► FAILED
 * </pre>
 *
 * In PAUSING no request begins any more; the server ends the pending poll with a noop. From FAILED on, polling goes on.
 *
 * <p>Times are nanoseconds as {@link Scheduler#nanoTime()} tells them. Not thread-safe.
 */
public final class ProbeState {
    /** How far it is. */
    public enum Stage {
        /** No upgrade was begun. */
        IDLE,
        /** The websocket opens. */
        CONNECTING,
        /** The probe was sent. */
        PROBING,
        /** The probe was answered, polling comes to rest. */
        PAUSING,
        /** The websocket is the transport. */
        UPGRADED,
        /** There is no websocket. */
        FAILED
    }

    /** What the client has to do. */
    public enum Effect {
        /** Nothing. */
        NONE,
        /** Send {@link EncodedMessage#PROBE} over the websocket. */
        SEND_PROBE,
        /** Begin no request, and tell {@link #onQuiet} when none is pending. */
        PAUSE,
        /** Send {@link EncodedMessage#UPGRADE} and everything that follows over the websocket. */
        COMPLETE,
        /** Close the websocket; polling goes on. */
        ABORT
    }

    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    private Stage stage = Stage.IDLE;
    private long deadline;

    /** A connection on polling. */
    public ProbeState() {}

    /**
     * The websocket begins to open; without effect when one did before.
     *
     * @param until when it has to be the transport
     * @return whether to open it
     */
    public boolean onStart(long until) {
        if (stage != Stage.IDLE) {
            return false;
        }
        stage = Stage.CONNECTING;
        deadline = until;
        return true;
    }

    /** The websocket is open: {@link Effect#SEND_PROBE}, or {@link Effect#NONE} when it comes too late. */
    public Effect onOpen() {
        if (stage != Stage.CONNECTING) {
            return Effect.NONE;
        }
        stage = Stage.PROBING;
        return Effect.SEND_PROBE;
    }

    /** A text packet arrived over the websocket before the upgrade is complete: {@link Effect#PAUSE} or {@link Effect#ABORT}. */
    public Effect onPacket(PacketType type, byte[] bytes, int from, int to) {
        if (stage == Stage.PROBING
                && type == PacketType.PONG
                && Arrays.equals(bytes, from, to, PROBE, 0, PROBE.length)) {
            stage = Stage.PAUSING;
            return Effect.PAUSE;
        }
        return onFailure();
    }

    /** No request of the polling transport is pending: {@link Effect#COMPLETE} if that was waited for. */
    public Effect onQuiet() {
        if (stage != Stage.PAUSING) {
            return Effect.NONE;
        }
        stage = Stage.UPGRADED;
        return Effect.COMPLETE;
    }

    /** The websocket failed or sent something else than a text packet, or the connection closes. */
    public Effect onFailure() {
        if (!isUnderWay()) {
            return Effect.NONE;
        }
        stage = Stage.FAILED;
        return Effect.ABORT;
    }

    /** The time has come, or not yet. */
    public Effect onTime(long now) {
        return isUnderWay() && now - deadline >= 0 ? onFailure() : Effect.NONE;
    }

    /** When {@link #onTime} has something to do; only while {@link #isUnderWay()}. */
    public long deadline() {
        return deadline;
    }

    /** Whether a websocket is there, or on its way, that isn't the transport yet. */
    public boolean isUnderWay() {
        return stage == Stage.CONNECTING || stage == Stage.PROBING || stage == Stage.PAUSING;
    }

    /** How far it is. */
    public Stage stage() {
        return stage;
    }

    @Override
    public String toString() {
        return "ProbeState[" + stage + (isUnderWay() ? ", deadline=" + deadline : "") + "]";
    }
}
