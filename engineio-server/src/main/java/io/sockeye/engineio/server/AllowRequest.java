package io.sockeye.engineio.server;

import org.jspecify.annotations.Nullable;

/**
 * Decides about handshakes: Node's {@code allowRequest}. Asked once for each new session, over polling and websocket, after all other checks; never for later
 * requests of a session. Runs on the executor for hooks and may block.
 */
@FunctionalInterface
public interface AllowRequest {
    /**
     * Looks at a handshake.
     *
     * @return {@link Verdict#accept()} or {@link Verdict#refuse}
     * @throws Exception refuses the request with {@code Forbidden} and is logged
     */
    Verdict decide(HandshakeRequest request) throws Exception;

    /**
     * What becomes of a handshake.
     *
     * @param accepted whether the session may begin
     * @param message what the client is told when it may not; null for {@code Forbidden}
     */
    record Verdict(boolean accepted, @Nullable String message) {
        private static final Verdict ACCEPT = new Verdict(true, null);

        /** The session begins. */
        public static Verdict accept() {
            return ACCEPT;
        }

        /** Refused with {@code Forbidden}. */
        public static Verdict refuse() {
            return new Verdict(false, null);
        }

        /** Refused with a message: code 4, status 403 over polling and 400 on a websocket request. */
        public static Verdict refuse(String message) {
            return new Verdict(false, message);
        }
    }
}
