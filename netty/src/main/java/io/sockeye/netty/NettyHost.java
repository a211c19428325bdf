package io.sockeye.netty;

import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.Host;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostServer;
import java.io.IOException;

/**
 * A web server of its own on Netty: epoll on Linux when its native library is there, else NIO. The host that is found when the user names none.
 *
 * <p>Immutable, thread-safe; each {@link #start} has threads of its own. To serve on a port that a Netty application has already, put a {@link
 * SockeyeHandler} into its pipeline instead.
 */
public final class NettyHost implements Host {
    private final int loops;
    private final IoTransport transport;

    /** A host with one event loop for each processor. */
    public NettyHost() {
        this(Runtime.getRuntime().availableProcessors(), IoTransport.best());
    }

    NettyHost(int loops, IoTransport transport) {
        this.loops = loops;
        this.transport = transport;
    }

    /**
     * A host with another number of event loops, which are threads. A connection belongs to one of them for as long as it lives.
     *
     * @param loops at least 1; the default is the number of processors
     * @throws IllegalArgumentException if it is less than 1
     */
    public static NettyHost withLoops(int loops) {
        if (loops < 1) {
            throw new IllegalArgumentException("a host needs at least 1 event loop, not " + loops);
        }
        return new NettyHost(loops, IoTransport.best());
    }

    /**
     * The same host with another way to the network. By default epoll where it can be had, else NIO.
     *
     * @param transport if it isn't {@linkplain IoTransport#isAvailable available} {@link #start} fails and says why
     */
    public NettyHost transport(IoTransport transport) {
        return new NettyHost(loops, transport);
    }

    @Override
    public HostServer start(HostConfig config, ExchangeHandler handler) throws IOException {
        Throwable missing = transport.whyNot();
        if (missing != null) {
            throw new IOException(
                    "the transport " + transport + " can't be had here: " + missing.getMessage(), missing);
        }
        return NettyServer.start(config, handler, loops, transport);
    }
}
