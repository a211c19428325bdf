package io.sockeye.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.MemoryHost;
import io.sockeye.engineio.server.host.MemoryWebSocket;
import io.sockeye.server.SocketIoServer;
import io.sockeye.server.SocketIoServerBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** A server in memory, its registry, and clients that say what a test tells them to. */
final class MeteredServer implements AutoCloseable {
    private static final String WEB_SOCKET = "/socket.io/?transport=websocket&";
    private static final String POLLING = "/socket.io/?transport=polling&";
    private static final long PATIENCE_SECONDS = 30;

    final MemoryHost host = MemoryHost.create();
    final MeterRegistry registry;
    final SocketIoServer io;

    MeteredServer() {
        this(options -> options, metrics -> metrics);
    }

    MeteredServer(UnaryOperator<SocketIoServerBuilder> options, UnaryOperator<SockeyeMetrics> metrics) {
        this(new SimpleMeterRegistry(), options, metrics);
    }

    MeteredServer(
            MeterRegistry registry,
            UnaryOperator<SocketIoServerBuilder> options,
            UnaryOperator<SockeyeMetrics> metrics) {
        this.registry = registry;
        io = options.apply(SocketIoServer.builder().host(host)).build();
        metrics.apply(SockeyeMetrics.of(io)).bindTo(registry);
        io.listen(0);
    }

    /** The number of a gauge or counter, with tags as names and values. */
    double value(MeterName name, String... tags) {
        return registry.get(name.text())
                .tags(tags)
                .meter()
                .match(
                        gauge -> gauge.value(),
                        counter -> counter.count(),
                        timer -> Double.NaN,
                        summary -> Double.NaN,
                        task -> Double.NaN,
                        gauge -> Double.NaN,
                        FunctionCounter::count,
                        timer -> Double.NaN,
                        other -> Double.NaN);
    }

    /** Waits until a gauge or counter has a value. */
    void await(double value, MeterName name, String... tags) {
        try {
            eventually(() -> value(name, tags) == value);
        } catch (AssertionError e) {
            throw new AssertionError(name.text() + " is " + value(name, tags) + " and not " + value, e);
        }
    }

    static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("it didn't come true within " + PATIENCE_SECONDS + " seconds");
            }
            LockSupport.parkNanos(500_000);
        }
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** A websocket whose open packet has been read. */
    MemoryWebSocket webSocket(String query) throws Exception {
        MemoryWebSocket socket = get(host.connect().webSocket(WEB_SOCKET + query));
        next(socket);
        return socket;
    }

    /** A websocket client in a namespace. */
    MemoryWebSocket joined(String namespace) throws Exception {
        MemoryWebSocket socket = webSocket("EIO=4");
        join(socket, namespace);
        return socket;
    }

    /** Joins a namespace, or is refused; the answer. */
    static String join(MemoryWebSocket socket, String namespace) throws Exception {
        socket.send(namespace.equals("/") ? "40" : "40" + namespace + ",");
        return next(socket);
    }

    /** The next text. */
    static String next(MemoryWebSocket socket) throws Exception {
        return ((MemoryWebSocket.Frame.Text) get(socket.next())).text();
    }

    /** The answer to a poll or, with a query that has no sid, to a handshake. */
    String poll(String query) throws Exception {
        return text(get(host.connect().get(POLLING + query)));
    }

    String post(String query, String body) throws Exception {
        return text(get(host.connect().post(POLLING + query, body.getBytes(StandardCharsets.UTF_8))));
    }

    private static String text(HostResponse answer) throws IOException {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        io.close();
    }
}
