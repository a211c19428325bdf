package io.sockeye.client;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Transport;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One Engine.IO connection as the layer above uses it. Its methods don't block and don't call the listener on the calling thread. */
interface Link {
    /** Queues a message; false when it wasn't taken: either {@link Listener#onDrain} follows, or the link has ended or is about to, and {@link Listener#onClose} follows. */
    boolean offer(EncodedMessage message);

    /** Sends a message if the transport can take it at once, else drops it. */
    void offerVolatile(EncodedMessage message);

    /** Queues a message whatever is queued already: acknowledgements and control packets. */
    void offerExempt(EncodedMessage message);

    /** Reads on, or stops reading. */
    void readable(boolean readable);

    /** Ends it when everything is written; {@link Listener#onClose} follows. */
    void close();

    /** The transport at this moment. */
    Transport transport();

    /** Makes connections. */
    interface Factory {
        /** Starts to connect and returns at once. */
        Link open(Request request, Listener listener);
    }

    /**
     * What a connection is told.
     *
     * @param headers asked off the inbox, once
     * @param transports null for the default
     * @param path null for the default
     */
    record Request(
            String url,
            Supplier<Map<String, String>> headers,
            @Nullable List<Transport> transports,
            @Nullable String path) {}

    /** Hears of one connection, one call at a time. */
    interface Listener {
        /** It is open. */
        void onOpen(EngineProtocol protocol, String engineSid);

        /** A text message; the array belongs to the listener. */
        void onText(byte[] utf8, int from, int to);

        /** A binary message; the array belongs to the listener. */
        void onBinary(byte[] bytes, int from, int to);

        /** Everything that was offered has been written. */
        void onDrain();

        /** It has ended, or could not be opened; nothing follows. */
        void onClose(CloseReason reason, @Nullable Throwable cause);
    }
}
