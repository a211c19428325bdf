package io.sockeye.dispatch;

import io.sockeye.socketio.SocketIoException;
import org.jspecify.annotations.Nullable;

/** Hears what became of an event that asked for an acknowledgement. Runs in order with the socket's handlers. */
@FunctionalInterface
public interface AckCallback {
    /**
     * Called once.
     *
     * @param error null, or why there is no acknowledgement: {@code AckTimeoutException} or {@code DisconnectedException}
     * @param args what was acknowledged; empty when there is an error
     */
    void handle(@Nullable SocketIoException error, Args args) throws Exception;
}
