package io.sockeye.netty;

import io.sockeye.engineio.server.host.Host;

/** A server of somebody else with a {@link SockeyeHandler} in its pipelines, which answers {@code POST /app} with the size of the body itself. */
public interface ForeignHost extends Host {
    /** How many connections are in the hands of the handler. */
    int connections();
}
