package io.sockeye.interop.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.interop.wire.Footprint;
import io.sockeye.interop.wire.PollingWire;
import io.sockeye.interop.wire.Until;
import io.sockeye.interop.wire.WebSocketWire;
import io.sockeye.server.SocketIoServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** Handlers that don't return. */
final class BlockedHandlersIT {
    private static final int BLOCKED = 200;
    private static final int ECHOES = 200;
    private static final int HEARTBEATS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long MEDIAN_MICROS = 2_000_000;

    private final CountDownLatch entered = new CountDownLatch(BLOCKED + 1);
    private final CountDownLatch beaten = new CountDownLatch(BLOCKED + 1);
    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    @Timeout(180)
    void handlersThatBlockDelayNobodyElseAndNoHeartbeat(TestReporter report) throws Exception {
        try (SocketIoServer io = server();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            io.onCall("block", socket -> {
                entered.countDown();
                gate.await();
                return "free";
            });
            int port = io.listen("localhost", 0);
            List<Future<Integer>> clients = new ArrayList<>();
            for (int i = 0; i < BLOCKED; i++) {
                clients.add(threads.submit(() -> blockedWebSocket(port)));
            }
            clients.add(threads.submit(() -> blockedPolling(port)));
            assertThat(entered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertEchoes(port, report);
            assertThat(beaten.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            gate.countDown();
            for (Future<Integer> client : clients) {
                assertThat(client.get()).isGreaterThanOrEqualTo(HEARTBEATS);
            }
            Until.becomes(PATIENCE, io::stats, Footprint::isEmpty);
        }
    }

    @Test
    @Timeout(180)
    void connectHandlersThatBlockDelayNobodyElse(TestReporter report) throws Exception {
        try (SocketIoServer io = server();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            io.of("/slow").onConnect(socket -> {
                entered.countDown();
                gate.await();
            });
            int port = io.listen("localhost", 0);
            List<Future<String>> clients = new ArrayList<>();
            for (int i = 0; i < BLOCKED + 1; i++) {
                clients.add(threads.submit(() -> {
                    try (WebSocketWire client = WebSocketWire.open(port)) {
                        client.send("40/slow,");
                        return client.next();
                    }
                }));
            }
            assertThat(entered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(io.of("/slow").sockets()).isEmpty();
            assertEchoes(port, report);
            gate.countDown();
            for (Future<String> client : clients) {
                assertThat(client.get()).startsWith("40/slow,{\"sid\":");
            }
            Until.becomes(PATIENCE, io::stats, Footprint::isEmpty);
        }
    }

    private static SocketIoServer server() {
        SocketIoServer io = SocketIoServer.builder()
                .engine(options -> options.pingInterval(Duration.ofMillis(300)).pingTimeout(Duration.ofSeconds(20)))
                .build();
        io.onCall("echo", String.class, (socket, text) -> text);
        return io;
    }

    private static void assertEchoes(int port, TestReporter report) throws IOException {
        long[] micros = new long[ECHOES];
        try (WebSocketWire client = WebSocketWire.connect(port)) {
            for (int i = 0; i < ECHOES; i++) {
                long before = System.nanoTime();
                client.echo(i);
                micros[i] = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - before);
            }
        }
        Arrays.sort(micros);
        report.publishEntry(
                "echo beside blocked handlers", micros[ECHOES / 2] + " µs median, " + micros[ECHOES - 1] + " µs most");
        assertThat(micros[ECHOES / 2]).isLessThan(MEDIAN_MICROS);
    }

    /** Stays in its handler for some heartbeats; how many there were. */
    private int blockedWebSocket(int port) throws IOException {
        try (WebSocketWire client = WebSocketWire.connect(port)) {
            client.send("421[\"block\"]");
            while (client.pings() < HEARTBEATS) {
                client.answerPing();
            }
            beaten.countDown();
            assertThat(client.next()).isEqualTo("431[\"free\"]");
            return client.pings();
        }
    }

    private int blockedPolling(int port) throws IOException {
        PollingWire client = PollingWire.connect(port);
        client.post("421[\"block\"]");
        for (int pings = 0; pings < HEARTBEATS; pings++) {
            assertThat(client.poll()).containsExactly("2");
            client.post("3");
        }
        beaten.countDown();
        for (List<String> packets = client.poll(); !packets.contains("431[\"free\"]"); packets = client.poll()) {
            assertThat(packets).containsExactly("2");
            client.post("3");
        }
        client.close();
        return HEARTBEATS;
    }
}
