package io.sockeye.engineio;

import java.util.Arrays;

/**
 * How a session goes over from polling to websocket.
 *
 * <pre>
 * POLLING ──websocket opens──► CONNECTED ──2probe──► PROBED ──5──► UPGRADED
 *    ▲──────────anything else, websocket gone, upgradeTimeout──┘
 * </pre>
 *
 * In PROBED the client wants to pause polling but can't while its poll is pending: a noop answers the poll, at once and again each 100 ms, for the
 * client may have polled once more before it paused. Until the {@code 5}, messages go through polling. A client may probe again; it is answered again.
 *
 * <p>Times are nanoseconds as {@link Scheduler#nanoTime()} tells them. Not thread-safe.
 */
public final class UpgradeState {
    /** How far it is. */
    public enum Stage {
        /** No upgrade is under way. */
        POLLING,
        /** The websocket is open and has said nothing. */
        CONNECTED,
        /** The probe was answered. */
        PROBED,
        /** The websocket is the transport. */
        UPGRADED
    }

    /** What the session has to do. */
    public enum Effect {
        /** Nothing. */
        NONE,
        /** Close the new websocket: an upgrade is under way, or one has succeeded. */
        REFUSE,
        /** Send {@link EncodedMessage#PROBE_ANSWER} over the websocket. */
        ANSWER_PROBE,
        /** Answer the pending poll with {@link EncodedMessage#NOOP}. */
        SEND_NOOP,
        /** Give up polling and send everything over the websocket. */
        COMPLETE,
        /** Close the websocket; polling goes on. */
        ABORT
    }

    private static final long NOOP_REPEAT_NANOS = 100_000_000;
    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    private Stage stage = Stage.POLLING;
    private long upgradeDeadline;
    private long nextNoop;

    /** A session on polling. */
    public UpgradeState() {}

    /**
     * A websocket wants to become the transport.
     *
     * @param deadline when it has to be, {@code upgradeTimeout} from now
     * @return {@link Effect#NONE} or {@link Effect#REFUSE}
     */
    public Effect onWebSocket(long deadline) {
        if (stage != Stage.POLLING) {
            return Effect.REFUSE;
        }
        stage = Stage.CONNECTED;
        upgradeDeadline = deadline;
        return Effect.NONE;
    }

    /**
     * A text packet arrived over the websocket before the upgrade is complete.
     *
     * @return {@link Effect#ANSWER_PROBE} (then ask {@link #onTime} for the first noop), {@link Effect#COMPLETE} or {@link Effect#ABORT}
     */
    public Effect onPacket(PacketType type, byte[] bytes, int from, int to, long now) {
        if (isUnderWay() && type == PacketType.PING && isProbe(bytes, from, to)) {
            if (stage == Stage.CONNECTED) {
                stage = Stage.PROBED;
                nextNoop = now;
            }
            return Effect.ANSWER_PROBE;
        }
        if (stage == Stage.PROBED && type == PacketType.UPGRADE) {
            stage = Stage.UPGRADED;
            return Effect.COMPLETE;
        }
        return onFailure();
    }

    private static boolean isProbe(byte[] bytes, int from, int to) {
        return Arrays.equals(bytes, from, to, PROBE, 0, PROBE.length);
    }

    /**
     * The websocket sent something else than a text packet, or the session closes.
     *
     * @return {@link Effect#ABORT}, or {@link Effect#NONE} when no upgrade is under way
     */
    public Effect onFailure() {
        if (!isUnderWay()) {
            return Effect.NONE;
        }
        stage = Stage.POLLING;
        return Effect.ABORT;
    }

    /**
     * The time has come, or a poll has arrived.
     *
     * @param pollPending whether a poll waits for its answer
     * @return {@link Effect#SEND_NOOP}, {@link Effect#ABORT} or {@link Effect#NONE}
     */
    public Effect onTime(long now, boolean pollPending) {
        if (isUnderWay() && now - upgradeDeadline >= 0) {
            return onFailure();
        }
        if (stage == Stage.PROBED && pollPending && now - nextNoop >= 0) {
            nextNoop = now + NOOP_REPEAT_NANOS;
            return Effect.SEND_NOOP;
        }
        return Effect.NONE;
    }

    /** When {@link #onTime} has something to do at the latest, unless a poll arrives; only while {@link #isUnderWay()}. */
    public long deadline(boolean pollPending) {
        return stage == Stage.PROBED && pollPending && nextNoop - upgradeDeadline < 0 ? nextNoop : upgradeDeadline;
    }

    /** Whether a websocket is there that isn't the transport yet. */
    public boolean isUnderWay() {
        return stage == Stage.CONNECTED || stage == Stage.PROBED;
    }

    /** How far it is. */
    public Stage stage() {
        return stage;
    }

    @Override
    public String toString() {
        return "UpgradeState[" + stage
                + (isUnderWay() ? ", deadline=" + upgradeDeadline + ", nextNoop=" + nextNoop : "") + "]";
    }
}
