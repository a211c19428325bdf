package io.sockeye.client;

import io.sockeye.client.ClientState.Phase;
import io.sockeye.dispatch.run.InboundBudget;
import io.sockeye.engineio.Scheduler;
import io.sockeye.engineio.Transport;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.SocketIoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is behind all clients: one connection at a time, its namespaces, and reconnecting. Asynchronous throughout.
 *
 * <p>What isn't volatile or final is touched inside of the {@link Inbox} only. Futures that methods return complete in there or on threads of the engine, so the façades hand them over before users
 * see them.
 */
final class ClientCore {
    private final ClientServices services;
    private final Inbox inbox;
    private final ReconnectListeners reconnects;
    private final InboundBudget budget;
    private final NamespaceTable namespaces;
    private final Membership membership = new Membership(this);
    private final ClientState state = new ClientState();
    private final List<CompletableFuture<@Nullable Void>> joiners = new ArrayList<>();
    private final Farewells farewells = new Farewells();
    private final Reconnector reconnector;
    private volatile @Nullable Connection connection;
    private volatile boolean readable = true;
    private volatile boolean closed;
    private @Nullable ConnectOptions options;
    private @Nullable CompletableFuture<@Nullable Void> connecting;

    /**
     * A client that does nothing yet.
     *
     * @param views makes the listeners of a namespace
     */
    ClientCore(Settings settings, ClientRuntime runtime, Function<SocketCore, SocketEvents<?>> views) {
        this.services = ClientServices.of(settings, runtime);
        this.namespaces = new NamespaceTable(name -> new SocketCore(this, name, views));
        this.inbox = new Inbox(runtime.executor());
        this.reconnects = new ReconnectListeners(this);
        this.reconnector = new Reconnector(this, farewells, runtime.random());
        this.budget = new InboundBudget(settings.handling().inbound(), this::read);
    }

    ClientServices services() {
        return services;
    }

    ReconnectListeners reconnects() {
        return reconnects;
    }

    InboundBudget budget() {
        return budget;
    }

    /** The connection that counts, or the attempt to make one; null when there is none. */
    @Nullable
    Connection connection() {
        return connection;
    }

    boolean isReadable() {
        return readable;
    }

    boolean isClosed() {
        return closed;
    }

    Optional<Transport> transport() {
        Connection now = connection;
        Link link = now == null ? null : now.linkOrNull();
        return link == null ? Optional.empty() : Optional.of(link.transport());
    }

    /** Runs an input when its turn comes. */
    void execute(Runnable input) {
        inbox.execute(input);
    }

    NamespaceTable namespaces() {
        return namespaces;
    }

    Membership membership() {
        return membership;
    }

    /** What the last connect was told; null when there is nothing that goes on. */
    @Nullable
    ConnectOptions activeOptions() {
        return state.isActive() ? options : null;
    }

    private void read(boolean nowReadable) {
        execute(() -> {
            readable = nowReadable;
            Connection now = connection;
            Link link = now == null ? null : now.linkOrNull();
            if (link != null) {
                link.readable(nowReadable);
            }
        });
    }

    /** Connects; fails with what the façades say that it throws. */
    CompletableFuture<@Nullable Void> connect(ConnectOptions wanted) {
        CompletableFuture<@Nullable Void> result = new CompletableFuture<>();
        execute(() -> {
            try {
                state.connect();
            } catch (IllegalStateException e) {
                result.completeExceptionally(e);
                return;
            }
            options = wanted;
            reconnector.reset();
            connecting = result;
            if (!wanted.await()) {
                result.complete(null);
            }
            for (SocketCore socket : namespaces.of(wanted)) {
                var unused = socket.want();
            }
            attempt(wanted);
        });
        return result;
    }

    private void attempt(ConnectOptions wanted) {
        Connection made = new Connection(this, wanted);
        connection = made;
        made.begin();
    }

    /** All namespaces have answered. */
    void established(Connection from) {
        CompletableFuture<@Nullable Void> waiting = connecting;
        connecting = null;
        boolean refused = !from.refusals().isEmpty();
        if (waiting != null && from.options().await() && refused) {
            end(DisconnectReason.IO_CLIENT_DISCONNECT);
            waiting.completeExceptionally(ConnectFailedException.refused(from.refusals()));
            return;
        }
        boolean again = state.established();
        int attempts = reconnector.attempts();
        reconnector.reset();
        if (again) {
            reconnects.success(attempts);
        }
        if (waiting != null) {
            waiting.complete(null);
        }
        endIfUnused(from);
    }

    /** A connection that nobody uses any more ends. */
    void endIfUnused(Connection from) {
        if (connection == from && from.isEstablished() && namespaces.wanted().isEmpty()) {
            end(DisconnectReason.IO_CLIENT_DISCONNECT);
        }
    }

    /**
     * An attempt failed, or the connection was lost.
     *
     * @param cause what failed; null when a connection that had been established simply ended
     */
    void broken(Connection from, DisconnectReason reason, @Nullable Throwable cause) {
        if (connection != from) {
            return;
        }
        connection = null;
        var unused = from.close();
        boolean first = state.phase() == Phase.CONNECTING;
        boolean lost = from.isEstablished();
        List<SocketCore> affected = namespaces.wanted();
        Throwable problem = cause == null ? new SocketIoException(reason.text()) : cause;
        for (SocketCore socket : affected) {
            if (socket.isJoined()) {
                socket.lost(reason);
            } else if (!lost) {
                socket.failed(ConnectError.failure(
                        socket.namespace(), problem, services.settings().json()));
            }
        }
        if (!lost && !first) {
            reconnects.error(problem);
        }
        boolean mayRetry = !first || from.options().retry();
        if (mayRetry && !affected.isEmpty() && reconnector.hasNext()) {
            state.backOff();
            reconnector.schedule(from.options(), this::retry);
        } else {
            if (!lost && !first) {
                reconnects.failed();
            }
            giveUp(reason, problem);
        }
    }

    private void giveUp(DisconnectReason reason, Throwable cause) {
        CompletableFuture<@Nullable Void> waiting = connecting;
        connecting = null;
        end(reason);
        if (waiting != null) {
            waiting.completeExceptionally(
                    new ConnectFailedException("not connected: " + ConnectError.text(cause), List.of(), cause));
        }
    }

    private void retry(ConnectOptions told) {
        state.due();
        reconnects.attempt(reconnector.attempts());
        attempt(told);
    }

    /** Runs an input after a time. */
    Scheduler.Task later(long millis, Runnable input) {
        return services.scheduler().schedule(TimeUnit.MILLISECONDS.toNanos(millis), () -> execute(input));
    }

    /** It is over with all namespaces. */
    void end(DisconnectReason reason) {
        var unused = ending(reason);
    }

    /** The result completes when the connection is gone. */
    private CompletableFuture<@Nullable Void> ending(DisconnectReason reason) {
        Connection last = connection;
        reconnector.cancel();
        namespaces.all().forEach(socket -> socket.leave(reason, last));
        connection = null;
        CompletableFuture<@Nullable Void> gone = last == null ? CompletableFuture.completedFuture(null) : last.close();
        state.ended();
        CompletableFuture<@Nullable Void> waiting = connecting;
        connecting = null;
        if (waiting != null) {
            waiting.completeExceptionally(new ConnectFailedException("disconnected while connecting", List.of(), null));
        }
        List<CompletableFuture<@Nullable Void>> joined = List.copyOf(joiners);
        joiners.clear();
        farewells.whenDone(() -> joined.forEach(joiner -> joiner.complete(null)));
        return gone;
    }

    /** Ends the connection, or whatever is on the way to one. */
    CompletableFuture<@Nullable Void> disconnect() {
        return run(result -> {
            var unused = ending(DisconnectReason.IO_CLIENT_DISCONNECT).whenComplete(Waiting.completing(result));
        });
    }

    /** As disconnect; completes when the disconnect handlers have returned too. */
    CompletableFuture<@Nullable Void> shutdown() {
        return run(result -> {
            var unused = ending(DisconnectReason.IO_CLIENT_DISCONNECT)
                    .whenComplete((done, failure) -> execute(() -> farewells.whenDone(() -> result.complete(null))));
        });
    }

    /** As shutdown; nothing goes on after it. */
    CompletableFuture<@Nullable Void> close() {
        closed = true;
        CompletableFuture<@Nullable Void> ended = shutdown();
        execute(() -> {
            state.closed();
            namespaces.all().forEach(SocketCore::close);
        });
        Scheduler.Task limit = services.scheduler()
                .schedule(services.settings().shutdownTimeout().toNanos(), services::release);
        return ended.whenComplete((done, failure) -> {
            limit.cancel();
            services.release();
        });
    }

    /** Completes when it has ended for good, and the disconnect handlers have returned. */
    CompletableFuture<@Nullable Void> join() {
        return run(result -> {
            if (state.isActive()) {
                joiners.add(result);
            } else {
                farewells.whenDone(() -> result.complete(null));
            }
        });
    }

    /** What the server sent in a session isn't JSON; any thread. */
    void malformed(ClientSession session) {
        execute(() -> {
            Connection now = connection;
            if (now != null && session.socket().session() == session) {
                now.malformed();
            }
        });
    }

    /** Disconnect handlers are about to run. */
    void farewellBegins() {
        farewells.begin();
    }

    /** Disconnect handlers have returned; any thread. */
    void farewellDone() {
        execute(farewells::done);
    }

    /** Runs an input that completes what it is given. */
    CompletableFuture<@Nullable Void> run(Consumer<CompletableFuture<@Nullable Void>> input) {
        CompletableFuture<@Nullable Void> result = new CompletableFuture<>();
        execute(() -> input.accept(result));
        return result;
    }

    @Override
    public String toString() {
        return "Client[" + state.phase() + "]";
    }
}
