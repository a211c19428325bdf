package io.sockeye.socketio;

import org.jspecify.annotations.Nullable;

/** The root of what Sockeye throws. */
public class SocketIoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message that names the value, the limit or the sid. */
    public SocketIoException(String message) {
        super(message);
    }

    /** With a message and a cause. */
    public SocketIoException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
