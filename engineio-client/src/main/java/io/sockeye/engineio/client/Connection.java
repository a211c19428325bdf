package io.sockeye.engineio.client;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.OpenPacket;
import io.sockeye.engineio.Transport;
import org.jspecify.annotations.Nullable;

/** The one connection. */
final class Connection implements EngineClient {
    private final EngineClientOptions options;

    private Connection(EngineClientOptions options) {
        this.options = options;
    }

    static Connection connect(EngineClientOptions options, ClientResources resources, EngineListener listener) {
        throw new UnsupportedOperationException(options.toString() + resources + listener);
    }

    @Override
    public @Nullable String sid() {
        return null;
    }

    @Override
    public @Nullable OpenPacket handshake() {
        return null;
    }

    @Override
    public EngineProtocol protocol() {
        return options.protocol();
    }

    @Override
    public Transport transport() {
        return Transport.POLLING;
    }

    @Override
    public boolean isOpen() {
        return false;
    }

    @Override
    public boolean isWritable() {
        return false;
    }

    @Override
    public Offer offer(EncodedMessage message, Urgency urgency) {
        return Offer.CLOSED;
    }

    @Override
    public long queuedBytes() {
        return 0;
    }

    @Override
    public void readable(boolean readable) {}

    @Override
    public void close() {}

    @Override
    public void closeNow(CloseReason reason) {}
}
