package io.sockeye.socketio;

import org.jspecify.annotations.Nullable;

/** Valid JSON that doesn't fit the types it should bind to; the connection lives. */
public final class JsonBindException extends SocketIoException {
    private static final long serialVersionUID = 1L;

    /** With a message. */
    public JsonBindException(String message) {
        super(message);
    }

    /** With a message and a cause. */
    public JsonBindException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
