package io.sockeye.interop.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.interop.wire.Footprint;
import io.sockeye.interop.wire.Until;
import io.sockeye.server.SocketIoServer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client whose proxy closes every connection behind its request. */
final class PollerIT {
    private static final int EVENTS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @ParameterizedTest
    @Timeout(400)
    @ValueSource(strings = {"EIO=4", "EIO=3&b64=1"})
    void tenThousandEventsArriveOnceAndInOrderThoughEveryPollIsAConnectionOfItsOwn(String query, TestReporter report)
            throws Exception {
        try (SocketIoServer io = SocketIoServer.create()) {
            AtomicInteger next = new AtomicInteger();
            io.on("more", int.class, (socket, some) -> {
                for (int i = 0; i < some; i++) {
                    socket.emit("number", next.getAndIncrement());
                }
            });
            int port = io.listen("localhost", 0);
            long files = Footprint.openFiles();
            try (LoadProcess client = LoadProcess.start("128m", LoadClient.class, "poller", port, EVENTS, query)) {
                Map<String, Long> result = client.result(PATIENCE);
                report.publishEntry(query, result.toString());
                assertThat(result).containsEntry("received", (long) EVENTS);
            }
            Until.becomes(PATIENCE, io::stats, Footprint::isEmpty);
            Until.becomes(PATIENCE, Footprint::openFiles, open -> open <= files + 10);
        }
    }
}
