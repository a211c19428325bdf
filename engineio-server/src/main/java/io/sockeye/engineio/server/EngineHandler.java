package io.sockeye.engineio.server;

/** The layer above an {@link EngineServer}: hears of new sessions. */
@FunctionalInterface
public interface EngineHandler {
    /**
     * A handshake succeeded. Called on a thread of the host before anything else is heard of the session; must not block or run user code. What is
     * offered to the session in here leaves right behind the open packet.
     *
     * @return the listener of the session
     */
    SessionListener onSession(EngineSession session);
}
