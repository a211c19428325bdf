package io.sockeye.client;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@link ClientSocket} without blocking. Thread-safe. */
public sealed interface AsyncClientSocket extends AsyncClientOperator, ClientEventSource<AsyncClientSocket>
        permits AsyncSocket {
    /** The name of the namespace, with its slash. */
    String namespace();

    /** As {@link ClientSocket#sid}. */
    Optional<String> sid();

    /** As {@link ClientSocket#isConnected}. */
    boolean isConnected();

    /** As {@link ClientSocket#isRecovered}. */
    boolean isRecovered();

    /** As {@link ClientSocket#connect}; completes when the server has answered. */
    CompletableFuture<@Nullable Void> connect();

    /** As {@link ClientSocket#disconnect}. */
    CompletableFuture<@Nullable Void> disconnect();
}
