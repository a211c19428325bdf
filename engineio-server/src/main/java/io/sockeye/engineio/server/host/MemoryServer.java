package io.sockeye.engineio.server.host;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a {@link MemoryHost} has started. */
final class MemoryServer implements HostServer {
    private static final int DEFAULT_PORT = 80;
    private static final long CLOSE_SECONDS = 10;

    private final MemoryHost host;
    private final HostConfig config;
    private final ExchangeHandler handler;
    private final Set<MemoryConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean accepting = true;

    MemoryServer(MemoryHost host, HostConfig config, ExchangeHandler handler) {
        this.host = host;
        this.config = config;
        this.handler = handler;
    }

    HostConfig config() {
        return config;
    }

    ExchangeHandler handler() {
        return handler;
    }

    int connectionCount() {
        return connections.size();
    }

    @Nullable
    MemoryConnection accept(InetSocketAddress from) {
        MemoryConnection connection = new MemoryConnection(this, host.newLoop(), from);
        connections.add(connection);
        if (accepting) {
            return connection;
        }
        connections.remove(connection);
        return null;
    }

    void gone(MemoryConnection connection) {
        connections.remove(connection);
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), config.port() == 0 ? DEFAULT_PORT : config.port());
    }

    @Override
    public void stopAccepting() {
        accepting = false;
    }

    @Override
    public void close() {
        if (connections.stream().anyMatch(MemoryConnection::isCurrentThread)) {
            throw new IllegalStateException("close() blocks and was called on a thread of the host");
        }
        accepting = false;
        // A copy: some may be closing right now, and those would be counted but not found.
        List<MemoryConnection> open = List.copyOf(connections);
        CountDownLatch dropped = new CountDownLatch(open.size());
        for (MemoryConnection connection : open) {
            connection.execute(() -> {
                connection.drop();
                dropped.countDown();
            });
        }
        host.run();
        await(dropped);
        host.closed(this);
    }

    private static void await(CountDownLatch dropped) {
        try {
            if (!dropped.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        dropped.getCount() + " connections did not close in " + CLOSE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
