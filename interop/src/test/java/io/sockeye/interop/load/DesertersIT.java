package io.sockeye.interop.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.interop.wire.Footprint;
import io.sockeye.interop.wire.NoLeaks;
import io.sockeye.interop.wire.Until;
import io.sockeye.interop.wire.WebSocketWire;
import io.sockeye.server.SocketIoServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that begin something and don't go on with it. */
@ExtendWith(NoLeaks.class)
final class DesertersIT {
    private static final int OF_EACH_FOR_WARMTH = 100;
    private static final int OF_EACH = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(240);
    private static final long MAX_HEAP_LEFT = 1_500_000;
    private static final int MAX_THREADS = 10 + Runtime.getRuntime().availableProcessors();

    @Test
    @Timeout(900)
    void clientsThatAreAbandonedByTheThousandLeaveNothing(TestReporter report) throws Exception {
        try (SocketIoServer io = SocketIoServer.builder()
                .engine(options -> options.pingInterval(Duration.ofSeconds(1))
                        .pingTimeout(Duration.ofSeconds(4))
                        .upgradeTimeout(Duration.ofSeconds(4)))
                .connectTimeout(Duration.ofSeconds(4))
                .idleTimeout(Duration.ofSeconds(4))
                .build()) {
            io.onCall("echo", String.class, (socket, text) -> text);
            int port = io.listen("localhost", 0);
            long start = System.nanoTime();
            round(io, port, OF_EACH_FOR_WARMTH);
            Footprint before = Footprint.now();
            round(io, port, OF_EACH);
            Footprint after = Until.becomes(
                    PATIENCE,
                    Footprint::now,
                    now -> now.heapBytes() - before.heapBytes() < MAX_HEAP_LEFT
                            && now.threads() <= before.threads() + MAX_THREADS);
            report.publishEntry(Map.of(
                    "before", before.toString(),
                    "after", after.toString(),
                    "seconds", Long.toString((System.nanoTime() - start) / 1_000_000_000)));
            try (WebSocketWire client = WebSocketWire.connect(port)) {
                client.echo(1);
            }
        }
    }

    private static void round(SocketIoServer io, int port, int ofEach) throws Exception {
        long files = Footprint.openFiles();
        try (LoadProcess clients = LoadProcess.start("512m", LoadClient.class, "deserters", port, ofEach)) {
            Map<String, Long> result = clients.result(PATIENCE);
            assertThat(result).hasSize(Deserters.Way.values().length);
            assertThat(result.values()).containsOnly((long) ofEach);
        }
        Until.becomes(PATIENCE, io::stats, Footprint::isEmpty);
        Until.becomes(PATIENCE, Footprint::openFiles, open -> open <= files + 10);
    }
}
