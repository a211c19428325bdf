package io.sockeye.engineio.server;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.DecodeResult;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Heartbeat;
import io.sockeye.engineio.PacketSink;
import io.sockeye.engineio.PacketType;
import io.sockeye.engineio.SessionState;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.WebSocketCodec;
import io.sockeye.engineio.server.host.HostLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One session. What comes in goes through its {@link Inbox}, one at a time; what goes out is taken from its {@link OutboundQueue} by its {@link Carrier}.
 * Fields that are not volatile belong to the inbox.
 */
final class Session extends Inbox implements EngineSession, PacketSink {
    /** How long a client may take to fetch the end of its session. */
    static final long CLOSE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** By how many periods a sweep may be late without anybody getting more time. */
    private static final int LATE_SWEEPS = 4;

    private static final long NEVER = Long.MAX_VALUE / 2;

    private final Sessions sessions;
    private final String sid;
    private final EngineProtocol protocol;
    private final EngineRequest handshake;
    private final OutboundQueue outbound;
    private final SessionState state = new SessionState();
    private final Heartbeat heartbeat;
    private SessionListener listener = SilentListener.INSTANCE;
    private long closeDeadline;
    private long inboundDeadline;
    // for the statistics, which read them without any guard
    private long packetsReceived;
    private long bytesReceived;
    private volatile boolean unread;
    private volatile Carrier carrier;
    private volatile long deadline;

    Session(Sessions sessions, String sid, EngineRequest handshake, Function<Session, Carrier> carrier) {
        this.sessions = sessions;
        this.sid = sid;
        this.handshake = handshake;
        this.protocol = handshake.protocol();
        this.outbound = new OutboundQueue(sessions.options().budget().outboundBytes());
        long now = sessions.now();
        this.heartbeat = new Heartbeat(protocol, sessions.heartbeatTimes(), now);
        this.closeDeadline = now + NEVER;
        this.inboundDeadline = now + NEVER;
        this.deadline = heartbeat.deadline();
        this.carrier = carrier.apply(this);
    }

    /** The session begins: open packet, then whatever the layer above has to say at once. Inside the inbox. */
    void open(EncodedMessage openPacket) {
        outbound.control(openPacket);
        state.onOpen();
        listener = sessions.handler().onSession(this);
    }

    /** Where all its inputs go; this itself, an object less for each session. */
    Inbox inbox() {
        return this;
    }

    OutboundQueue outbound() {
        return outbound;
    }

    Carrier carrier() {
        return carrier;
    }

    /** The polling transport, null when the session has left it or never had it. */
    @Nullable
    PollingTransport polling() {
        return carrier instanceof PollingTransport polling ? polling : null;
    }

    /** Packets that have arrived. Any thread, a little late. */
    long packetsReceived() {
        return packetsReceived;
    }

    /** Bytes that have arrived. Any thread, a little late. */
    long bytesReceived() {
        return bytesReceived;
    }

    // what comes in, all of it inside the inbox

    void onWebSocketText(byte[] utf8) {
        bytesReceived += utf8.length;
        afterDecoding(WebSocketCodec.text(protocol, utf8, this));
    }

    void onWebSocketBinary(byte[] bytes) {
        bytesReceived += bytes.length;
        afterDecoding(WebSocketCodec.binary(protocol, bytes, this));
    }

    void onReadComplete() {
        if (!isClosed()) {
            listener.onReadComplete();
        }
    }

    /** Ends the session if what the client sent was wrong. */
    private void afterDecoding(DecodeResult result) {
        if (result.isError()) {
            end(CloseReason.PARSE_ERROR, result.text());
        }
    }

    /** A whole payload was decoded. */
    void onPayload(DecodeResult result, int bytes) {
        bytesReceived += bytes;
        onReadComplete();
        afterDecoding(result);
    }

    @Override
    public boolean packet(PacketType type, byte[] bytes, int from, int to) {
        if (!receives()) {
            return false;
        }
        packetsReceived++;
        switch (type) {
            case MESSAGE -> {
                onOtherPacket();
                listener.onText(bytes, from, to);
            }
            case PING -> apply(heartbeat.onPing(sessions.now()));
            case PONG -> apply(heartbeat.onPong(sessions.now()));
            case CLOSE -> {
                carrier.onPeerClose();
                end(CloseReason.TRANSPORT_CLOSE, null);
            }
            case OPEN, UPGRADE, NOOP -> onOtherPacket();
        }
        return receives();
    }

    @Override
    public boolean binary(byte[] bytes, int from, int to) {
        if (receives()) {
            packetsReceived++;
            onOtherPacket();
            listener.onBinary(bytes, from, to);
        }
        return receives();
    }

    /** Whether packets count; not so any more while a close is on its way through the inbox. */
    private boolean receives() {
        return state.receives() && outbound.isOpen();
    }

    private void onOtherPacket() {
        if (heartbeat.state() == Heartbeat.State.AWAITING_PONG) {
            heartbeat.onOtherPacket(sessions.now());
        }
    }

    private void apply(Heartbeat.Effect effect) {
        switch (effect) {
            case NONE -> {}
            case SEND_PING -> control(EncodedMessage.PING);
            case SEND_PONG -> control(EncodedMessage.PONG);
            case TIMEOUT -> end(CloseReason.PING_TIMEOUT, null);
            case WRONG_DIRECTION -> end(CloseReason.TRANSPORT_ERROR, "invalid heartbeat direction");
        }
        updateDeadline();
    }

    private void control(EncodedMessage packet) {
        if (outbound.control(packet)) {
            carrier.wake();
        } else {
            end(CloseReason.SLOW_CLIENT, "the client reads no answers");
        }
    }

    // time

    /** When {@link #onTime} has something to do at the latest. Any thread. */
    long deadline() {
        return deadline;
    }

    /** A request comes in: what was due before it happens before it, although the sweeper has not been here yet. Any thread. */
    void catchUp() {
        if (sessions.now() - deadline >= 0) {
            submit(this::onTime);
        }
    }

    void onTime() {
        long now = sessions.now();
        if (state.phase() == SessionState.Phase.CLOSED) {
            return;
        }
        apply(heartbeat.onTime(countedFrom(heartbeat.deadline(), now)));
        if (now - closeDeadline >= 0) {
            end(CloseReason.FORCED_CLOSE, "the client did not fetch the end");
        } else if (now - inboundDeadline >= 0) {
            end(CloseReason.INBOUND_TIMEOUT, null);
        }
        updateDeadline();
    }

    /** What is due counts from its time, so that the lateness of sweeps doesn't add up; after a longer stop everybody gets the full time. */
    private long countedFrom(long due, long now) {
        long late = now - due;
        return late > 0 && late <= LATE_SWEEPS * sessions.sweepPeriodNanos() ? due : now;
    }

    private void updateDeadline() {
        long first = heartbeat.deadline();
        first = closeDeadline - first < 0 ? closeDeadline : first;
        deadline = inboundDeadline - first < 0 ? inboundDeadline : first;
    }

    // life

    /** Whether the close has begun and only the queue keeps the transport open. */
    boolean isClosing() {
        return state.phase() == SessionState.Phase.CLOSING;
    }

    boolean isClosed() {
        return state.phase() == SessionState.Phase.CLOSED;
    }

    private void beginClose(CloseReason reason) {
        if (state.onClose(reason) == SessionState.Effect.DRAIN) {
            closeDeadline = sessions.now() + CLOSE_TIMEOUT_NANOS;
            updateDeadline();
            carrier.beginClose();
        }
    }

    /** The end, at once. Inside the inbox. */
    void end(CloseReason why, @Nullable String description) {
        if (state.onEnd(why) != SessionState.Effect.END) {
            return;
        }
        outbound.close();
        carrier.end();
        sessions.remove(this);
        CloseReason given = state.reason();
        CloseReason reason = given == null ? why : given;
        sessions.counters().end(this, reason);
        listener.onClose(reason, description);
        listener = SilentListener.INSTANCE;
    }

    @Override
    void onFault() {
        end(CloseReason.TRANSPORT_ERROR, "internal error");
    }

    /** The client's websocket takes over: what has not been sent goes over it. Inside the inbox. */
    void carryOver(WebSocketTransport next) {
        carrier = next;
        sessions.counters().upgrade(protocol);
        if (unread) {
            next.readable(false);
        }
        next.wake();
    }

    private void setReadable(boolean readable) {
        if (unread != readable || isClosed()) {
            return;
        }
        unread = !readable;
        long now = sessions.now();
        if (readable) {
            heartbeat.resume(now);
            inboundDeadline = now + NEVER;
        } else {
            heartbeat.suspend(now);
            inboundDeadline = now + sessions.options().budget().inboundTimeout().toNanos();
        }
        updateDeadline();
        carrier.readable(readable);
    }

    /** Whether the layer above has enough for now. */
    boolean isUnread() {
        return unread;
    }

    // what the layer above sees, any thread

    @Override
    public String sid() {
        return sid;
    }

    @Override
    public EngineProtocol protocol() {
        return protocol;
    }

    @Override
    public Transport transport() {
        return carrier.kind();
    }

    @Override
    public @Nullable HostLoop loop() {
        return carrier.loop();
    }

    @Override
    public HandshakeRequest handshake() {
        return handshake;
    }

    @Override
    public boolean isOpen() {
        return outbound.isOpen();
    }

    @Override
    public Offer offer(EncodedMessage message, Urgency urgency, boolean compress) {
        if (urgency == Urgency.VOLATILE && !carrier.isReady()) {
            return outbound.isOpen() ? Offer.DROPPED : Offer.CLOSED;
        }
        Offer outcome = outbound.offer(message, urgency, compress);
        if (outcome == Offer.ACCEPTED) {
            // Read after the message is in the queue: a transport that takes over meanwhile looks into the queue
            // itself.
            carrier.wake();
        }
        return outcome;
    }

    @Override
    public long queuedBytes() {
        return outbound.queuedBytes();
    }

    @Override
    public boolean awaitBudget(long timeoutNanos) throws InterruptedException {
        return outbound.await(sessions.scheduler(), timeoutNanos);
    }

    @Override
    public void readable(boolean readable) {
        carrier.execute(() -> submit(() -> setReadable(readable)));
    }

    @Override
    public void close(CloseReason reason) {
        outbound.drainOnly();
        carrier.execute(() -> submit(() -> beginClose(reason)));
    }

    @Override
    public void closeNow(CloseReason reason) {
        outbound.close();
        carrier.execute(() -> submit(() -> end(reason, null)));
    }

    /** As {@link #closeNow}, on this thread if nobody is at work. */
    void discard(CloseReason reason) {
        outbound.close();
        submit(() -> end(reason, null));
    }

    /** Without the sid, which is a secret. */
    @Override
    public String toString() {
        return "Session[" + protocol + ", " + carrier.kind() + ", " + state + ", " + outbound + "]";
    }
}
