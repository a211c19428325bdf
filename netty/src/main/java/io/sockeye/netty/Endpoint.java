package io.sockeye.netty;

import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.HostConfig;
import java.util.function.Predicate;

/**
 * What all connections of a host have in common.
 *
 * @param config its limits
 * @param handler hears of the requests
 * @param mine which targets are its own; other requests are passed on in the pipeline
 * @param secure whether its connections are encrypted
 * @param direct whether nothing in the pipeline keeps bytes back, so that an empty outbound buffer of the channel says that all has been written
 * @param loops where its connections live
 */
record Endpoint(
        HostConfig config,
        ExchangeHandler handler,
        Predicate<String> mine,
        boolean secure,
        boolean direct,
        Loops loops) {}
