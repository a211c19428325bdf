package io.sockeye.engineio.server;

import io.sockeye.engineio.PacketSink;
import io.sockeye.engineio.PacketType;
import io.sockeye.engineio.Scheduler;
import io.sockeye.engineio.UpgradeState;
import io.sockeye.engineio.WebSocketCodec;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The upgrade of one session: does what {@link UpgradeState} decides. Inside the session's inbox; only a polling session has one. The timer exists only while an
 * upgrade is under way.
 */
final class Upgrade implements PacketSink {
    private static final long OVERTAKING_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Session session;
    private final Sessions sessions;
    private final UpgradeState state = new UpgradeState();
    private UpgradeState.Effect decided = UpgradeState.Effect.NONE;
    private Scheduler.@Nullable Task timer;
    // the websocket that wants to take over
    private volatile @Nullable WebSocketTransport candidate;

    Upgrade(Session session, Sessions sessions) {
        this.session = session;
        this.sessions = sessions;
    }

    /** A websocket with the sid of the session has opened. */
    void onOpen(WebSocketTransport webSocket) {
        long until =
                sessions.now() + sessions.options().transport().upgradeTimeout().toNanos();
        boolean polls = session.polling() != null && !session.isClosed() && !session.isClosing();
        if (!polls || state.onWebSocket(until) == UpgradeState.Effect.REFUSE) {
            webSocket.refuse();
            return;
        }
        candidate = webSocket;
        schedule(sessions.now());
    }

    void onText(WebSocketTransport from, byte[] utf8) {
        if (candidate != from) {
            return;
        }
        decided = UpgradeState.Effect.NONE;
        if (WebSocketCodec.text(session.protocol(), utf8, this).isError()) {
            decided = state.onFailure();
        }
        apply(decided);
    }

    void onBinary(WebSocketTransport from) {
        if (candidate == from) {
            apply(state.onFailure());
        }
    }

    /** A websocket has ended that was not the transport. */
    void onWebSocketClose(WebSocketTransport webSocket) {
        if (candidate == webSocket) {
            apply(state.onFailure());
        }
    }

    @Override
    public boolean packet(PacketType type, byte[] bytes, int from, int to) {
        decided = state.onPacket(type, bytes, from, to, sessions.now());
        return true;
    }

    @Override
    public boolean binary(byte[] bytes, int from, int to) {
        decided = state.onFailure();
        return true;
    }

    /** A poll waits for its answer. The end of the upgrade may be right behind it on the websocket, so the noop waits a little. */
    void onPoll() {
        if (candidate != null) {
            schedule(sessions.now() + OVERTAKING_NANOS);
        }
    }

    /** No upgrade any more: the session closes. */
    void abort() {
        apply(state.onFailure());
    }

    /** Whether a websocket is there that has not taken over. Any thread. */
    boolean isUnderWay() {
        return candidate != null;
    }

    private void onTime() {
        apply(state.onTime(sessions.now(), isPollPending()));
        schedule(sessions.now());
    }

    private boolean isPollPending() {
        PollingTransport polling = session.polling();
        return polling != null && polling.isParked();
    }

    private void apply(UpgradeState.Effect effect) {
        WebSocketTransport webSocket = candidate;
        PollingTransport polling = session.polling();
        if (webSocket == null || polling == null) {
            return;
        }
        switch (effect) {
            case NONE, REFUSE -> {}
            case ANSWER_PROBE -> {
                webSocket.answerProbe();
                onTime();
            }
            case SEND_NOOP -> polling.answerWithNoop();
            case COMPLETE -> {
                leave();
                polling.handOver();
                session.carryOver(webSocket);
            }
            case ABORT -> {
                leave();
                webSocket.refuse();
            }
        }
    }

    private void leave() {
        candidate = null;
        cancelTimer();
    }

    private void schedule(long notBefore) {
        cancelTimer();
        if (state.isUnderWay()) {
            long due = state.deadline(isPollPending());
            long delay = (due - notBefore < 0 ? notBefore : due) - sessions.now();
            timer = sessions.scheduler().schedule(delay, () -> session.inbox().submit(this::onTime));
        }
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    @Override
    public String toString() {
        return state.toString();
    }
}
