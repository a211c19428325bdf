package io.sockeye.engineio.server;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.Scheduler;
import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostExchange;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * An Engine.IO server without a web server: a {@link io.sockeye.engineio.server.host.Host} hands it requests, an {@link EngineHandler} hears of its sessions.
 *
 * <p>Thread-safe; nothing blocks.
 */
public final class EngineServer implements ExchangeHandler {
    private final EngineOptions options;
    private final Scheduler scheduler;
    private final Sessions sessions;
    private final Endpoint endpoint;
    private final FileRequests files;
    private final Sweeper sweeper;

    private EngineServer(EngineOptions options, EngineHandler handler) {
        this.options = options;
        this.scheduler = options.scheduler() == null ? SystemScheduler.create() : options.scheduler();
        Executor given = options.hookExecutor();
        Executor hooks =
                given == null ? task -> Thread.ofVirtual().name("sockeye-hook").start(task) : given;
        this.sessions = new Sessions(options, handler, scheduler, hooks);
        Cors cors = new Cors(options.cors());
        this.endpoint = new Endpoint(sessions, cors);
        this.files = new FileRequests(options, cors, hooks);
        this.sweeper = new Sweeper(sessions);
    }

    /** A server that is ready for its first request. */
    public static EngineServer create(EngineOptions options, EngineHandler handler) {
        EngineServer server = new EngineServer(options, handler);
        server.sweeper.start();
        return server;
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
     * Whether a request is for this server: its endpoint, or a file of the JavaScript client. Embedding hosts leave all others to the application; static files
     * don't count here, see {@link #hasStaticFile}.
     *
     * @param target path and query as received
     */
    public boolean accepts(String target) {
        return isEndpoint(target) || files.isClientFile(target);
    }

    /**
     * Whether there is a static file, or a directory of them, for a GET of this target. Looks into the file system: not for event loops.
     *
     * @param target path and query as received
     */
    public boolean hasStaticFile(String target) {
        return files.hasStaticFile(target);
    }

    private boolean isEndpoint(String target) {
        return target.startsWith(options.transport().prefix());
    }

    /** Serves a request; one that isn't {@linkplain #accepts accepted} is answered with 404. */
    @Override
    public void handle(HostExchange exchange) {
        if (sessions.isClosed()) {
            Answers.empty(exchange, 503, Headers.EMPTY);
        } else if (isEndpoint(exchange.target()) && !files.isClientFile(exchange.target())) {
            endpoint.handle(exchange);
        } else {
            files.handle(exchange);
        }
    }

    /** The session of an id, while it isn't closed. */
    public Optional<EngineSession> session(String sid) {
        return Optional.ofNullable(sessions.find(sid));
    }

    /** Calls back with each session; sessions that come or go meanwhile may be missed. */
    public void forEachSession(Consumer<? super EngineSession> action) {
        sessions.forEach(action);
    }

    /** How many sessions there are that are not closed. */
    public int sessionCount() {
        return sessions.count();
    }

    /** What it holds at this moment. Walks over all sessions. */
    public EngineStats stats() {
        return sessions.stats();
    }

    /** What it has counted since it was made. */
    public EngineCounters counters() {
        return sessions.counters();
    }

    /**
     * Closes all sessions at once, whatever is in their queues, and takes no new ones: from now on requests are answered with 503. Their listeners hear of it
     * before this method returns, unless another thread is at work for them. Idempotent; doesn't wait.
     *
     * @param reason what the listeners of the sessions hear
     */
    public void close(CloseReason reason) {
        sweeper.stop();
        sessions.close(reason);
        if (scheduler instanceof SystemScheduler own && options.scheduler() == null) {
            own.close();
        }
    }
}
