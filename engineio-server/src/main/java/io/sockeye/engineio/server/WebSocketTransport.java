package io.sockeye.engineio.server;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.WebSocketForm;
import io.sockeye.engineio.server.host.FrameSink;
import io.sockeye.engineio.server.host.HostLoop;
import io.sockeye.engineio.server.host.WebSocketConnection;
import io.sockeye.engineio.server.host.WebSocketHandler;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A websocket: the transport of a session, or the one that it may upgrade to. Which of the two only the session knows: before the upgrade {@link
 * Session#carrier()} is the polling transport.
 */
final class WebSocketTransport implements WebSocketHandler, Carrier {
    /** A close frame without a code. */
    private static final int NO_CODE = 1005;

    /** Codes from here on mean that one of the sides found fault with the other. */
    private static final int FIRST_FAULT = 1002;

    private static final int BROKEN = 1006;
    private static final int LAST_FAULT = 1011;

    // null from the opening on: it holds the whole HTTP request
    private @Nullable Opening opening;
    private final WebSocketForm form;
    // both set before the first input, by onOpen
    private volatile @Nullable Session session;
    private volatile @Nullable WebSocketConnection connection;
    private volatile boolean probeAnswered = true;
    private volatile boolean closing;
    private volatile boolean heldBack;

    /** Finds the session of a websocket that has opened: a new one, or the one that wants to upgrade. */
    @FunctionalInterface
    interface Opening {
        /** Called once; the receiver introduces itself to the session. */
        Session open(WebSocketTransport webSocket);
    }

    WebSocketTransport(EngineRequest request, Opening opening) {
        this.opening = opening;
        boolean v4 = request.protocol() == EngineProtocol.V4;
        this.form = request.base64()
                ? (v4 ? WebSocketForm.V4_BASE64 : WebSocketForm.V3_BASE64)
                : (v4 ? WebSocketForm.V4 : WebSocketForm.V3);
    }

    // the websocket calls

    @Override
    public void onOpen(WebSocketConnection opened) {
        connection = opened;
        Opening first = opening;
        opening = null;
        if (first != null) {
            session = first.open(this);
        }
    }

    @Override
    public void onText(byte[] utf8) {
        Session current = session;
        if (current != null) {
            current.inbox().submit(WebSocketTransport::text, this, utf8);
        }
    }

    @Override
    public void onBinary(byte[] bytes) {
        Session current = session;
        if (current != null) {
            current.inbox().submit(WebSocketTransport::binary, this, bytes);
        }
    }

    @Override
    public void onReadComplete() {
        Session current = session;
        if (current != null) {
            current.inbox().submit(WebSocketTransport::readComplete, this);
        }
    }

    private void text(byte[] utf8) {
        Session current = session;
        if (current != null && current.carrier() == this) {
            current.onWebSocketText(utf8);
        } else if (current != null) {
            upgrade(current).ifPresent(upgrade -> upgrade.onText(this, utf8));
        }
    }

    private void binary(byte[] bytes) {
        Session current = session;
        if (current != null && current.carrier() == this) {
            current.onWebSocketBinary(bytes);
        } else if (current != null) {
            upgrade(current).ifPresent(upgrade -> upgrade.onBinary(this));
        }
    }

    private void readComplete() {
        Session current = session;
        if (current != null && current.carrier() == this) {
            current.onReadComplete();
        }
    }

    /** The upgrade that this may be a candidate of; empty when it is over. */
    private static Optional<Upgrade> upgrade(Session session) {
        return Optional.ofNullable(session.polling()).map(PollingTransport::upgrade);
    }

    @Override
    public long onDrain(FrameSink sink) {
        Session current = session;
        if (current == null) {
            return 0;
        }
        if (!probeAnswered) {
            probeAnswered = true;
            sink.message(EncodedMessage.PROBE_ANSWER, form, false);
        }
        return current.carrier() == this && !heldBack ? drain(current.outbound(), sink) : 0;
    }

    private long drain(OutboundQueue queue, FrameSink sink) {
        // Read before the queue: what was accepted before the close is then found in it.
        boolean last = closing;
        long cost = 0;
        while (!sink.isFull()) {
            OutboundQueue.Entry entry = queue.next();
            if (entry == null) {
                if (last) {
                    close(NO_CODE);
                }
                break;
            }
            sink.message(entry.message(), form, entry.compress());
            cost += entry.cost();
        }
        return cost;
    }

    @Override
    public void onWritten(long drained) {
        Session current = session;
        if (current != null) {
            current.outbound().release(drained);
        }
    }

    @Override
    public void onClose(int code) {
        Session current = session;
        if (current != null) {
            current.inbox().submit(() -> onClose(current, code));
        }
    }

    private void onClose(Session current, int code) {
        if (current.carrier() != this) {
            upgrade(current).ifPresent(upgrade -> upgrade.onWebSocketClose(this));
            return;
        }
        boolean fault = code >= FIRST_FAULT && code <= LAST_FAULT && code != BROKEN && code != NO_CODE;
        current.end(
                fault ? CloseReason.TRANSPORT_ERROR : CloseReason.TRANSPORT_CLOSE,
                "websocket closed with code " + code);
    }

    // the session calls

    /** Nothing is sent until {@link #begin}. */
    void holdBack() {
        heldBack = true;
    }

    /** Sends what was held back, and everything from now on. */
    void begin() {
        heldBack = false;
        wake();
    }

    /** The client's probe gets its answer with the next drain. */
    void answerProbe() {
        probeAnswered = false;
        wake();
    }

    /** Closes a websocket that is not or will not be the transport. */
    void refuse() {
        close(NO_CODE);
    }

    private void close(int code) {
        WebSocketConnection current = connection;
        if (current != null) {
            current.close(code, "");
        }
    }

    @Override
    public Transport kind() {
        return Transport.WEBSOCKET;
    }

    @Override
    public void wake() {
        WebSocketConnection current = connection;
        if (current != null) {
            current.requestDrain();
        }
    }

    @Override
    public @Nullable HostLoop loop() {
        WebSocketConnection current = connection;
        return current == null ? null : current.loop();
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void execute(Runnable task) {
        WebSocketConnection current = connection;
        if (current != null) {
            current.execute(task);
        }
    }

    @Override
    public void readable(boolean readable) {
        WebSocketConnection current = connection;
        if (current != null) {
            current.readable(readable);
        }
    }

    @Override
    public void beginClose() {
        closing = true;
        wake();
    }

    @Override
    public void onPeerClose() {}

    @Override
    public void end() {
        close(NO_CODE);
    }
}
