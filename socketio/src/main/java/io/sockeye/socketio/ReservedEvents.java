package io.sockeye.socketio;

import java.util.Set;

/** The names that the protocol keeps for itself: no peer may send them as events, and no user may emit or register them. */
public final class ReservedEvents {
    /** The names, as the JavaScript reference has them. */
    public static final Set<String> NAMES =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private ReservedEvents() {}

    /** Whether an event of this name is refused. */
    public static boolean contains(String name) {
        return NAMES.contains(name);
    }
}
