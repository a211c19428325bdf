package io.sockeye.server;

import io.sockeye.dispatch.HandlerError;
import io.sockeye.engineio.server.EngineServer;

/**
 * Hears what a server does, for metrics and traces: see {@link SocketIoServer#observe}. What can be counted without a call is read from {@link NamespaceCounters} and {@link
 * io.sockeye.engineio.server.EngineCounters} instead, so that nothing is called for each message on its way, and nothing at all on threads of the host.
 *
 * <p>Each of {@link #onStart} and {@link #onNamespace} comes once, for what is there already too; {@link #onHandled} and {@link #onError} may come from many threads at once. What an observer
 * throws is reported and harms nobody.
 */
public interface ServerObserver {
    /** The server has been started: its connections can be counted from now on. On the thread that started it. */
    default void onStart(EngineServer engine) {}

    /** There is a namespace, {@code /} first of all. On the thread that made it. */
    default void onNamespace(Namespace namespace) {}

    /**
     * The handlers of an event have returned, or there were none.
     *
     * <p>On the thread of the handlers, before the next event of that socket is handled: it should be short.
     *
     * @param namespace of the socket
     * @param event what the client called it: any text, so that a tag of a metric should only be made of known ones
     * @param nanos how long they took
     */
    default void onHandled(String namespace, String event, long nanos) {}

    /** Something went wrong in code of the user or in binding to it; error listeners hear of it too, or the log. On the thread on which it happened. */
    default void onError(HandlerError error) {}

    /** The server has been closed. On the thread that closed it; an event that is handled at this moment may still be heard of. */
    default void onClose() {}
}
