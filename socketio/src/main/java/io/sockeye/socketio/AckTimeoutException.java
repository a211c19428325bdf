package io.sockeye.socketio;

import org.jspecify.annotations.Nullable;

/** No acknowledgement arrived in time. */
public final class AckTimeoutException extends SocketIoException {
    private static final long serialVersionUID = 1L;

    /** With a message. */
    public AckTimeoutException(String message) {
        super(message);
    }

    /** With a message and a cause. */
    public AckTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
