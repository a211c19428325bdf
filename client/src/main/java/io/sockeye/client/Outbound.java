package io.sockeye.client;

import io.sockeye.engineio.EncodedMessage;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way out.
 *
 * @param ackId under which an acknowledgement is awaited, or {@code Packet.NO_ACK}
 * @param taken completes inside of the inbox when the event has been taken, so nothing but a waiting thread or a hand-over may depend on it
 */
record Outbound(EncodedMessage encoded, long ackId, boolean isVolatile, CompletableFuture<@Nullable Void> taken) {
    Outbound(EncodedMessage encoded, long ackId, boolean isVolatile) {
        this(encoded, ackId, isVolatile, new CompletableFuture<>());
    }

    void accept() {
        taken.complete(null);
    }
}
