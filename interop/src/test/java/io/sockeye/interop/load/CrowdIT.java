package io.sockeye.interop.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.interop.wire.Footprint;
import io.sockeye.interop.wire.Until;
import io.sockeye.server.SocketIoServer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** Ten thousand clients at once, with the options that everybody has. */
final class CrowdIT {
    private static final int CLIENTS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final long MAX_HEAP_OF_ONE = 8 * 1024;
    private static final long MAX_HEAP_LEFT = CLIENTS * 500L;
    private static final int MAX_THREADS = 20 + 4 * Runtime.getRuntime().availableProcessors();

    @Test
    @Timeout(600)
    void tenThousandClientsConnectHearABroadcastAreAnsweredAndLeaveNothing(TestReporter report) throws Exception {
        AtomicInteger echoes = new AtomicInteger();
        try (SocketIoServer io = SocketIoServer.create()) {
            io.onCall("echo", String.class, (socket, text) -> {
                echoes.incrementAndGet();
                return text;
            });
            int port = io.listen("localhost", 0);
            Footprint before = Footprint.now();
            try (LoadProcess clients = LoadProcess.start("1g", LoadClient.class, "crowd", port, CLIENTS)) {
                Until.becomes(PATIENCE, io::stats, stats -> stats.connected() == CLIENTS);
                Footprint during = Footprint.now();
                long emitted = System.nanoTime();
                io.emit("all", "welcome");
                Until.becomes(PATIENCE, echoes::get, count -> count == CLIENTS);
                long answered = System.nanoTime();
                io.emit("bye");
                Map<String, Long> result = clients.result(PATIENCE);
                assertThat(result)
                        .containsEntry("connected", (long) CLIENTS)
                        .containsEntry("heard", (long) CLIENTS)
                        .containsEntry("echoed", (long) CLIENTS)
                        .containsEntry("left", (long) CLIENTS);
                Until.becomes(PATIENCE, io::stats, Footprint::isEmpty);
                Until.becomes(PATIENCE, Footprint::openFiles, files -> files <= before.files() + 10);
                Footprint after = Until.becomes(
                        PATIENCE,
                        Footprint::now,
                        now -> now.heapBytes() - before.heapBytes() < MAX_HEAP_LEFT
                                && now.threads() < before.threads() + MAX_THREADS);
                long heapOfOne = (during.heapBytes() - before.heapBytes()) / CLIENTS;
                report.publishEntry(Map.of(
                        "clients", result.toString(),
                        "broadcastAndEchoMillis", Long.toString((answered - emitted) / 1_000_000),
                        "heapBytesPerClient", Long.toString(heapOfOne),
                        "heapLeftBehind", Long.toString(after.heapBytes() - before.heapBytes())));
                assertThat(heapOfOne).isLessThan(MAX_HEAP_OF_ONE);
            }
        }
    }
}
