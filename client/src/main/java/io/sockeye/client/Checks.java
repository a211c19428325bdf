package io.sockeye.client;

import io.sockeye.socketio.ReservedEvents;
import java.time.Duration;

/** What options and verbs check at once. */
final class Checks {
    private Checks() {}

    static Duration positive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + ": " + duration + ", but it must be positive");
        }
        return duration;
    }

    static int atLeast(int least, String what, int number) {
        if (number < least) {
            throw new IllegalArgumentException(what + ": " + number + ", but at least " + least + " is needed");
        }
        return number;
    }

    /** The name of an event that may be sent. */
    static String event(String name) {
        if (ReservedEvents.contains(name)) {
            throw new IllegalArgumentException(
                    "'" + name + "' is reserved by the protocol and can't be sent as an event");
        }
        return name;
    }
}
