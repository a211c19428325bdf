package io.sockeye.engineio.client;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.DecodeResult;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.OpenPacket;
import io.sockeye.engineio.PacketSink;
import io.sockeye.engineio.PacketType;
import io.sockeye.engineio.PayloadDecoder;
import io.sockeye.engineio.SessionState;
import io.sockeye.engineio.SessionState.Phase;
import io.sockeye.engineio.WebSocketCodec;
import io.sockeye.engineio.client.transport.TransportException;
import org.jspecify.annotations.Nullable;

/** What a connection receives, whichever link it comes from. Used inside the connection's executor only. */
final class Inbound implements PacketSink {
    private final Connection connection;
    private final EngineListener listener;
    private final SessionState state;
    private final EngineProtocol protocol;

    Inbound(Connection connection, EngineListener listener, SessionState state) {
        this.connection = connection;
        this.listener = listener;
        this.state = state;
        this.protocol = connection.protocol();
    }

    void onPoll(PollingLink from, PayloadDecoder decoder, byte[] body, boolean binary) {
        DecodeResult result = binary ? decoder.binary(body, this) : decoder.text(body, this);
        onReadComplete(from);
        after(from, result);
    }

    void onOpen(WebSocketLink from) {
        if (connection.upgrade().concerns(from)) {
            connection.upgrade().onOpen();
        }
    }

    void onText(WebSocketLink from, byte[] utf8) {
        if (connection.upgrade().concerns(from)) {
            connection.upgrade().onText(protocol, utf8);
        } else if (connection.isCarriedBy(from)) {
            after(from, WebSocketCodec.text(protocol, utf8, this));
        }
    }

    void onBinary(WebSocketLink from, byte[] bytes) {
        if (connection.upgrade().concerns(from)) {
            connection.upgrade().abort();
        } else if (connection.isCarriedBy(from)) {
            after(from, WebSocketCodec.binary(protocol, bytes, this));
        }
    }

    void onReadComplete(Link from) {
        if (connection.isCarriedBy(from) && state.receives()) {
            listener.onReadComplete();
        }
    }

    private void after(Link from, DecodeResult result) {
        if (!result.isError() || !connection.isCarriedBy(from)) {
            return;
        }
        if (state.phase() == Phase.OPENING) {
            connection.onLinkFailed(from, new TransportException("no Engine.IO: " + result.text(), null));
        } else {
            connection.end(CloseReason.PARSE_ERROR, result.text(), null);
        }
    }

    @Override
    public boolean packet(PacketType type, byte[] bytes, int from, int to) {
        if (state.phase() == Phase.OPENING) {
            return onFirst(type == PacketType.OPEN ? OpenPacket.decode(bytes, from, to) : null);
        }
        if (!receives()) {
            return false;
        }
        connection.pulse().onPacket();
        switch (type) {
            case MESSAGE -> listener.onText(bytes, from, to);
            case PING -> connection.apply(connection.pulse().onPing());
            case CLOSE -> connection.end(CloseReason.TRANSPORT_CLOSE, "the server closed the session", null);
            case OPEN, PONG, UPGRADE, NOOP -> {}
        }
        return receives();
    }

    @Override
    public boolean binary(byte[] bytes, int from, int to) {
        if (state.phase() == Phase.OPENING) {
            return onFirst(null);
        }
        if (receives()) {
            connection.pulse().onPacket();
            listener.onBinary(bytes, from, to);
        }
        return receives();
    }

    private boolean onFirst(@Nullable OpenPacket handshake) {
        if (handshake == null) {
            connection.onNoHandshake(new TransportException("the server doesn't begin with an open packet", null));
        } else {
            connection.onHandshake(handshake);
        }
        return receives();
    }

    /** Whether packets count; not so any more while a close is on its way through the connection's executor. */
    private boolean receives() {
        return state.receives() && connection.queue().isOpen();
    }
}
