package io.sockeye.server;

import java.time.Duration;

/** How a server ends, see {@link SocketIoServerBuilder}. */
record ShutdownOptions(Duration timeout, boolean onProcessEnd) {
    static ShutdownOptions defaults() {
        return new ShutdownOptions(Duration.ofSeconds(10), false);
    }
}
