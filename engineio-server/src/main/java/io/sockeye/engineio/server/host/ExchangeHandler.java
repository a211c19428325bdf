package io.sockeye.engineio.server.host;

/** Hears of every request of a host. Called on the host's threads; never blocks. */
@FunctionalInterface
public interface ExchangeHandler {
    /**
     * A request head has arrived. The handler ends the exchange now or later by exactly one of {@link HostExchange#respond}, {@link
     * HostExchange#upgrade} and {@link HostExchange#abort}.
     */
    void handle(HostExchange exchange);
}
