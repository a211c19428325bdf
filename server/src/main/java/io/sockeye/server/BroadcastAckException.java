package io.sockeye.server;

import io.sockeye.dispatch.Args;
import io.sockeye.socketio.SocketIoException;
import java.util.List;

/** Not all receivers of a broadcast acknowledged it: the time was over, or some ended before. */
public final class BroadcastAckException extends SocketIoException {
    private static final long serialVersionUID = 1L;

    private final transient List<Args> responses;
    private final int missing;

    BroadcastAckException(String message, List<Args> responses, int missing) {
        super(message);
        this.responses = List.copyOf(responses);
        this.missing = missing;
    }

    /** The acknowledgements that did arrive, in their order. */
    public List<Args> responses() {
        return responses;
    }

    /** How many receivers didn't acknowledge. */
    public int missing() {
        return missing;
    }
}
