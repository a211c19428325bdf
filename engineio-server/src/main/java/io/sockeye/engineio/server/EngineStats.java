package io.sockeye.engineio.server;

/**
 * What an {@link EngineServer} holds at one moment, for metrics and for tests that look for leaks: everything is zero when the last client has gone.
 *
 * @param sessions sessions that are not closed
 * @param pollingSessions those of them that poll
 * @param parkedPolls GET requests that wait for something to say
 * @param pendingPosts POST requests that have not been answered
 * @param upgradeAttempts websockets that have not taken over yet
 * @param queuedBytes outbound bytes that were accepted and not written
 * @param pausedSessions sessions that are not read, see {@link EngineSession#readable}
 */
public record EngineStats(
        int sessions,
        int pollingSessions,
        int parkedPolls,
        int pendingPosts,
        int upgradeAttempts,
        long queuedBytes,
        int pausedSessions) {}
