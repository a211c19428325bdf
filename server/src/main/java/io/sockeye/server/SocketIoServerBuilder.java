package io.sockeye.server;

import io.sockeye.adapter.AdapterFactory;
import io.sockeye.adapter.MemoryAdapter;
import io.sockeye.dispatch.run.InboundBudget;
import io.sockeye.engineio.server.EngineOptions;
import io.sockeye.engineio.server.host.Host;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.PacketCodec;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options of a {@link SocketIoServer}. Not thread-safe.
 *
 * <p>Options of connections (path, transports, heartbeat, CORS, cookies, compression of polls, limits) are those of {@link EngineOptions}, see {@link #engine}.
 */
public final class SocketIoServerBuilder {
    private EngineOptions.Builder engine = EngineOptions.builder().path("/socket.io");
    private HostOptions host = HostOptions.defaults();
    private @Nullable PacketCodec parser;
    private AdapterFactory adapter = namespace -> new MemoryAdapter();
    private HandlerOptions handlers = HandlerOptions.defaults();
    private ConnectionOptions connections = ConnectionOptions.defaults();
    private ShutdownOptions shutdown = ShutdownOptions.defaults();
    private boolean serveClient = true;

    SocketIoServerBuilder() {}

    /** Changes the options of connections: {@code engine(options -> options.cors(...).pingInterval(...))}. The path is {@code /socket.io} by default. */
    public SocketIoServerBuilder engine(UnaryOperator<EngineOptions.Builder> change) {
        engine = change.apply(engine);
        return this;
    }

    /** The web server that {@code listen} starts; default: the one on the class path. */
    public SocketIoServerBuilder host(Host host) {
        this.host = this.host.withHost(host);
        return this;
    }

    /** Serves https and wss; default null: plain http. */
    public SocketIoServerBuilder tls(@Nullable SSLContext tls) {
        host = host.withTls(tls);
        return this;
    }

    /**
     * Negotiates permessage-deflate on websockets; off by default, as in Node.js. The Netty host compresses each message by itself, so that no connection holds memory for it and a broadcast is compressed once.
     *
     * @param thresholdBytes smaller messages are sent uncompressed; Node's default is 1024
     */
    public SocketIoServerBuilder perMessageDeflate(int thresholdBytes) {
        if (thresholdBytes < 0) {
            throw new IllegalArgumentException(
                    "perMessageDeflate: " + thresholdBytes + " bytes, but it can't be negative");
        }
        host = host.withDeflate(thresholdBytes);
        return this;
    }

    /** How long an HTTP connection may take to send a request head, and may stay idle between requests; default 75 s. */
    public SocketIoServerBuilder idleTimeout(Duration idleTimeout) {
        host = host.withIdleTimeout(positive("idleTimeout", idleTimeout));
        return this;
    }

    /** Bytes of the largest request head; default 16 KiB, as in Node. */
    public SocketIoServerBuilder maxHeaderBytes(int bytes) {
        host = host.withMaxHeaderBytes(atLeastOne("maxHeaderBytes", bytes));
        return this;
    }

    /** Writes and reads JSON; default: the codec on the class path. */
    public SocketIoServerBuilder json(JsonCodec json) {
        parser = PacketCodec.json(json);
        return this;
    }

    /** How packets look on the wire; default: the standard, JSON with binary attachments. Clients must use the same. */
    public SocketIoServerBuilder parser(PacketCodec parser) {
        this.parser = parser;
        return this;
    }

    /** Makes the adapter of each namespace; default {@link MemoryAdapter}. */
    public SocketIoServerBuilder adapter(AdapterFactory adapter) {
        this.adapter = adapter;
        return this;
    }

    /** Where handlers run; must carry tasks that block. Default: a new virtual thread for each batch of a socket's events. */
    public SocketIoServerBuilder executor(Executor executor) {
        handlers = handlers.withExecutor(executor);
        return this;
    }

    /** Who carries the virtual threads of handlers; default {@link HandlerScheduler#JDK}. {@link HandlerScheduler#LOOP} contradicts an {@link #executor}. */
    public SocketIoServerBuilder handlerScheduler(HandlerScheduler scheduler) {
        handlers = handlers.withScheduler(scheduler);
        return this;
    }

    /** Whether handlers of one socket may run side by side; default false: in order and never two at once. Connect and disconnect handlers run alone in any case. */
    public SocketIoServerBuilder concurrentHandlers(boolean concurrent) {
        handlers = handlers.withConcurrent(concurrent);
        return this;
    }

    /**
     * How much of one connection may wait for its handlers; above it the connection isn't read until half is free again.
     *
     * @param packets default 1024
     * @param bytes default 2 MiB
     */
    public SocketIoServerBuilder inboundBudget(int packets, long bytes) {
        InboundBudget.Limits old = handlers.inbound();
        handlers = handlers.withInbound(new InboundBudget.Limits(
                packets, bytes, Math.max(packets, old.hardPackets()), Math.max(bytes, old.hardBytes())));
        return this;
    }

    /**
     * How much of one connection may wait for its handlers while one of them waits in {@code call}, or because it was read together; above it the connection is closed.
     *
     * @param packets default 200,000
     * @param bytes default 64 MiB
     */
    public SocketIoServerBuilder inboundHardLimit(int packets, long bytes) {
        InboundBudget.Limits old = handlers.inbound();
        handlers = handlers.withInbound(new InboundBudget.Limits(old.packets(), old.bytes(), packets, bytes));
        return this;
    }

    /** How long acknowledgements of clients are awaited; default 60 s. */
    public SocketIoServerBuilder ackTimeout(Duration ackTimeout) {
        handlers = handlers.withAckTimeout(positive("ackTimeout", ackTimeout));
        return this;
    }

    /** How long a connection may stay without having joined a namespace; default 45 s. */
    public SocketIoServerBuilder connectTimeout(Duration connectTimeout) {
        connections = connections.withConnectTimeout(positive("connectTimeout", connectTimeout));
        return this;
    }

    /** How many namespaces one connection may join; one more closes it. Default 100. */
    public SocketIoServerBuilder maxNamespacesPerConnection(int namespaces) {
        connections = connections.withMaxNamespaces(atLeastOne("maxNamespacesPerConnection", namespaces));
        return this;
    }

    /** Binary attachments of one packet that a client may send; default 10, as in socket.io-parser 4.2.6. */
    public SocketIoServerBuilder maxAttachments(int attachments) {
        connections = connections.withMaxAttachments(atLeastOne("maxAttachments", attachments));
        return this;
    }

    /** What happens when a client doesn't read as fast as it is sent to; default {@link SlowClientPolicy#disconnect()}. */
    public SocketIoServerBuilder slowClient(SlowClientPolicy policy) {
        connections = connections.withSlowClient(policy);
        return this;
    }

    /** Whether the files of the JavaScript client are served under the path, {@code /socket.io/socket.io.js}; default true. */
    public SocketIoServerBuilder serveClient(boolean serveClient) {
        this.serveClient = serveClient;
        return this;
    }

    /** Closes the server when the process is asked to end (SIGTERM, SIGINT); default false. */
    public SocketIoServerBuilder closeOnShutdown(boolean closeOnShutdown) {
        shutdown = new ShutdownOptions(shutdown.timeout(), closeOnShutdown);
        return this;
    }

    /** How long {@code close} waits for handlers and for what is still to be written; default 10 s. */
    public SocketIoServerBuilder shutdownTimeout(Duration timeout) {
        shutdown = new ShutdownOptions(positive("shutdownTimeout", timeout), shutdown.onProcessEnd());
        return this;
    }

    /**
     * The server.
     *
     * @throws IllegalStateException if handlers are to run both on an executor and on event loops
     * @throws io.sockeye.socketio.SocketIoException if no JSON codec was named and there is none on the class path
     */
    public SocketIoServer build() {
        if (handlers.scheduler() == HandlerScheduler.LOOP && hasOwnExecutor()) {
            throw new IllegalStateException(
                    "handlerScheduler(LOOP) and executor(…) contradict each other: both say where handlers run");
        }
        PacketCodec codec = parser != null ? parser : PacketCodec.json(JsonCodec.load());
        EngineOptions.Builder options = engine.build().toBuilder();
        if (serveClient) {
            options.clientFiles(ClientResources.find());
        }
        return new DefaultServer(new Settings(codec, adapter, handlers, connections, host, shutdown), options);
    }

    /** Whether the user has named where handlers run. */
    boolean hasOwnExecutor() {
        return handlers.hasOwnExecutor();
    }

    private static Duration positive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + ": " + duration + ", but it must be positive");
        }
        return duration;
    }

    private static int atLeastOne(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(what + ": " + number + ", but at least 1 is needed");
        }
        return number;
    }
}
