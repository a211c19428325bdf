package io.sockeye.server;

import io.sockeye.socketio.ReservedEvents;
import java.time.Duration;

/** What is checked before something is sent. */
final class Outgoing {
    private Outgoing() {}

    /** The name of an event that may be sent. */
    static String event(String name) {
        if (ReservedEvents.contains(name)) {
            throw new IllegalArgumentException(
                    "'" + name + "' is reserved by the protocol and can't be sent as an event");
        }
        return name;
    }

    /** A time to wait for acknowledgements. */
    static Duration timeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout: " + timeout + ", but it must be positive");
        }
        return timeout;
    }
}
