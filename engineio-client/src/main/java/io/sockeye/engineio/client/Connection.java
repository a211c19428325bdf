package io.sockeye.engineio.client;

import io.sockeye.engineio.ClientHeartbeat;
import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.OpenPacket;
import io.sockeye.engineio.SessionState;
import io.sockeye.engineio.SessionState.Phase;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.client.transport.ClientTransport;
import io.sockeye.engineio.client.transport.TransportException;
import io.sockeye.engineio.concurrent.SerialExecutor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * One connection. What {@link EngineClient} offers may be called from everywhere, all the rest happens in its {@link SerialExecutor}, to which the fields
 * belong that aren't volatile.
 */
final class Connection implements EngineClient {
    private static final Logger LOGGER = System.getLogger(EngineClient.class.getName());

    private final EngineClientOptions options;
    private final ClientResources.Lease resources;
    private final EngineListener listener;
    private final SerialExecutor serial;
    private final Alarm alarm;
    private final OutboundQueue queue;
    private final Pulse pulse;
    private final SessionState state = new SessionState();
    private final Opening opening;
    private final Upgrade upgrade;
    private final Inbound inbound;
    private final Farewell farewell;
    // until the handshake, and again from the begin of closing
    private long stateDeadline;
    private volatile @Nullable Link link;
    private volatile @Nullable OpenPacket handshake;

    private Connection(EngineClientOptions options, ClientResources.Lease resources, EngineListener listener) {
        this.options = options;
        this.resources = resources;
        this.listener = listener;
        this.serial = new SerialExecutor(resources.executor());
        this.alarm = new Alarm(resources.scheduler(), this::execute, this::onTime);
        this.queue = new OutboundQueue(options.outboundBytes());
        this.pulse = new Pulse(resources.scheduler());
        this.opening = new Opening(this);
        this.upgrade = new Upgrade(this);
        this.inbound = new Inbound(this, listener, state);
        this.farewell = new Farewell(resources, this::execute);
    }

    static Connection connect(EngineClientOptions options, ClientResources resources, EngineListener listener) {
        Connection connection = new Connection(options, resources.acquire(), listener);
        connection.execute(connection::begin);
        return connection;
    }

    // what the parts use

    void execute(Runnable task) {
        serial.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOGGER.log(Level.ERROR, "a task of a connection failed, the connection ends", e);
                end(CloseReason.TRANSPORT_ERROR, "internal error", null);
            }
        });
    }

    EngineClientOptions options() {
        return options;
    }

    ClientTransport http() {
        return resources.transport();
    }

    OutboundQueue queue() {
        return queue;
    }

    Pulse pulse() {
        return pulse;
    }

    Upgrade upgrade() {
        return upgrade;
    }

    Inbound inbound() {
        return inbound;
    }

    boolean isCarriedBy(Link candidate) {
        return candidate.equals(link);
    }

    private long now() {
        return resources.scheduler().nanoTime();
    }

    // opening

    private void begin() {
        if (state.phase() != Phase.OPENING) {
            return;
        }
        try {
            opening.begin();
        } catch (RuntimeException e) {
            end(CloseReason.TRANSPORT_ERROR, "the headers could not be made", e);
            return;
        }
        tryNext();
    }

    private void tryNext() {
        Link next = opening.next();
        link = next;
        stateDeadline = now() + options.openTimeout().toNanos();
        setAlarm();
        next.open();
    }

    void onHandshake(OpenPacket open) {
        opening.onHandshake(open);
        handshake = open;
        pulse.start(options.protocol(), open);
        state.onOpen();
        queue.open();
        options.upgradedBefore().set(transport() == Transport.WEBSOCKET);
        listener.onOpen(this, open);
        WebSocketLink better = opening.upgrade(open);
        if (link instanceof PollingLink polling && better != null && queue.isOpen()) {
            upgrade.start(polling, better, now() + options.openTimeout().toNanos());
        }
        setAlarm();
    }

    void onNoHandshake(TransportException cause) {
        Link failed = link;
        if (failed != null) {
            onLinkFailed(failed, cause);
        }
    }

    // links come and go

    void onLinkFailed(Link from, TransportException cause) {
        if (upgrade.concerns(from)) {
            upgrade.abort();
        } else if (isCarriedBy(from)) {
            from.abort();
            options.upgradedBefore().set(false);
            if (state.phase() == Phase.OPENING && opening.hasNext()) {
                opening.failed(cause);
                tryNext();
            } else {
                TransportException first = opening.failed(cause);
                end(CloseReason.TRANSPORT_ERROR, first.getMessage(), first);
            }
        }
    }

    void onLinkClosed(Link from, int code) {
        if (upgrade.concerns(from) || state.phase() == Phase.OPENING) {
            onLinkFailed(from, new TransportException("the server closed the websocket with " + code, null));
        } else if (isCarriedBy(from)) {
            end(CloseReason.TRANSPORT_CLOSE, "websocket closed with " + code, null);
        }
    }

    void carryOver(PollingLink old, WebSocketLink next) {
        link = next;
        old.abort();
        options.upgradedBefore().set(true);
        if (pulse.isUnread()) {
            next.readable(false);
        }
        listener.onUpgrade();
        next.wake();
    }

    private void setReadable(boolean readable) {
        Link carrier = link;
        if (state.phase() != Phase.CLOSED && pulse.readable(readable) && carrier != null) {
            carrier.readable(readable);
            setAlarm();
        }
    }

    // what goes out

    void apply(ClientHeartbeat.Effect effect) {
        switch (effect) {
            case NONE -> {}
            case SEND_PING -> control(EncodedMessage.PING);
            case SEND_PONG -> control(EncodedMessage.PONG);
            case TIMEOUT -> end(CloseReason.PING_TIMEOUT, null, null);
        }
    }

    private void control(EncodedMessage packet) {
        if (queue.control(packet)) {
            wake();
        } else {
            end(CloseReason.TRANSPORT_ERROR, "the server reads no answers", null);
        }
    }

    private void wake() {
        Link carrier = link;
        if (carrier != null) {
            carrier.wake();
        }
    }

    void onWritten(long cost) {
        if (!queue.release(cost)) {
            return;
        }
        if (state.phase() == Phase.CLOSING) {
            end(CloseReason.FORCED_CLOSE, null, null);
        } else if (state.phase() == Phase.OPEN) {
            listener.onDrain();
        }
    }

    // time

    private void onTime() {
        long now = now();
        Link carrier = link;
        upgrade.onTime(now);
        boolean late = now - stateDeadline >= 0;
        switch (state.phase()) {
            case OPENING -> {
                if (late && carrier != null) {
                    onLinkFailed(carrier, new TransportException("no handshake within " + options.openTimeout(), null));
                }
            }
            case OPEN -> apply(pulse.onTime());
            case CLOSING -> {
                if (late) {
                    end(CloseReason.FORCED_CLOSE, "not everything could be sent", null);
                }
            }
            case CLOSED -> {}
        }
        setAlarm();
    }

    private void setAlarm() {
        if (state.phase() != Phase.CLOSED) {
            alarm.at(upgrade.nearer(state.phase() == Phase.OPEN ? pulse.deadline() : stateDeadline));
        }
    }

    // the end

    private void beginClose() {
        if (state.onClose(CloseReason.FORCED_CLOSE) != SessionState.Effect.DRAIN) {
            return;
        }
        if (upgrade.isUnderWay() && !upgrade.isPausing()) {
            upgrade.abort();
        }
        if (queue.queuedBytes() == 0) {
            end(CloseReason.FORCED_CLOSE, null, null);
            return;
        }
        stateDeadline = now() + options.closeTimeout().toNanos();
        setAlarm();
        wake();
    }

    void end(CloseReason why, @Nullable String description, @Nullable Throwable cause) {
        if (state.onEnd(why) != SessionState.Effect.END) {
            return;
        }
        CloseReason reason = state.reason() == null ? why : state.reason();
        queue.close();
        alarm.cancel();
        upgrade.drop();
        farewell.say(link, pulse.isStarted(), reason);
        pulse.stop();
        listener.onClose(reason, description, cause);
    }

    // what the layer above sees, any thread

    @Override
    public @Nullable OpenPacket handshake() {
        return handshake;
    }

    @Override
    public EngineProtocol protocol() {
        return options.protocol();
    }

    @Override
    public Transport transport() {
        Link carrier = link;
        return carrier == null ? options.transports().getFirst() : carrier.kind();
    }

    @Override
    public boolean isOpen() {
        return queue.isOpen() && !pulse.isOverdue();
    }

    @Override
    public Offer offer(EncodedMessage message, Urgency urgency) {
        if (pulse.isOverdue()) {
            execute(this::onTime);
            return Offer.CLOSED;
        }
        Offer outcome = queue.offer(message, urgency);
        if (outcome == Offer.ACCEPTED) {
            execute(this::wake);
        }
        return outcome;
    }

    @Override
    public long queuedBytes() {
        return queue.queuedBytes();
    }

    @Override
    public void readable(boolean readable) {
        execute(() -> setReadable(readable));
    }

    @Override
    public void close() {
        queue.drainOnly();
        execute(this::beginClose);
    }

    @Override
    public void closeNow(CloseReason reason) {
        queue.close();
        execute(() -> end(reason, null, null));
    }

    /** Without the sid, which is a secret. */
    @Override
    public String toString() {
        return "EngineClient[" + protocol() + ", " + transport() + ", " + state.phase() + ", " + queue + "]";
    }
}
