package io.sockeye.server;

import io.sockeye.dispatch.ErrorListener;
import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.NonBlockingThread;
import io.sockeye.engineio.server.EngineOptions;
import io.sockeye.engineio.server.EngineServer;
import io.sockeye.engineio.server.EngineSession;
import io.sockeye.engineio.server.SessionListener;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The begin and the end of a server: it starts on first use, listens, and closes once. */
final class ServerLife {
    /** How long what has been accepted may take to be written at the end. */
    private static final long FLUSH_NANOS = 1_000_000_000L;

    private final DefaultServer server;
    private final Settings settings;
    private final ErrorListener errors;
    private final LiveCount liveSockets = new LiveCount();
    private final LiveCount liveConnections = new LiveCount();
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by lock
    private EngineOptions.Builder engineOptions;
    private final List<HostServer> listening = new ArrayList<>();
    private @Nullable Thread shutdownHook;
    private boolean closed;

    /** Null until first use; written under the lock. */
    private volatile @Nullable Started started;

    ServerLife(DefaultServer server, Settings settings, EngineOptions.Builder engineOptions, ErrorListener errors) {
        this.server = server;
        this.settings = settings;
        this.engineOptions = engineOptions;
        this.errors = errors;
    }

    LiveCount liveSockets() {
        return liveSockets;
    }

    /** Changes the options of connections, before the start. */
    void configure(String what, UnaryOperator<EngineOptions.Builder> change) {
        lock.lock();
        try {
            if (started != null) {
                throw new IllegalStateException(what + " must be called before the server is started");
            }
            engineOptions = change.apply(engineOptions);
        } finally {
            lock.unlock();
        }
    }

    /** What the server consists of, started if it wasn't. */
    Started started() {
        Started running = started;
        return running != null ? running : start();
    }

    private Started start() {
        Started running;
        lock.lock();
        try {
            running = started;
            if (running == null) {
                EngineOptions options = engineOptions.build();
                EngineServer engine = EngineServer.create(options, this::open);
                Services services = Services.create(server, settings, options, engine.scheduler(), errors);
                JoinDeadlines deadlines = new JoinDeadlines(
                        engine.scheduler(),
                        settings.connections().connectTimeout().toNanos());
                running = new Started(engine, services, deadlines);
                started = running;
                if (settings.shutdown().onProcessEnd()) {
                    shutdownHook = Thread.ofPlatform().name("sockeye-shutdown").unstarted(this::close);
                    Runtime.getRuntime().addShutdownHook(shutdownHook);
                }
            }
        } finally {
            lock.unlock();
        }
        server.observers().started(running.engine);
        return running;
    }

    /** A new session, on a thread of the host. */
    private SessionListener open(EngineSession session) {
        Started running = started();
        ClientConnection connection = new ClientConnection(running.services, session);
        liveConnections.up();
        running.deadlines.add(connection);
        connection.opened();
        return connection;
    }

    void joined(ClientConnection connection) {
        started().deadlines.remove(connection);
    }

    void ended(ClientConnection connection) {
        started().deadlines.remove(connection);
        liveConnections.down();
    }

    HostConfig hostConfig(@Nullable String hostname, int port) {
        int maxPayload = started().engine.options().transport().maxPayload();
        return settings.host().config(hostname, port, maxPayload);
    }

    int listen(@Nullable String hostname, int port) {
        Started running = started();
        HostConfig config = hostConfig(hostname, port);
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the server has been closed");
            }
            HostServer host = settings.host().hostOrFound().start(config, running.engine);
            listening.add(host);
            return host.address().getPort();
        } catch (IOException e) {
            String where = (hostname == null ? "*" : hostname) + ":" + port;
            throw new UncheckedIOException("can't listen on " + where + ": " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    void close() {
        NonBlockingThread.check("close");
        List<HostServer> hosts;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            hosts = List.copyOf(listening);
            forgetShutdownHook();
        } finally {
            lock.unlock();
        }
        hosts.forEach(HostServer::stopAccepting);
        Started running = started;
        if (running != null) {
            closeSessions(running.engine);
        }
        hosts.forEach(HostServer::close);
        server.closeNamespaces();
        server.observers().closed();
    }

    private void closeSessions(EngineServer engine) {
        long begin = System.nanoTime();
        long deadline = begin + settings.shutdown().timeout().toNanos();
        engine.forEachSession(session -> session.close(CloseReason.SERVER_SHUTTING_DOWN));
        liveConnections.awaitNone(Math.min(deadline, begin + FLUSH_NANOS));
        engine.close(CloseReason.SERVER_SHUTTING_DOWN);
        liveSockets.awaitNone(deadline);
    }

    @SuppressWarnings("ReferenceEquality") // a thread is itself
    private void forgetShutdownHook() {
        Thread hook = shutdownHook;
        if (hook != null && hook != Thread.currentThread()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                return; // the process is ending already, and the hook waits for nothing
            }
        }
    }

    /**
     * What there is once the server has been started.
     *
     * @param engine serves the requests
     * @param services what connections share
     * @param deadlines closes connections that join nothing
     */
    record Started(EngineServer engine, Services services, JoinDeadlines deadlines) {}
}
