package io.sockeye.engineio.server;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.server.host.HostLoop;
import org.jspecify.annotations.Nullable;

/**
 * One Engine.IO session of the server: what a client sees as one connection, over one transport and perhaps, after an upgrade, another.
 *
 * <p>Thread-safe; no method blocks but {@link #awaitBudget}.
 */
public interface EngineSession {
    /** The secret id of the session: whoever knows it can act as the client. Never show it to others. */
    String sid();

    /** The revision of the protocol, fixed at the handshake. */
    EngineProtocol protocol();

    /** The transport at this moment; during an upgrade the old one. */
    Transport transport();

    /** The request that made the session. */
    HandshakeRequest handshake();

    /** Whether messages can be sent: from the handshake to the begin of closing. */
    boolean isOpen();

    /**
     * Enters a message into the outbound queue. All its packets enter together or none; what one thread offers leaves in the order of its
     * calls. Nothing is written on the calling thread.
     */
    Offer offer(EncodedMessage message, Urgency urgency, boolean compress);

    /**
     * Bytes that were accepted and have not been written yet, as the outbound budget counts them: each message costs 64 bytes besides its own, for what it
     * takes in the queue.
     */
    long queuedBytes();

    /**
     * Waits until the queue has room for what was refused last, or the session ends.
     *
     * @param timeoutNanos how long at most
     * @return false when the time is over and the queue still above its budget
     * @throws InterruptedException if the thread is interrupted
     */
    boolean awaitBudget(long timeoutNanos) throws InterruptedException;

    /**
     * Stops or goes on to read from the client. While it is stopped, POST requests stay without their {@code ok}, the websocket isn't read and the
     * heartbeat deadline is suspended; longer than {@code inboundTimeout} closes the session with {@link CloseReason#INBOUND_TIMEOUT}.
     */
    void readable(boolean readable);

    /** Closes after everything that was accepted has been written (§1.3 of the reference behaviour); {@code onClose} follows. */
    void close(CloseReason reason);

    /** Closes at once; what is in the queue is dropped. */
    void closeNow(CloseReason reason);

    /**
     * The loop of the host on which the client is heard at this moment, if the host has loops that carry virtual threads; else null. Over polling it is the one of the
     * request that is being read or, without one, that waits for its answer; another after each request, perhaps.
     */
    default @Nullable HostLoop loop() {
        return null;
    }

    /** What becomes of an offered message. */
    enum Offer {
        /** It is in the queue and leaves before later ones, unless the session ends. */
        ACCEPTED,
        /** It was volatile and the client not ready: it is gone. */
        DROPPED,
        /** It doesn't fit into the outbound budget and was not taken. */
        OVER_BUDGET,
        /** The session is closing or closed; it was not taken. */
        CLOSED
    }

    /** How a message stands to the outbound budget. */
    enum Urgency {
        /** Counted against the budget and refused above it. */
        NORMAL,
        /** Dropped when no poll is pending or the previous write isn't flushed, and above the budget. */
        VOLATILE,
        /**
         * Acknowledgements and control packets: taken above the budget too, up to four times of it. Beyond, the client asks for more answers than it reads, and
         * they are refused.
         */
        EXEMPT
    }
}
