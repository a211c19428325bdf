package io.sockeye.engineio.client;

import io.sockeye.engineio.Transport;

/** The transport of a connection at work. Used inside the connection's executor only. */
sealed interface Link permits PollingLink, WebSocketLink {
    Transport kind();

    /** Begins, with the handshake. */
    void open();

    /** Something may be in the queue; without effect when this isn't the connection's link, or it is busy. */
    void wake();

    /** Stops or goes on to read. */
    void readable(boolean readable);

    /** Tells the server that this is the end, then goes. */
    void finish(Runnable gone);

    /** Goes at once. */
    void abort();
}
