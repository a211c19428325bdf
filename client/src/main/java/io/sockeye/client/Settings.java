package io.sockeye.client;

import io.sockeye.dispatch.run.InboundBudget;
import io.sockeye.socketio.DecoderLimits;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.PacketCodec;
import java.time.Duration;
import java.util.concurrent.Executor;

/** What a client was told, see {@link SocketIoClientBuilder}. */
record Settings(
        PacketCodec codec,
        Handling handling,
        Delivery delivery,
        Backoff.Options reconnection,
        DecoderLimits decoder,
        Duration shutdownTimeout) {
    JsonCodec json() {
        return codec.values();
    }

    /** How user code runs. */
    record Handling(Executor executor, boolean concurrent, InboundBudget.Limits inbound) {}

    /** How events leave. */
    record Delivery(Duration ackTimeout, int retries, SendBuffer.Limits buffer) {}
}
