package io.sockeye.socketio;

import org.jspecify.annotations.Nullable;

/** Thrown by a connect handler or middleware to refuse a connection: the client hears {@code connect_error} with message and data. */
public final class ConnectionRefusedException extends SocketIoException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Object data;

    /** With a message that the client sees. */
    public ConnectionRefusedException(String message) {
        this(message, null);
    }

    /** With a message and data that the client sees; the data is written as JSON. */
    public ConnectionRefusedException(String message, @Nullable Object data) {
        super(message);
        this.data = data;
    }

    /** What the client finds in {@code err.data}, null for nothing. */
    public @Nullable Object data() {
        return data;
    }
}
