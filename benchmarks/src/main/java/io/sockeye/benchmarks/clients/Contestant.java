package io.sockeye.benchmarks.clients;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A client over websocket, with what the measurements need of it. */
interface Contestant extends AutoCloseable {
    /** Connects and waits for it. */
    void connect(String url);

    /** Sends the event {@code ack} of {@code BenchServer}; completes with its acknowledgement. */
    CompletableFuture<@Nullable String> ask(String text);

    @Override
    void close();

    /** Makes clients that share what clients of that kind can share. */
    static Contestant create(String kind) {
        return switch (kind) {
            case "sockeye" -> new SockeyeContestant();
            case "official" -> new OfficialContestant();
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
