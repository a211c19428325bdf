package io.sockeye.engineio.server.host;

import java.net.InetSocketAddress;

/** A host that listens. Thread-safe. */
public interface HostServer extends AutoCloseable {
    /** Where it listens, with the port that the system chose if 0 was asked for. */
    InetSocketAddress address();

    /** Takes no new connections from now on; those that exist live on. */
    void stopAccepting();

    /** Closes all connections and releases threads and buffers; returns when that is done. Idempotent. Throws on an event loop. */
    @Override
    void close();
}
