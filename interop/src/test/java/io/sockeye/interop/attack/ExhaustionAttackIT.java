package io.sockeye.interop.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.interop.wire.Footprint;
import io.sockeye.interop.wire.Frame;
import io.sockeye.interop.wire.NoLeaks;
import io.sockeye.interop.wire.PollingWire;
import io.sockeye.interop.wire.Until;
import io.sockeye.interop.wire.WebSocketWire;
import io.sockeye.interop.wire.Wire;
import io.sockeye.interop.wire.WitnessedServer;
import io.sockeye.server.BroadcastAckException;
import io.sockeye.server.SocketIoServer;
import io.sockeye.socketio.DisconnectReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Memory, threads and time of the server. */
@ExtendWith(NoLeaks.class)
@Timeout(240)
final class ExhaustionAttackIT {
    private static final int MAX_PAYLOAD = 1_000_000;
    private static final int BUDGET = 256 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aHundredBodiesBeyondTheLimitAreCutOffAtTheLimit() throws Exception {
        try (WitnessedServer server = WitnessedServer.start();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long before = Footprint.now().heapBytes();
            List<Future<Void>> posts = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                posts.add(threads.submit(() -> {
                    postBeyondTheLimit(server.port());
                    return null;
                }));
            }
            for (Future<Void> post : posts) {
                post.get();
            }
            server.assertUnharmed();
            assertHeapGrewByLessThan(2_000_000, before);
        }
    }

    private static void assertHeapGrewByLessThan(long bytes, long before) {
        Until.becomes(PATIENCE, () -> Footprint.now().heapBytes() - before, grown -> grown < bytes);
    }

    /** The session survives it, as on the reference server; the client is the one to close. */
    private static void postBeyondTheLimit(int port) throws IOException {
        PollingWire session = PollingWire.connect(port);
        try (Wire attacker = Wire.to(port)) {
            attacker.send(Wire.head("POST", session.target(), "Transfer-Encoding: chunked"));
            String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
            for (int sent = 0; sent <= MAX_PAYLOAD; sent += 0x8000) {
                attacker.send(chunk);
            }
            assertThat(attacker.answer()).hasToString("413");
        }
        try (Wire attacker = Wire.to(port)) {
            attacker.send(Wire.head("POST", session.target(), "Content-Length: " + (MAX_PAYLOAD + 1)));
            assertThat(attacker.answer()).hasToString("413");
        }
        session.close();
    }

    @Test
    void aBodyOfExactlyTheLimitIsTaken() throws Exception {
        try (WitnessedServer server = WitnessedServer.start()) {
            PollingWire session = PollingWire.connect(server.port());
            String text = "x".repeat(MAX_PAYLOAD - 14);
            session.post("421[\"echo\",\"" + text + "\"]");
            assertThat(session.poll()).containsExactly("431[\"" + text + "\"]");
            session.close();
            server.assertUnharmed();
        }
    }

    @Test
    void whoPingsAndNeverReadsTheAnswersIsDisconnected() throws Exception {
        try (WitnessedServer server = narrowBudget();
                Wire attacker = Wire.narrow(server.port())) {
            assertThat(attacker.upgrade("/socket.io/?EIO=3&transport=websocket").status())
                    .isEqualTo(101);
            Until.becomes(PATIENCE, () -> server.io().sockets().size(), size -> size == 2);
            flood(attacker, Frame.masked(Frame.TEXT, "2"));
            assertThat(server.nextEnd()).isEqualTo(DisconnectReason.SLOW_CLIENT);
            server.assertUnharmed();
        }
    }

    @Test
    void whoAsksForAcknowledgementsAndNeverReadsThemIsDisconnected() throws Exception {
        try (WitnessedServer server = narrowBudget();
                WebSocketWire attacker =
                        WebSocketWire.open(Wire.narrow(server.port())).join()) {
            flood(attacker.wire(), Frame.masked(Frame.TEXT, "421[\"echo\",\"" + "x".repeat(1000) + "\"]"));
            assertThat(server.nextEnd()).isEqualTo(DisconnectReason.SLOW_CLIENT);
            server.assertUnharmed();
        }
    }

    @Test
    void whoIsRefusedAgainAndAgainAndNeverReadsItIsDisconnected() throws Exception {
        try (WitnessedServer server = narrowBudget();
                WebSocketWire attacker =
                        WebSocketWire.open(Wire.narrow(server.port())).join()) {
            flood(attacker.wire(), Frame.masked(Frame.TEXT, "40/" + "x".repeat(1000) + ","));
            assertThat(server.nextEnd()).isEqualTo(DisconnectReason.SLOW_CLIENT);
            server.assertUnharmed();
        }
    }

    private static WitnessedServer narrowBudget() throws IOException {
        return WitnessedServer.start(options -> options.engine(engine -> engine.outboundBudget(BUDGET)));
    }

    /** Sends the same again and again until the server has had enough. */
    private static void flood(Wire attacker, byte[] frame) {
        ByteArrayOutputStream some = new ByteArrayOutputStream();
        for (int i = 0; i < 1 + 10_000 / frame.length; i++) {
            some.writeBytes(frame);
        }
        byte[] bytes = some.toByteArray();
        Thread.startVirtualThread(() -> {
            try {
                while (true) {
                    attacker.send(bytes);
                }
            } catch (IOException e) {
                // disconnected
            }
        });
    }

    @Test
    void aPollWhoseAnswerNobodyReadsIsGivenUp() throws Exception {
        try (SocketIoServer io = SocketIoServer.builder()
                .idleTimeout(Duration.ofSeconds(1))
                .engine(engine -> engine.pingInterval(Duration.ofSeconds(1)).pingTimeout(Duration.ofSeconds(8)))
                .build()) {
            io.on("big", socket -> socket.emit("big", "x".repeat(10 * MAX_PAYLOAD)));
            int port = io.listen("localhost", 0);
            PollingWire session = PollingWire.connect(port);
            session.post("42[\"big\"]");
            try (Wire attacker = Wire.narrow(port)) {
                attacker.send(Wire.head("GET", session.target()));
                Until.becomes(PATIENCE, io::stats, Footprint::isEmpty);
                assertThat(attacker.awaitEnd()).as("bytes of the answer").isLessThan(10 * MAX_PAYLOAD);
            }
        }
    }

    @Test
    void broadcastsWithAcknowledgementToSomebodySilentLeaveNothing() throws Exception {
        try (WitnessedServer server = WitnessedServer.start();
                WebSocketWire silent = WebSocketWire.connect(server.port())) {
            Thread.startVirtualThread(() -> readToTheEnd(silent.wire()));
            askInVain(server.io(), silent.sid(), 1000);
            long before = Footprint.now().heapBytes();
            askInVain(server.io(), silent.sid(), 10_000);
            assertHeapGrewByLessThan(1_000_000, before);
            silent.wire().finish();
            server.assertUnharmed();
        }
    }

    private static void readToTheEnd(Wire wire) {
        try {
            wire.awaitEnd();
        } catch (IOException e) {
            // closed by the test
        }
    }

    private static void askInVain(SocketIoServer io, String sid, int times) {
        CompletableFuture<?>[] calls = new CompletableFuture<?>[times];
        Arrays.setAll(
                calls,
                i -> io.to(sid)
                        .timeout(Duration.ofMillis(1))
                        .emitWithAck("question", i)
                        .handle((answers, error) -> {
                            assertThat(error).isInstanceOf(BroadcastAckException.class);
                            return "";
                        }));
        CompletableFuture.allOf(calls).join();
        Until.becomes(PATIENCE, io::stats, stats -> stats.pendingAcks() == 0);
    }

    @Test
    void closingDoesNotWaitForClientsThatDoNotRead() throws Exception {
        try (WitnessedServer server = WitnessedServer.start();
                WebSocketWire silent =
                        WebSocketWire.open(Wire.narrow(server.port())).join()) {
            PollingWire.connect(server.port());
            for (int i = 0; i < 10; i++) {
                server.io().emit("big", "x".repeat(MAX_PAYLOAD));
            }
            assertThat(server.io().stats().engine().queuedBytes()).isGreaterThan(10 * MAX_PAYLOAD);
            long before = System.nanoTime();
            server.io().close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
            silent.wire().awaitEnd();
            Until.becomes(PATIENCE, server.io()::stats, Footprint::isEmpty);
        }
    }
}
