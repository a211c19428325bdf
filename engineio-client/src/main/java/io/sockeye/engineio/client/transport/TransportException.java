package io.sockeye.engineio.client.transport;

import org.jspecify.annotations.Nullable;

/** A request or websocket that failed: no connection, a refusal, something too large. Bad luck and not a fault of the program, so it is a value that is passed on. */
public final class TransportException extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String body;

    /**
     * Something failed without an answer.
     *
     * @param message what, for people; no secret
     */
    public TransportException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = -1;
        this.body = "";
    }

    /**
     * The server refused.
     *
     * @param status the status of its answer
     * @param body the begin of its body, often JSON
     */
    public TransportException(String message, int status, String body) {
        super(message);
        this.status = status;
        this.body = body;
    }

    /** The HTTP status of a refusal; -1 when there was no answer. */
    public int status() {
        return status;
    }

    /** The body of a refusal, cut at a few kilobytes: {@code {"code":4,"message":"Forbidden"}}; perhaps empty. */
    public String body() {
        return body;
    }
}
