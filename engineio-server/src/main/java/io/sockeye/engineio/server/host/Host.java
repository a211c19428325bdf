package io.sockeye.engineio.server.host;

import java.io.IOException;

/**
 * A web server that can carry Engine.IO. Found by {@link java.util.ServiceLoader} when the user names none.
 */
public interface Host {
    /**
     * Starts to listen.
     *
     * @param config where and with which limits
     * @param handler hears of every request
     * @throws IOException if the address can't be bound
     */
    HostServer start(HostConfig config, ExchangeHandler handler) throws IOException;
}
