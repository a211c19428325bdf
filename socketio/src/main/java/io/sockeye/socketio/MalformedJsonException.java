package io.sockeye.socketio;

import org.jspecify.annotations.Nullable;

/** What arrived isn't JSON, or a placeholder in it points nowhere; the connection ends with a parse error. */
public final class MalformedJsonException extends SocketIoException {
    private static final long serialVersionUID = 1L;

    /** With a message. */
    public MalformedJsonException(String message) {
        super(message);
    }

    /** With a message and a cause. */
    public MalformedJsonException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * With the place where it ends to be JSON.
     *
     * @param offset in bytes, negative if it isn't known
     */
    public static MalformedJsonException at(long offset) {
        return new MalformedJsonException(offset < 0 ? "invalid JSON" : "invalid JSON at byte " + offset);
    }
}
