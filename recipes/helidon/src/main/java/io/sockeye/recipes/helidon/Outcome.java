package io.sockeye.recipes.helidon;

import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostExchange.WriteListener;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.WebSocketHandler;

/** How an exchange ends. */
sealed interface Outcome {
    /** With an answer. */
    record Answer(HostResponse response, WriteListener written) implements Outcome {}

    /** As a websocket. */
    record Upgrade(Headers headers, WebSocketHandler handler) implements Outcome {}

    /** Without an answer. */
    record Abort() implements Outcome {}
}
