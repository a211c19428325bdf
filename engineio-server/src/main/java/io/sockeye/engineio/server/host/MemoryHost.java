package io.sockeye.engineio.server.host;

import io.sockeye.engineio.concurrent.SerialExecutor;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A host without a network: requests and websockets of a {@link MemoryClient} reach the handler as method calls. For tests, and to run client and server
 * in one process.
 *
 * <pre>{@code
 * MemoryHost host = MemoryHost.create();
 * host.start(config, exchange -> exchange.respond(new HostResponse(200, Headers.EMPTY, "hello".getBytes()), WriteListener.NONE));
 * HostResponse answer = host.connect().get("/").join();
 * }</pre>
 *
 * <p>Each connection has a serial executor of its own that stands for the host's thread. With {@link #create()} these run on virtual threads; with {@link
 * #manual()} nothing happens until {@link #run()} is called, so that a test decides the order of events. Thread-safe. It knows no idle timeout, and neither
 * compresses nor encrypts.
 */
public final class MemoryHost implements Host {
    private static final int FIRST_PORT = 49152;

    private final Executor executor;
    private final @Nullable Queue<Runnable> tasks;
    private final AtomicReference<@Nullable MemoryServer> server = new AtomicReference<>();
    private final AtomicInteger nextPort = new AtomicInteger(FIRST_PORT);

    private MemoryHost(Executor executor, @Nullable Queue<Runnable> tasks) {
        this.executor = executor;
        this.tasks = tasks;
    }

    /** A host whose connections work on virtual threads. */
    public static MemoryHost create() {
        return new MemoryHost(Thread::startVirtualThread, null);
    }

    /** A host that does everything inside of {@link #run()}, on the caller's thread. */
    public static MemoryHost manual() {
        Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        return new MemoryHost(tasks::add, tasks);
    }

    /**
     * Does what is to be done, until nothing is left. Without effect unless this host is {@link #manual()}.
     *
     * @return whether there was anything to do
     */
    public boolean run() {
        if (tasks == null) {
            return false;
        }
        boolean any = false;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            any = true;
            task.run();
        }
        return any;
    }

    /**
     * Starts to take connections; one server at a time.
     *
     * @throws BindException if this host has a server already
     */
    @Override
    public HostServer start(HostConfig config, ExchangeHandler handler) throws IOException {
        MemoryServer started = new MemoryServer(this, config, handler);
        if (!server.compareAndSet(null, started)) {
            throw new BindException("this host has a server already; close that one first");
        }
        return started;
    }

    /**
     * A new connection, from a loopback address with a port of its own.
     *
     * @throws ConnectException if the host isn't started or takes no more connections
     */
    public MemoryClient connect() throws ConnectException {
        return connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), nextPort.getAndIncrement()));
    }

    /**
     * A new connection.
     *
     * @param from what the server sees as the address of the client
     * @throws ConnectException if the host isn't started or takes no more connections
     */
    public MemoryClient connect(InetSocketAddress from) throws ConnectException {
        MemoryServer running = server.get();
        MemoryConnection connection = running == null ? null : running.accept(from);
        if (connection == null) {
            throw new ConnectException("nobody listens");
        }
        return new MemoryClient(connection);
    }

    /** How many connections are open. */
    public int connections() {
        MemoryServer running = server.get();
        return running == null ? 0 : running.connectionCount();
    }

    SerialExecutor newLoop() {
        return new SerialExecutor(executor);
    }

    void closed(MemoryServer closed) {
        server.compareAndSet(closed, null);
    }
}
