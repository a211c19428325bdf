package io.sockeye.client;

import io.sockeye.dispatch.run.InboundBudget;
import io.sockeye.engineio.client.ClientResources;
import io.sockeye.engineio.client.EngineClientOptions;
import io.sockeye.socketio.DecoderLimits;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.PacketCodec;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options of a client, of any kind. Not thread-safe. Defaults are those of the JavaScript client, or else of python-socketio.
 *
 * <p>Options of connections (path, transports, upgrade, protocol of Socket.IO 2, limits) are those of {@link EngineClientOptions}, see {@link #engine}; TLS, proxies, the HTTP client and threads are
 * those of {@link ClientResources}, see {@link #resources}; what differs from connect to connect is in {@link ConnectOptions}.
 */
public final class SocketIoClientBuilder {
    private static final int MAX_NESTING = 512;

    private UnaryOperator<EngineClientOptions.Builder> engine = UnaryOperator.identity();
    private @Nullable ClientResources resources;
    private @Nullable PacketCodec parser;
    private boolean concurrent;
    private InboundBudget.Limits inbound = new InboundBudget.Limits(1024, 2 << 20, 200_000, 64 << 20);
    private Duration ackTimeout = Duration.ofSeconds(60);
    private int retries;
    private SendBuffer.Limits buffer = SendBuffer.Limits.defaults();
    private Backoff.Options reconnection = Backoff.Options.defaults();
    private int maxAttachments = 10;
    private Duration shutdownTimeout = Duration.ofSeconds(10);

    SocketIoClientBuilder() {}

    /** Changes the options of connections: {@code engine(options -> options.upgrade(false))}. The path is {@code /socket.io/} by default. */
    public SocketIoClientBuilder engine(UnaryOperator<EngineClientOptions.Builder> change) {
        UnaryOperator<EngineClientOptions.Builder> before = engine;
        engine = options -> change.apply(before.apply(options));
        return this;
    }

    /** HTTP client, timer and executor, shared with all other clients that are given the same; default: resources of its own. Released with the last client that uses them. */
    public SocketIoClientBuilder resources(ClientResources resources) {
        this.resources = resources;
        return this;
    }

    /** Writes and reads JSON; default: the codec on the class path. */
    public SocketIoClientBuilder json(JsonCodec json) {
        parser = PacketCodec.json(json);
        return this;
    }

    /** How packets look on the wire; default: the standard, JSON with binary attachments. The server must use the same. */
    public SocketIoClientBuilder parser(PacketCodec parser) {
        this.parser = parser;
        return this;
    }

    /** Whether a lost connection is made again; default true. */
    public SocketIoClientBuilder reconnection(boolean reconnection) {
        this.reconnection = this.reconnection.withEnabled(reconnection);
        return this;
    }

    /** How often it is tried before giving up; at least 1, default: for ever. */
    public SocketIoClientBuilder reconnectionAttempts(int attempts) {
        reconnection = reconnection.withAttempts(Checks.atLeast(1, "reconnectionAttempts", attempts));
        return this;
    }

    /** The time before the first try, which doubles with each; default 1 s. */
    public SocketIoClientBuilder reconnectionDelay(Duration delay) {
        reconnection = reconnection.withDelay(Checks.positive("reconnectionDelay", delay));
        return this;
    }

    /** The longest time between two tries; default 5 s. */
    public SocketIoClientBuilder reconnectionDelayMax(Duration delay) {
        reconnection = reconnection.withMaxDelay(Checks.positive("reconnectionDelayMax", delay));
        return this;
    }

    /** By which part of it the time between two tries is longer or shorter by chance, so that not all clients come back at once; 0 to 1, default 0.5. */
    public SocketIoClientBuilder randomizationFactor(double factor) {
        if (!(factor >= 0 && factor <= 1)) {
            throw new IllegalArgumentException("randomizationFactor: " + factor + ", but it must be between 0 and 1");
        }
        reconnection = reconnection.withRandomization(factor);
        return this;
    }

    /** How long acknowledgements of the server are awaited, with {@link #retries} by each try; default 60 s. */
    public SocketIoClientBuilder ackTimeout(Duration ackTimeout) {
        this.ackTimeout = Checks.positive("ackTimeout", ackTimeout);
        return this;
    }

    /**
     * How often an event is sent again that wasn't acknowledged within {@code ackTimeout} or before the connection was lost; default 0: never. With it, events that aren't volatile leave one after the
     * other, each when the one before has been acknowledged or given up; the server must acknowledge all, and may get one more than once.
     */
    public SocketIoClientBuilder retries(int retries) {
        this.retries = Checks.atLeast(0, "retries", retries);
        return this;
    }

    /** Whether events are kept while the namespace isn't connected; default true. If not, sending throws {@link NotSentException} then. */
    public SocketIoClientBuilder offlineBuffer(boolean offline) {
        buffer = new SendBuffer.Limits(offline, buffer.events(), buffer.bytes());
        return this;
    }

    /**
     * How much is kept for each namespace: while it isn't connected, and of what waits for a server that doesn't read. Above it, sending throws {@link NotSentException}.
     *
     * @param events at least 1, default 10,000
     * @param bytes at least 1, default 16 MiB
     */
    public SocketIoClientBuilder sendBuffer(int events, long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("sendBuffer: " + bytes + " bytes, but at least 1 is needed");
        }
        buffer = new SendBuffer.Limits(buffer.offline(), Checks.atLeast(1, "sendBuffer", events), bytes);
        return this;
    }

    /** Whether handlers of one namespace may run side by side; default false: in order and never two at once. */
    public SocketIoClientBuilder concurrentHandlers(boolean concurrent) {
        this.concurrent = concurrent;
        return this;
    }

    /**
     * How much of the connection may wait for handlers; above it the connection isn't read until half is free again.
     *
     * @param packets default 1024
     * @param bytes default 2 MiB
     */
    public SocketIoClientBuilder inboundBudget(int packets, long bytes) {
        inbound = new InboundBudget.Limits(
                packets, bytes, Math.max(packets, inbound.hardPackets()), Math.max(bytes, inbound.hardBytes()));
        return this;
    }

    /**
     * How much may wait while a handler waits in {@code call}, or because it was read together; above it the connection is dropped, and made again.
     *
     * @param packets default 200,000
     * @param bytes default 64 MiB
     */
    public SocketIoClientBuilder inboundHardLimit(int packets, long bytes) {
        inbound = new InboundBudget.Limits(inbound.packets(), inbound.bytes(), packets, bytes);
        return this;
    }

    /** Binary attachments of one packet that the server may send; default 10, as in socket.io-parser 4.2.6. */
    public SocketIoClientBuilder maxAttachments(int attachments) {
        maxAttachments = Checks.atLeast(1, "maxAttachments", attachments);
        return this;
    }

    /** How long {@code disconnect}, {@code shutdown} and {@code close} wait for what is still to be written and for handlers; default 10 s. */
    public SocketIoClientBuilder shutdownTimeout(Duration timeout) {
        shutdownTimeout = Checks.positive("shutdownTimeout", timeout);
        return this;
    }

    /**
     * The blocking client.
     *
     * @throws io.sockeye.socketio.SocketIoException if no JSON codec was named and there is none on the class path
     */
    public SocketIoClient build() {
        ClientRuntime runtime = runtime();
        return new BlockingClient(settings(runtime), runtime);
    }

    /** The asynchronous client, see {@link #build}. */
    public AsyncSocketIoClient buildAsync() {
        ClientRuntime runtime = runtime();
        return new AsyncClient(settings(runtime), runtime);
    }

    /** The simple client, see {@link #build}. */
    public SimpleSocketIoClient buildSimple() {
        ClientRuntime runtime = runtime();
        return new SimpleClient(settings(runtime), runtime);
    }

    Settings settings(ClientRuntime runtime) {
        PacketCodec codec = parser != null ? parser : PacketCodec.json(JsonCodec.load());
        return new Settings(
                codec,
                new Settings.Handling(runtime.executor(), concurrent, inbound),
                new Settings.Delivery(ackTimeout, retries, buffer),
                reconnection,
                new DecoderLimits(maxAttachments, inbound.hardBytes(), MAX_NESTING),
                shutdownTimeout);
    }

    private ClientRuntime runtime() {
        ClientResources shared = resources != null ? resources : ClientResources.create();
        ClientResources.Lease lease = shared.acquire();
        return new ClientRuntime(
                lease.scheduler(),
                lease.executor(),
                new EngineLinks(shared, engine),
                () -> ThreadLocalRandom.current().nextDouble(),
                lease::close);
    }
}
