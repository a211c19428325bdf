package io.sockeye.server;

import io.sockeye.dispatch.HandlerError;
import io.sockeye.engineio.server.host.MemoryHost;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A server in memory. It listens from the first client on, so that a test registers its handlers before. */
final class TestServer implements AutoCloseable {
    final MemoryHost host = MemoryHost.create();
    final SocketIoServer io;

    /** What the error listener heard. */
    final BlockingQueue<HandlerError> errors = new LinkedBlockingQueue<>();

    private boolean listening;

    TestServer() {
        this(options -> options);
    }

    TestServer(UnaryOperator<SocketIoServerBuilder> options) {
        SocketIoServerBuilder builder = options.apply(SocketIoServer.builder().host(host));
        if (Boolean.getBoolean("sockeye.test.loop") && !builder.hasOwnExecutor()) {
            builder.host(new LoopHost(host)).handlerScheduler(HandlerScheduler.LOOP);
        }
        io = builder.build();
        io.onError(errors::add);
    }

    void listen() {
        if (!listening) {
            listening = true;
            io.listen(0);
        }
    }

    /** A connection that has joined nothing yet. */
    RawClient connect() {
        listen();
        return RawClient.open(host, "EIO=4");
    }

    /** A client of Engine.IO revision 3, which is in {@code /} without asking; its CONNECT has not been read. */
    RawClient connectV3() {
        listen();
        return RawClient.open(host, "EIO=3");
    }

    /** A client in {@code /}. */
    RawClient client() {
        RawClient client = connect();
        client.join("/");
        return client;
    }

    /** Whether nothing is left of the clients. */
    boolean isEmpty() {
        ServerStats stats = io.stats();
        return stats.sockets() == 0
                && stats.connected() == 0
                && stats.rooms() == 0
                && stats.pendingAcks() == 0
                && stats.engine().sessions() == 0
                && stats.engine().queuedBytes() == 0
                && stats.engine().pausedSessions() == 0;
    }

    /** Waits until nothing is left of the clients. */
    void awaitEmpty() {
        try {
            eventually(this::isEmpty);
        } catch (AssertionError e) {
            throw new AssertionError("left behind: " + io.stats(), e);
        }
    }

    /** Waits until something holds, at most a minute. */
    static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("it didn't come true within a minute");
            }
            LockSupport.parkNanos(500_000);
        }
    }

    @Override
    public void close() {
        io.close();
    }
}
