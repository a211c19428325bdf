package io.sockeye.interop.wire;

import io.sockeye.server.ServerStats;
import io.sockeye.server.SocketIoServer;
import io.sockeye.server.SocketIoServerBuilder;
import io.sockeye.socketio.DisconnectReason;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A whole server under attack, and a client of it that has been there before and does not attack. The event {@code echo} acknowledges what it gets.
 */
public final class WitnessedServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The witness answers pings only when it is asked. */
    private static final Duration CALM = Duration.ofMinutes(10);

    private final SocketIoServer io;
    private final BlockingQueue<DisconnectReason> ends = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<DisconnectReason>> endsBySid = new ConcurrentHashMap<>();
    private final int port;
    private final WebSocketWire witness;
    private int echoes;

    private WitnessedServer(SocketIoServer io) throws IOException {
        this.io = io;
        io.onCall("echo", String.class, (socket, text) -> text);
        io.onDisconnect((socket, reason) -> {
            ends.add(reason);
            endsBySid
                    .computeIfAbsent(socket.sid(), sid -> new CompletableFuture<>())
                    .complete(reason);
        });
        port = io.listen("localhost", 0);
        witness = WebSocketWire.connect(port);
    }

    /** Starts one with default options but for the heartbeat. */
    public static WitnessedServer start() throws IOException {
        return start(options -> options);
    }

    /** Starts one with other options. */
    public static WitnessedServer start(UnaryOperator<SocketIoServerBuilder> change) throws IOException {
        SocketIoServerBuilder calm = SocketIoServer.builder().engine(options -> options.pingInterval(CALM));
        return new WitnessedServer(change.apply(calm).build());
    }

    /** The server. */
    public SocketIoServer io() {
        return io;
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Waits for the next socket that ends, and says why it did. */
    public @Nullable DisconnectReason nextEnd() throws InterruptedException {
        return ends.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Waits for the end of a socket, and says why it ended. */
    public DisconnectReason endOf(String sid) throws Exception {
        return endsBySid
                .computeIfAbsent(sid, key -> new CompletableFuture<>())
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Waits until so many polls are parked. */
    public void awaitParkedPolls(int count) {
        Until.becomes(PATIENCE, io::stats, stats -> stats.engine().parkedPolls() == count);
    }

    /** Waits until so many posts have begun and not been answered. */
    public void awaitPendingPosts(int count) {
        Until.becomes(PATIENCE, io::stats, stats -> stats.engine().pendingPosts() == count);
    }

    /** Fails unless the witness and newcomers on both transports are served, and nothing is left of anybody else. */
    public void assertUnharmed() throws IOException {
        witness.echo(++echoes);
        try (WebSocketWire newcomer = WebSocketWire.connect(port)) {
            newcomer.echo(1);
            newcomer.leave();
        }
        PollingWire polling = PollingWire.connect(port);
        polling.post("421[\"echo\",\"here\"]");
        if (!polling.poll().contains("431[\"here\"]")) {
            throw new AssertionError("no echo over polling");
        }
        polling.close();
        Until.becomes(PATIENCE, io::stats, WitnessedServer::isWitnessOnly);
        witness.echo(++echoes);
    }

    private static boolean isWitnessOnly(ServerStats stats) {
        return stats.engine().sessions() == 1
                && stats.engine().pollingSessions() == 0
                && stats.engine().parkedPolls() == 0
                && stats.engine().pendingPosts() == 0
                && stats.engine().upgradeAttempts() == 0
                && stats.engine().queuedBytes() == 0
                && stats.engine().pausedSessions() == 0
                && stats.sockets() == 1
                && stats.connected() == 1
                && stats.rooms() == 1
                && stats.pendingAcks() == 0;
    }

    @Override
    public void close() throws IOException {
        witness.close();
        io.close();
    }
}
