package io.sockeye.socketio;

/** The socket ended before what was waited for came. */
public final class DisconnectedException extends SocketIoException {
    private static final long serialVersionUID = 1L;

    private final DisconnectReason reason;

    /** With the reason of the disconnect. */
    public DisconnectedException(String sid, DisconnectReason reason) {
        super("socket " + sid + " has been disconnected: " + reason.text());
        this.reason = reason;
    }

    /** Why the socket ended. */
    public DisconnectReason reason() {
        return reason;
    }
}
