package io.sockeye.engineio.server;

import io.sockeye.engineio.server.host.Headers;

/**
 * Looks at every request of the endpoint (handshake, poll, post, upgrade) before it is checked: Node's {@code engine.use}. Runs on the executor for hooks
 * and may block; several run in the order of their registration until one does not {@linkplain Result.Proceed proceed}.
 */
@FunctionalInterface
public interface HttpMiddleware {
    /**
     * Looks at a request.
     *
     * @return how it goes on
     * @throws Exception refuses the request: status 400, code 3, context {@code MIDDLEWARE_FAILURE}
     */
    Result handle(HandshakeRequest request) throws Exception;

    /** How a request goes on. */
    sealed interface Result {
        /** The next middleware, then the checks. */
        Result PROCEED = new Proceed(Headers.EMPTY);

        /**
         * The next middleware, then the checks.
         *
         * @param headers go into the answer, whatever it is
         */
        record Proceed(Headers headers) implements Result {}

        /**
         * The middleware has answered itself. An upgrade request gets the same answer and its connection is closed.
         *
         * @param status for example 401
         * @param headers without {@code Content-Length}
         * @param body the receiver owns it
         */
        record Answer(int status, Headers headers, byte[] body) implements Result {}
    }
}
