package io.sockeye.interop.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.interop.wire.PollingWire;
import io.sockeye.interop.wire.Until;
import io.sockeye.interop.wire.WebSocketWire;
import io.sockeye.interop.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** Clients that never read beside one that must not notice, on a server with 256 MiB of heap that has more than that for each of them. */
final class SlowClientIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STALLED_WEBSOCKETS = 3;
    private static final int STALLED = STALLED_WEBSOCKETS + 1;
    private static final int MESSAGES = 600;
    private static final long MAX_MICROS = 20_000_000;

    @Test
    @Timeout(240)
    void clientsThatNeverReadAreDisconnectedAndTheOtherGetsEveryBroadcastInTime(TestReporter report) throws Exception {
        try (LoadProcess server = LoadProcess.start("256m", SlowServer.class, "disconnect", MESSAGES)) {
            List<String> lines = flood(server, 1 + STALLED);
            report.publishEntry("disconnect", lines.toString());
            assertThat(lines).filteredOn(line -> line.startsWith("ended")).hasSize(STALLED);
        }
    }

    @Test
    @Timeout(240)
    void whoeverSendsToAClientThatNeverReadsWaitsUpToTheLimitAndNobodyElseDoes(TestReporter report) throws Exception {
        try (LoadProcess server = LoadProcess.start("256m", SlowServer.class, "block", MESSAGES)) {
            List<String> lines = flood(server, 1 + 2 * STALLED);
            report.publishEntry("block", lines.toString());
            long limit = SlowServer.BLOCK_LIMIT.toMillis();
            assertThat(numbers(lines, "blocked"))
                    .hasSize(STALLED)
                    .allMatch(millis -> millis >= limit && millis < 30 * limit);
        }
    }

    /** What the server has written, of which so many lines are expected. */
    private static List<String> flood(LoadProcess server, int expected) throws Exception {
        int port = Objects.requireNonNull(server.result(PATIENCE).get("port")).intValue();
        List<WebSocketWire> stalled = new ArrayList<>();
        try (WebSocketWire reader = WebSocketWire.connect(port)) {
            for (int i = 0; i < STALLED_WEBSOCKETS; i++) {
                stalled.add(WebSocketWire.open(Wire.narrow(port)).join());
                stalled.getLast().send("421[\"stall\"]");
                assertThat(stalled.getLast().next()).isEqualTo("431[]");
            }
            PollingWire polling = PollingWire.connect(port);
            polling.post("421[\"stall\"]");
            assertThat(polling.poll()).containsExactly("431[]");
            reader.send("42[\"begin\"]");
            readAll(reader);
            List<String> lines = new ArrayList<>();
            while (lines.size() < expected) {
                lines.add(server.line(PATIENCE));
            }
            assertThat(lines).filteredOn(line -> line.startsWith("ended")).containsOnly("ended slow client");
            assertThat(numbers(lines, "latency")).hasSize(2).allMatch(micros -> micros < MAX_MICROS);
            Until.becomes(PATIENCE, () -> queued(reader), "431[0]"::equals);
            return lines;
        } finally {
            for (WebSocketWire silent : stalled) {
                silent.close();
            }
        }
    }

    private static String queued(WebSocketWire reader) {
        try {
            reader.send("421[\"queued\"]");
            return reader.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readAll(WebSocketWire reader) throws IOException {
        for (int i = 0; i < MESSAGES; i++) {
            String packet = reader.next();
            String begin = "42[\"big\"," + i + ",\"";
            if (!packet.startsWith(begin) || packet.length() != begin.length() + SlowServer.MESSAGE_CHARS + 2) {
                throw new AssertionError("not " + begin + " but " + packet.substring(0, 40) + " of " + packet.length());
            }
            reader.send("42[\"got\"," + i + "]");
        }
    }

    private static Stream<Long> numbers(List<String> lines, String word) {
        return lines.stream()
                .filter(line -> line.startsWith(word + " "))
                .flatMap(line -> Stream.of(line.substring(word.length() + 1).split(" ", -1)))
                .map(Long::valueOf);
    }
}
