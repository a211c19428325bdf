package io.sockeye.netty;

import io.netty.channel.Channel;
import io.sockeye.engineio.server.host.HostLog;
import java.lang.System.Logger.Level;

/** The one place of this module that logs: life cycles at DEBUG, failures of the layers above at ERROR; no payloads, no headers. */
final class Log {
    private static final HostLog LOGGER = HostLog.of("io.sockeye.netty");

    private Log() {}

    /** Something in the life of a connection, or of a server. */
    static void event(Channel channel, String what) {
        LOGGER.log(Level.DEBUG, () -> channel + " " + what);
    }

    /** A connection ended by a failure of the network or by nonsense of the peer. */
    static void broken(Channel channel, Throwable cause) {
        LOGGER.log(Level.DEBUG, () -> channel + " broke: " + cause);
    }

    /** Code above the host threw what it must not throw. */
    static void handlerFailed(Channel channel, Throwable cause) {
        LOGGER.log(Level.ERROR, () -> "a handler failed; its connection " + channel + " is dropped", cause);
    }
}
