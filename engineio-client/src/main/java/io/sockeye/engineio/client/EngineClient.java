package io.sockeye.engineio.client;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.OpenPacket;
import io.sockeye.engineio.Transport;
import org.jspecify.annotations.Nullable;

/**
 * One connection to an Engine.IO server, over one transport and perhaps, after an upgrade, another. It is connected once and never again.
 *
 * <p>Thread-safe; no method blocks, none calls the listener on the calling thread.
 */
public sealed interface EngineClient permits Connection {
    /**
     * Begins to connect; {@link EngineListener#onOpen} or {@link EngineListener#onClose} follows.
     *
     * @param options what the connection is to be like; header suppliers are asked now, on the executor of the resources
     * @param resources what it runs on; in use until the connection has ended and its sockets are closed
     * @param listener hears of it
     */
    static EngineClient connect(EngineClientOptions options, ClientResources resources, EngineListener listener) {
        return Connection.connect(options, resources, listener);
    }

    /** The secret id of the session, null before the handshake: whoever knows it can act as this client. Never show it to others. */
    default @Nullable String sid() {
        OpenPacket open = handshake();
        return open == null ? null : open.sid();
    }

    /** What the server told when it accepted; null before. */
    @Nullable
    OpenPacket handshake();

    /** The revision of the protocol. */
    EngineProtocol protocol();

    /** The transport at this moment; before the handshake the one that is tried, during an upgrade the old one. */
    Transport transport();

    /**
     * Whether messages can be sent: from the handshake to the begin of closing. False too when the server should have been heard of long ago, as after the
     * machine was suspended; the connection then ends with {@link CloseReason#PING_TIMEOUT}.
     */
    boolean isOpen();

    /** Whether a {@link Urgency#VOLATILE} message would be taken at this moment: it is open and everything offered before has been written. */
    default boolean isWritable() {
        return isOpen() && queuedBytes() == 0;
    }

    /**
     * Enters a message into the outbound queue. All its packets enter together or none; what one thread offers leaves in the order of its calls. Nothing is
     * written on the calling thread. Before the handshake it is {@link Offer#CLOSED}: the layer above keeps what has to wait.
     */
    Offer offer(EncodedMessage message, Urgency urgency);

    /** Bytes that were accepted and have not been written yet, as the outbound budget counts them: each message costs 64 bytes besides its own. */
    long queuedBytes();

    /**
     * Stops or goes on to read from the server. While it is stopped there is no poll, the websocket isn't read and nothing is due from the server; it is
     * told now and then that this side lives.
     */
    void readable(boolean readable);

    /** Closes with {@link CloseReason#FORCED_CLOSE} after everything that was accepted has been written; {@code onClose} follows. */
    void close();

    /** Closes at once; what is in the queue is dropped. */
    void closeNow(CloseReason reason);

    /** What becomes of an offered message. */
    enum Offer {
        /** It is in the queue and leaves before later ones, unless the connection ends. */
        ACCEPTED,
        /** It was volatile and earlier messages have not been written yet: it is gone. */
        DROPPED,
        /** It doesn't fit into the outbound budget and was not taken; {@link EngineListener#onDrain} follows. */
        OVER_BUDGET,
        /** The connection isn't open; it was not taken. */
        CLOSED
    }

    /** How a message stands to the outbound budget. */
    enum Urgency {
        /** Counted against the budget and refused above it. */
        NORMAL,
        /** Dropped unless everything before it has been written. */
        VOLATILE,
        /** Acknowledgements and control packets: taken above the budget too, up to four times of it. */
        EXEMPT
    }
}
