package io.sockeye.servlet;

import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostServer;
import java.io.IOException;

/** A container with the servlet in it. */
interface EmbeddedServer extends HostServer {
    int connections();

    /** How many threads serve requests. */
    int threads();

    /** Starts one. */
    interface Factory {
        EmbeddedServer start(HostConfig config, ExchangeHandler handler) throws IOException;
    }
}
