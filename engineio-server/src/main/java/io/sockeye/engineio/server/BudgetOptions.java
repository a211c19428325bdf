package io.sockeye.engineio.server;

import java.time.Duration;

/**
 * What one session may cost; set through {@link EngineOptions.Builder}.
 *
 * @param outboundBytes bytes that wait for a slow client before {@link EngineSession#offer} refuses more
 * @param inboundTimeout how long a session may stay unread, see {@link EngineSession#readable}, before it is closed
 */
public record BudgetOptions(long outboundBytes, Duration inboundTimeout) {}
