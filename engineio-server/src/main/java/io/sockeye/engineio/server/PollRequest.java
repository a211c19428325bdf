package io.sockeye.engineio.server;

import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostExchange;

/** A GET or POST that waits for its answer. Each is itself alone: two are never equal. */
final class PollRequest {
    private final HostExchange exchange;
    private final Headers extra;

    PollRequest(HostExchange exchange, Headers extra) {
        this.exchange = exchange;
        this.extra = extra;
    }

    HostExchange exchange() {
        return exchange;
    }

    /** Header fields for whatever the answer is. */
    Headers extra() {
        return extra;
    }
}
