package io.sockeye.dispatch.run;

import io.sockeye.socketio.RawJson;
import io.sockeye.socketio.SocketIoException;

/**
 * Somebody who waits for an acknowledgement. Exactly one of the methods is called, once, perhaps on a thread of the host: implementations hand over to the user's thread and return.
 */
public interface PendingAck {
    /** The acknowledgement arrived: the JSON array of its arguments. */
    void completed(RawJson arguments);

    /** It won't arrive: in time ({@code AckTimeoutException}), or because the socket has ended ({@code DisconnectedException}). */
    void failed(SocketIoException cause);
}
