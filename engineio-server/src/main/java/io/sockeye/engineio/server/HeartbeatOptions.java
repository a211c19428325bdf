package io.sockeye.engineio.server;

import java.time.Duration;

/**
 * How a dead connection is found; set through {@link EngineOptions.Builder}.
 *
 * @param pingInterval EIO4: from the handshake or the last pong to the next ping of the server. EIO3: what the client is told
 * @param pingTimeout EIO4: how long the pong may take. EIO3: how long a ping of the client may be late
 */
public record HeartbeatOptions(Duration pingInterval, Duration pingTimeout) {}
