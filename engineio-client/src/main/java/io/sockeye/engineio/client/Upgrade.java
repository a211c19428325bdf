package io.sockeye.engineio.client;

import io.sockeye.engineio.DecodeResult;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.PacketSink;
import io.sockeye.engineio.PacketType;
import io.sockeye.engineio.ProbeState;
import io.sockeye.engineio.WebSocketCodec;
import org.jspecify.annotations.Nullable;

/** Takes a connection from polling to websocket: does what {@link ProbeState} says. Used inside the connection's executor only. */
final class Upgrade implements PacketSink {
    private final Connection connection;
    private final ProbeState state = new ProbeState();
    private @Nullable PollingLink from;
    private @Nullable WebSocketLink to;

    Upgrade(Connection connection) {
        this.connection = connection;
    }

    void start(PollingLink polling, WebSocketLink webSocket, long deadline) {
        if (state.onStart(deadline)) {
            from = polling;
            to = webSocket;
            webSocket.open();
        }
    }

    boolean isUnderWay() {
        return state.isUnderWay();
    }

    /** Whether polling rests, so that nothing can be sent until the outcome is known. */
    boolean isPausing() {
        return state.stage() == ProbeState.Stage.PAUSING;
    }

    boolean concerns(Link link) {
        return link.equals(to) && state.stage() != ProbeState.Stage.UPGRADED;
    }

    /** The deadline of the upgrade, if one is under way and it comes before another. */
    long nearer(long other) {
        return state.isUnderWay() && state.deadline() - other < 0 ? state.deadline() : other;
    }

    void onOpen() {
        apply(state.onOpen());
    }

    void onText(EngineProtocol protocol, byte[] utf8) {
        DecodeResult result = WebSocketCodec.text(protocol, utf8, this);
        if (result.isError()) {
            abort();
        }
    }

    @Override
    public boolean packet(PacketType type, byte[] bytes, int begin, int end) {
        apply(state.onPacket(type, bytes, begin, end));
        return state.isUnderWay();
    }

    @Override
    public boolean binary(byte[] bytes, int begin, int end) {
        abort();
        return false;
    }

    void onQuiet() {
        apply(state.onQuiet());
    }

    void onTime(long now) {
        apply(state.onTime(now));
    }

    /** The connection is over. */
    void drop() {
        WebSocketLink webSocket = to;
        if (state.onFailure() == ProbeState.Effect.ABORT && webSocket != null) {
            webSocket.abort();
        }
    }

    /** Gives it up, if it is under way. */
    void abort() {
        apply(state.onFailure());
    }

    private void apply(ProbeState.Effect effect) {
        PollingLink polling = from;
        WebSocketLink webSocket = to;
        if (polling == null || webSocket == null) {
            return;
        }
        switch (effect) {
            case NONE -> {}
            case SEND_PROBE -> webSocket.sendControl(EncodedMessage.PROBE);
            case PAUSE -> {
                if (polling.pause()) {
                    onQuiet();
                }
            }
            case COMPLETE -> {
                webSocket.sendControl(EncodedMessage.UPGRADE);
                connection.carryOver(polling, webSocket);
            }
            case ABORT -> {
                webSocket.abort();
                polling.resume();
            }
        }
    }

    @Override
    public String toString() {
        return state.toString();
    }
}
