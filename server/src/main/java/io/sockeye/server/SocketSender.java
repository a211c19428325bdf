package io.sockeye.server;

import io.sockeye.adapter.AckCollector;
import io.sockeye.adapter.BroadcastOptions;
import io.sockeye.adapter.LocalSocket;
import io.sockeye.adapter.OutboundEvent;
import io.sockeye.dispatch.run.AckRegistry;
import io.sockeye.dispatch.run.SocketContext;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.NonBlockingThread;
import io.sockeye.engineio.server.EngineSession;
import io.sockeye.engineio.server.EngineSession.Offer;
import io.sockeye.engineio.server.EngineSession.Urgency;
import io.sockeye.socketio.DisconnectReason;
import org.jspecify.annotations.Nullable;

/**
 * The way out of one socket: what is sent to it enters the queue of its session. A part of the {@link SocketCore} and not an object beside it, since a broadcast touches it once for each receiver.
 * Thread-safe.
 */
abstract class SocketSender implements SocketContext, LocalSocket {
    private final ClientConnection connection;
    private final EngineSession session;
    private final DefaultNamespace namespace;
    private final AckRegistry acks = new AckRegistry();

    /** Null once the CONNECT has been sent. */
    private volatile @Nullable ConnectGate gate;

    SocketSender(ClientConnection connection, DefaultNamespace namespace) {
        this.connection = connection;
        this.session = connection.session();
        this.namespace = namespace;
        this.gate = new ConnectGate(connection.services().outboundBudget());
    }

    /** Whether it is over, however that came. */
    abstract boolean isEnded();

    /** Tells those who listen to everything that is sent. */
    abstract void outgoing(String event, @Nullable Object[] arguments);

    @Override
    public final AckRegistry acks() {
        return acks;
    }

    final ClientConnection connection() {
        return connection;
    }

    final EngineSession session() {
        return session;
    }

    final DefaultNamespace home() {
        return namespace;
    }

    final Services services() {
        return connection.services();
    }

    /** Sends the CONNECT, and behind it what was held. */
    final void open(EncodedMessage connect) {
        ConnectGate closed = gate;
        if (closed != null) {
            closed.open(session, connect);
            gate = null;
        }
    }

    @Override
    public final void deliver(OutboundEvent event, BroadcastOptions options) {
        if (isEnded()) {
            return;
        }
        outgoing(event.name(), event.arguments());
        Urgency urgency = options.isVolatile() ? Urgency.VOLATILE : Urgency.NORMAL;
        if (transmit(event.encoded(), urgency, options.compress()) == Offer.OVER_BUDGET) {
            connection.close(DisconnectReason.SLOW_CLIENT);
        }
    }

    @Override
    public final boolean deliverWithAck(OutboundEvent event, BroadcastOptions options, AckCollector collector) {
        if (isEnded()) {
            return false;
        }
        acks.register(event.ackId(), new CollectedAck(this, collector));
        deliver(event, options);
        return true;
    }

    @Override
    public final void forgetAck(long ackId, AckCollector collector) {
        acks.remove(ackId, new CollectedAck(this, collector));
    }

    @Override
    public final void sendAck(long ackId, @Nullable Object[] arguments) {
        if (isEnded()) {
            return;
        }
        EncodedMessage ack = services().codec().ack(namespace.name(), ackId, arguments);
        if (transmit(ack, Urgency.EXEMPT, true) == Offer.OVER_BUDGET) {
            connection.close(DisconnectReason.SLOW_CLIENT); // asks for acknowledgements and never reads them
        }
    }

    /** Sends an event to this socket alone. */
    final void send(EncodedMessage message, boolean isVolatile, boolean compress) {
        Urgency urgency = isVolatile ? Urgency.VOLATILE : Urgency.NORMAL;
        while (!isEnded() && transmit(message, urgency, compress) == Offer.OVER_BUDGET) {
            if (!awaitRoom()) {
                connection.close(DisconnectReason.SLOW_CLIENT);
            }
        }
    }

    private boolean awaitRoom() {
        return switch (services().settings().connections().slowClient()) {
            case SlowClientPolicy.Disconnect policy -> false;
            case SlowClientPolicy.Block policy ->
                mayBlock() && await(policy.limit().toNanos());
        };
    }

    private boolean mayBlock() {
        return gate == null && !(Thread.currentThread() instanceof NonBlockingThread);
    }

    private boolean await(long nanos) {
        try {
            return session.awaitBudget(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    final Offer transmit(EncodedMessage message, Urgency urgency, boolean compress) {
        ConnectGate closed = gate;
        if (closed != null) {
            switch (closed.hold(message, urgency, compress)) {
                case HELD -> {
                    return Offer.ACCEPTED;
                }
                case DROPPED -> {
                    namespace.counters().drop();
                    return Offer.DROPPED;
                }
                case OVER_BUDGET -> {
                    return Offer.OVER_BUDGET;
                }
                case OPEN -> {}
            }
        }
        Offer outcome = session.offer(message, urgency, compress);
        if (outcome == Offer.DROPPED) {
            namespace.counters().drop();
        }
        return outcome;
    }
}
