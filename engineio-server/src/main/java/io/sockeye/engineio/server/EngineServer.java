package io.sockeye.engineio.server;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.Scheduler;
import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.HostExchange;
import io.sockeye.engineio.server.host.HostResponse;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An Engine.IO server without a web server: a {@link io.sockeye.engineio.server.host.Host} hands it requests, an {@link EngineHandler} hears of its sessions.
 *
 * <p>Thread-safe; nothing blocks.
 */
public final class EngineServer implements ExchangeHandler {
    private final EngineOptions options;
    private final Scheduler scheduler;
    private final EngineHandler handler;

    private EngineServer(EngineOptions options, EngineHandler handler) {
        this.options = options;
        this.handler = handler;
        this.scheduler = options.scheduler() == null ? SystemScheduler.create() : options.scheduler();
    }

    /** A server that is ready for its first request. */
    public static EngineServer create(EngineOptions options, EngineHandler handler) {
        return new EngineServer(options, handler);
    }

    /** What it was told. */
    public EngineOptions options() {
        return options;
    }

    /** The source of time that it uses, for the layer above to share. */
    public Scheduler scheduler() {
        return scheduler;
    }

    /**
     * Whether a request is for this server: its endpoint, the files of the JavaScript client, or a static file. Embedding hosts leave all others to the
     * application.
     *
     * @param target path and query as received
     */
    public boolean accepts(String target) {
        return target.startsWith(options.transport().prefix());
    }

    /** Serves a request; one that isn't {@linkplain #accepts accepted} is answered with 404. */
    @Override
    public void handle(HostExchange exchange) {
        exchange.respond(new HostResponse(503, Headers.EMPTY, new byte[0]), HostExchange.WriteListener.NONE);
    }

    /** The session of an id, while it isn't closed. */
    public Optional<EngineSession> session(String sid) {
        return Optional.empty();
    }

    /** Calls back with each session; sessions that come or go meanwhile may be missed. */
    public void forEachSession(Consumer<? super EngineSession> action) {}

    /** How many sessions there are that are not closed. */
    public int sessionCount() {
        return 0;
    }

    /** What it holds at this moment. Walks over all sessions. */
    public EngineStats stats() {
        return new EngineStats(0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * Closes all sessions at once, whatever is in their queues, and takes no new ones: from now on requests are answered with 503. Idempotent; doesn't wait.
     *
     * @param reason what the listeners of the sessions hear
     */
    public void close(CloseReason reason) {
        if (scheduler instanceof SystemScheduler own && options.scheduler() == null) {
            own.close();
        }
    }

    EngineHandler handler() {
        return handler;
    }
}
