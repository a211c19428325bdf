package io.sockeye.socketio;

import org.jspecify.annotations.Nullable;

/** A value that the JSON codec can't write. */
public final class JsonEncodeException extends SocketIoException {
    private static final long serialVersionUID = 1L;

    /** With a message. */
    public JsonEncodeException(String message) {
        super(message);
    }

    /** With a message and a cause. */
    public JsonEncodeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
