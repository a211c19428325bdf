package io.sockeye.dispatch;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong in serving one socket.
 *
 * @param kind where
 * @param namespace of the socket
 * @param sid of the socket
 * @param event the event in question, null when it was none
 * @param cause what was thrown; its message may quote the application's own data but never the payload
 */
public record HandlerError(
        Kind kind, String namespace, String sid, @Nullable String event, Throwable cause) {
    /** Where it went wrong. */
    public enum Kind {
        /** An event's handler threw; no acknowledgement was sent. */
        HANDLER,
        /** The arguments were JSON but didn't fit the handler's types; the handler didn't run. */
        BIND,
        /** A middleware or connect handler threw something other than a refusal; the connection was refused. */
        CONNECT,
        /** A disconnect handler threw. */
        DISCONNECT,
        /** A callback for an acknowledgement threw. */
        ACK_CALLBACK,
        /** What was to be sent can't be written as JSON. */
        ENCODE,
        /** A listener of another kind threw. */
        LISTENER
    }
}
