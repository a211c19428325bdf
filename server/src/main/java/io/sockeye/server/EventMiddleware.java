package io.sockeye.server;

import io.sockeye.dispatch.Args;

/** Looks at the events of one socket before its listeners do. Runs in the socket's own order, may block. */
@FunctionalInterface
public interface EventMiddleware {
    /**
     * An event arrived.
     *
     * @return whether it goes on to the next middleware and the listeners; if not, it is dropped and no acknowledgement is sent
     * @throws Exception drops the event, and goes to the error listener
     */
    boolean handle(Socket socket, String event, Args args) throws Exception;
}
