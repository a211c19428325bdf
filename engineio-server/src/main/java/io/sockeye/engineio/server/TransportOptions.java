package io.sockeye.engineio.server;

import io.sockeye.engineio.Transport;
import java.time.Duration;
import java.util.Set;

/**
 * Where an {@link EngineServer} listens for its clients and how they may talk to it; set through {@link EngineOptions.Builder}.
 *
 * @param contextPath what stands before {@code path} in every URL, {@code ""} or {@code /app}
 * @param path the path of the endpoint without trailing slash, {@code /engine.io}
 * @param addTrailingSlash whether a slash belongs behind the path
 * @param transports the transports that are served
 * @param allowUpgrades whether a session may change from polling to websocket
 * @param upgradeTimeout how long an upgrade may take
 * @param maxPayload bytes of the largest message or request body that is read
 * @param allowEio3 whether clients of revision 3 (JavaScript 1.x and 2.x) are served
 * @param jsonp whether polls are answered as scripts when they ask for it
 */
public record TransportOptions(
        String contextPath,
        String path,
        boolean addTrailingSlash,
        Set<Transport> transports,
        boolean allowUpgrades,
        Duration upgradeTimeout,
        int maxPayload,
        boolean allowEio3,
        boolean jsonp) {
    /** Copies the set. */
    public TransportOptions {
        transports = Set.copyOf(transports);
    }

    /** What the path of a request for the endpoint starts with, {@code /app/engine.io/}. */
    public String prefix() {
        return contextPath + path + (addTrailingSlash ? "/" : "");
    }

    /** Whether sessions are offered the websocket after a handshake over polling. */
    boolean offersUpgrade() {
        return allowUpgrades && transports.contains(Transport.WEBSOCKET);
    }
}
