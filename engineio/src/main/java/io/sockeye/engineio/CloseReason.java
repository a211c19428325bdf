package io.sockeye.engineio;

/** Why an Engine.IO session ended; {@link #text()} is what the JavaScript reference calls it. */
public enum CloseReason {
    /** The transport failed: a broken connection, a poll that was dropped, requests that overlap. */
    TRANSPORT_ERROR("transport error"),
    /** The other side closed its transport. */
    TRANSPORT_CLOSE("transport close"),
    /** This side closed the session. */
    FORCED_CLOSE("forced close"),
    /** No heartbeat arrived in time. */
    PING_TIMEOUT("ping timeout"),
    /** What arrived isn't Engine.IO. */
    PARSE_ERROR("parse error"),
    /** The outbound budget was exceeded: the client does not read as fast as it is sent to. */
    SLOW_CLIENT("slow client"),
    /** The handlers did not keep up with what the client sent for longer than {@code inboundTimeout}. */
    INBOUND_TIMEOUT("inbound timeout"),
    /** The server is shutting down. */
    SERVER_SHUTTING_DOWN("server shutting down");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    /** The reason in the words of the reference implementation. */
    public String text() {
        return text;
    }
}
