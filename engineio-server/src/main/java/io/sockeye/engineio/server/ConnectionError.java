package io.sockeye.engineio.server;

/**
 * A request that was refused: what Node's {@code connection_error} event says.
 *
 * @param code the number that the client sees
 * @param message the text that the client sees
 * @param context which check refused it
 * @param detail more for the operator, such as the unknown sid or transport; may be empty, is never sent
 * @param request the request
 */
public record ConnectionError(Code code, String message, Context context, String detail, HandshakeRequest request) {
    /** The error codes of the protocol. */
    public enum Code {
        /** 0: the transport is unknown or not enabled. */
        UNKNOWN_TRANSPORT("Transport unknown"),
        /** 1: there is no session of this sid. */
        UNKNOWN_SID("Session ID unknown"),
        /** 2: a handshake that isn't a GET. */
        BAD_HANDSHAKE_METHOD("Bad handshake method"),
        /** 3: see the {@link Context}. */
        BAD_REQUEST("Bad request"),
        /** 4: refused by {@link AllowRequest} or because of its origin. */
        FORBIDDEN("Forbidden"),
        /** 5: a client of revision 3, and {@link TransportOptions#allowEio3} is false. */
        UNSUPPORTED_PROTOCOL_VERSION("Unsupported protocol version");

        private final String text;

        Code(String text) {
            this.text = text;
        }

        /** The number on the wire. */
        public int number() {
            return ordinal();
        }

        /** The usual message. */
        public String text() {
            return text;
        }
    }

    /** Which check refused a request. */
    public enum Context {
        /** See the code. */
        NONE,
        /** A character in {@code Origin} that no header may have. */
        INVALID_ORIGIN,
        /** Another transport than that of the session. */
        TRANSPORT_MISMATCH,
        /** Another protocol revision than that of the session. */
        PROTOCOL_MISMATCH,
        /** A websocket handshake without {@code Upgrade}. */
        TRANSPORT_HANDSHAKE_ERROR,
        /** A middleware threw. */
        MIDDLEWARE_FAILURE,
        /** The {@code Origin} is neither that of the server nor allowed by the option {@code cors}. */
        FOREIGN_ORIGIN,
        /** {@link AllowRequest} said no. */
        REFUSED
    }
}
