package io.sockeye.socketio;

import io.sockeye.engineio.CloseReason;

/** Why a socket was disconnected; {@link #text()} is what the JavaScript reference calls it (§2.5 there). */
public enum DisconnectReason {
    /** The transport failed. */
    TRANSPORT_ERROR("transport error"),
    /** The client closed its transport. */
    TRANSPORT_CLOSE("transport close"),
    /** The connection was closed by this side, for example after a malformed Socket.IO packet. */
    FORCED_CLOSE("forced close"),
    /** No heartbeat arrived in time. */
    PING_TIMEOUT("ping timeout"),
    /** What arrived isn't Engine.IO, Socket.IO or JSON. */
    PARSE_ERROR("parse error"),
    /** The outbound budget was exceeded. */
    SLOW_CLIENT("slow client"),
    /** The handlers did not keep up for longer than {@code inboundTimeout}, or the hard limit was reached. */
    INBOUND_TIMEOUT("inbound timeout"),
    /** The server is shutting down. */
    SERVER_SHUTTING_DOWN("server shutting down"),
    /** No namespace was joined in time, a violation of the protocol, or {@code disconnect(true)}. */
    FORCED_SERVER_CLOSE("forced server close"),
    /** The client left the namespace. */
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
    /** The server disconnected the socket from the namespace. */
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect"),
    /** On the client: the server disconnected the socket; the client doesn't come back by itself. */
    IO_SERVER_DISCONNECT("io server disconnect"),
    /** On the client: the client itself disconnected; it doesn't come back by itself. */
    IO_CLIENT_DISCONNECT("io client disconnect");

    private final String text;

    DisconnectReason(String text) {
        this.text = text;
    }

    /** The reason in the words of the reference implementation. */
    public String text() {
        return text;
    }

    /** What the end of an Engine.IO session means to its sockets. */
    public static DisconnectReason of(CloseReason reason) {
        return switch (reason) {
            case TRANSPORT_ERROR -> TRANSPORT_ERROR;
            case TRANSPORT_CLOSE -> TRANSPORT_CLOSE;
            case FORCED_CLOSE -> FORCED_CLOSE;
            case PING_TIMEOUT -> PING_TIMEOUT;
            case PARSE_ERROR -> PARSE_ERROR;
            case SLOW_CLIENT -> SLOW_CLIENT;
            case INBOUND_TIMEOUT -> INBOUND_TIMEOUT;
            case SERVER_SHUTTING_DOWN -> SERVER_SHUTTING_DOWN;
        };
    }
}
