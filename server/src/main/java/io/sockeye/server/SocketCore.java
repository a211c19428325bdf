package io.sockeye.server;

import io.sockeye.adapter.AckCollector;
import io.sockeye.adapter.BroadcastOptions;
import io.sockeye.adapter.LocalSocket;
import io.sockeye.adapter.OutboundEvent;
import io.sockeye.dispatch.HandlerError;
import io.sockeye.dispatch.HandlerError.Kind;
import io.sockeye.dispatch.run.AckRegistry;
import io.sockeye.dispatch.run.InboundBudget;
import io.sockeye.dispatch.run.Mailbox;
import io.sockeye.dispatch.run.SocketContext;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.NonBlockingThread;
import io.sockeye.engineio.Sid;
import io.sockeye.engineio.server.EngineSession;
import io.sockeye.engineio.server.EngineSession.Offer;
import io.sockeye.engineio.server.EngineSession.Urgency;
import io.sockeye.socketio.ConnectionRefusedException;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.DisconnectedException;
import io.sockeye.socketio.JsonEncodeException;
import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.RawJson;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The life of one socket and its way out; the {@link DefaultSocket} in front of it is what users see.
 *
 * <pre>
 * CONNECTING --accept--> CONNECTED --end--> ENDED
 *      |'----------------end---------------'
 *      '-------refuse--> REFUSED
 * </pre>
 *
 * <p>Thread-safe. Whoever moves the state to ENDED or REFUSED does what belongs to the end; everything else looks at the state and lets be.
 */
final class SocketCore implements SocketContext, LocalSocket {
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(SocketCore.class, "state", State.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ClientConnection connection;
    private final DefaultNamespace namespace;
    private final String sid;
    private final DefaultSocket socket;
    private final Mailbox mailbox;
    private final AckRegistry acks = new AckRegistry();
    private volatile State state = State.CONNECTING;

    /** Null once the CONNECT has been sent. */
    private volatile @Nullable ConnectGate gate;

    /** The rooms it had; null until its end. */
    private volatile @Nullable Set<String> lastRooms;

    /** Whether events that wait are not handled any more. */
    private volatile boolean deaf;

    /** From the return of the connect handlers to the disconnect handlers; only in the mailbox. */
    private boolean introduced;

    SocketCore(ClientConnection connection, DefaultNamespace namespace, @Nullable RawJson auth) {
        Services services = connection.services();
        EngineSession session = connection.session();
        HandlerOptions handlers = services.settings().handlers();
        this.connection = connection;
        this.namespace = namespace;
        this.sid = sid(session, namespace.name());
        this.mailbox = new Mailbox(handlers.executor(), handlers.concurrent());
        this.gate = new ConnectGate(services.outboundBudget());
        this.socket =
                new DefaultSocket(this, new Handshake(session.handshake(), session.protocol(), auth, services.json()));
    }

    private static String sid(EngineSession session, String namespace) {
        if (session.protocol() == EngineProtocol.V4) {
            return Sid.next();
        }
        return namespace.equals("/") ? session.sid() : namespace + "#" + session.sid();
    }

    @Override
    public String sid() {
        return sid;
    }

    @Override
    public String namespace() {
        return namespace.name();
    }

    @Override
    public Mailbox mailbox() {
        return mailbox;
    }

    @Override
    public AckRegistry acks() {
        return acks;
    }

    @Override
    public InboundBudget budget() {
        return connection.budget();
    }

    ClientConnection connection() {
        return connection;
    }

    DefaultNamespace home() {
        return namespace;
    }

    DefaultSocket socket() {
        return socket;
    }

    Services services() {
        return connection.services();
    }

    @Override
    public boolean isConnected() {
        return state == State.CONNECTED;
    }

    /** Whether it is over, however that came. */
    boolean isEnded() {
        State now = state;
        return now == State.ENDED || now == State.REFUSED;
    }

    boolean isRefused() {
        return state == State.REFUSED;
    }

    boolean isConnecting() {
        return state == State.CONNECTING;
    }

    /** From here on it is addressed by broadcasts, in its own room first of all. */
    void begin() {
        namespace.adapter().add(this);
        namespace.adapter().join(sid, List.of(sid));
        if (isEnded()) {
            namespace.adapter().remove(this); // the end came first and found nothing to remove
        }
    }

    /** Middleware and connect handlers; in the mailbox. */
    void connect() {
        if (isEnded()) {
            return;
        }
        try {
            namespace.introduce(socket);
        } catch (ConnectionRefusedException e) {
            refuse(String.valueOf(e.getMessage()), e.data());
            return;
        } catch (Throwable e) {
            report(Kind.CONNECT, null, e);
            refuse("Connection refused by server", null);
            return;
        }
        introduced = true;
        accept();
    }

    /** It is in, and nobody is asked; in the mailbox. */
    void enter() {
        if (!isEnded()) {
            introduced = true;
            accept();
        }
    }

    private void accept() {
        namespace.show(this);
        if (!STATE.compareAndSet(this, State.CONNECTING, State.CONNECTED)) {
            namespace.hide(this);
            return;
        }
        ConnectGate closed = gate;
        if (closed != null) {
            EngineSession session = connection.session();
            closed.open(session, services().codec().connected(session.protocol(), namespace.name(), sid, null));
            gate = null;
        }
        connection.joined();
    }

    private void refuse(String message, @Nullable Object data) {
        if (!STATE.compareAndSet(this, State.CONNECTING, State.REFUSED)) {
            return;
        }
        lastRooms = namespace.adapter().remove(this);
        failAcks(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        try {
            connection.refuse(namespace.name(), message, data);
        } catch (JsonEncodeException e) {
            report(Kind.ENCODE, null, e);
            connection.refuse(namespace.name(), message, null);
        }
        finish(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }

    /** The server ends it and tells the client. */
    void disconnect(DisconnectReason reason) {
        deaf = true;
        if (isConnecting()) {
            refuse("Disconnected by server", null);
        }
        if (!isEnded()) {
            transmit(services().codec().disconnect(namespace.name()), Urgency.EXEMPT, true);
            end(reason);
        }
    }

    /** It ends, whoever wanted it. Rooms and acknowledgements end at once; the disconnect handlers come last in the mailbox. */
    void end(DisconnectReason reason) {
        if (!leaves(State.CONNECTING) && !leaves(State.CONNECTED)) {
            return;
        }
        lastRooms = namespace.adapter().remove(this);
        namespace.hide(this);
        failAcks(reason);
        finish(reason);
    }

    /** States only go forward, so trying them in their order misses none. */
    private boolean leaves(State from) {
        return STATE.compareAndSet(this, from, State.ENDED);
    }

    private void finish(DisconnectReason reason) {
        if (namespace.lacksMourners(this) && mailbox.runIfIdle(new SocketTasks.Silent(this::leave))) {
            return;
        }
        SocketTasks.Disconnect task = new SocketTasks.Disconnect(this, reason);
        boolean affordable = budget().charge(task.size());
        mailbox.post(task);
        if (!affordable) {
            connection.close(DisconnectReason.INBOUND_TIMEOUT);
        }
    }

    private void failAcks(DisconnectReason reason) {
        acks.close(() -> new DisconnectedException(sid, reason));
    }

    /** The last thing that happens; in the mailbox. Who heard of the begin hears of the end. */
    void farewell(DisconnectReason reason) {
        try {
            if (introduced) {
                namespace.farewell(this, reason);
            }
        } finally {
            leave();
        }
    }

    /** It is out; in the mailbox. */
    private void leave() {
        introduced = false;
        services().server().liveSockets().down();
    }

    /** The rooms it is in, or was in. */
    Set<String> rooms() {
        Set<String> last = lastRooms;
        return last != null ? Set.copyOf(last) : namespace.adapter().rooms(sid);
    }

    /** Whether an event that waited is still to be handled; in the mailbox. */
    boolean hears() {
        return introduced && !deaf;
    }

    @Override
    public void deliver(OutboundEvent event, BroadcastOptions options) {
        if (isEnded()) {
            return;
        }
        namespace.outgoing(this, event.name(), event.arguments());
        Urgency urgency = options.isVolatile() ? Urgency.VOLATILE : Urgency.NORMAL;
        if (transmit(event.encoded(), urgency, options.compress()) == Offer.OVER_BUDGET) {
            connection.close(DisconnectReason.SLOW_CLIENT);
        }
    }

    @Override
    public boolean deliverWithAck(OutboundEvent event, BroadcastOptions options, AckCollector collector) {
        if (isEnded()) {
            return false;
        }
        acks.register(event.ackId(), new CollectedAck(this, collector));
        deliver(event, options);
        return true;
    }

    @Override
    public void forgetAck(long ackId, AckCollector collector) {
        acks.remove(ackId, new CollectedAck(this, collector));
    }

    @Override
    public void sendAck(long ackId, @Nullable Object[] arguments) {
        if (isEnded()) {
            return;
        }
        transmit(services().codec().ack(namespace.name(), ackId, arguments), Urgency.EXEMPT, true);
        if (connection.session().queuedBytes() > services().outboundBudget() * 2) {
            connection.close(DisconnectReason.SLOW_CLIENT); // asks for acknowledgements and never reads them
        }
    }

    /** Sends an event to this socket alone. */
    void send(EncodedMessage message, boolean isVolatile, boolean compress) {
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
            return connection.session().awaitBudget(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Offer transmit(EncodedMessage message, Urgency urgency, boolean compress) {
        ConnectGate closed = gate;
        if (closed != null) {
            switch (closed.hold(message, urgency, compress)) {
                case HELD -> {
                    return Offer.ACCEPTED;
                }
                case OVER_BUDGET -> {
                    return Offer.OVER_BUDGET;
                }
                case OPEN -> {}
            }
        }
        return connection.session().offer(message, urgency, compress);
    }

    @Override
    public void malformed(MalformedJsonException cause) {
        connection.close(DisconnectReason.PARSE_ERROR);
    }

    void report(Kind kind, @Nullable String event, Throwable cause) {
        services().errors().onError(new HandlerError(kind, namespace.name(), sid, event, cause));
    }

    /** Everything but payload. */
    @Override
    public String toString() {
        return "Socket[" + sid + " in " + namespace.name() + ", " + state + "]";
    }

    private enum State {
        /** Middleware and connect handlers have not returned. */
        CONNECTING,
        /** The client has been told that it is connected. */
        CONNECTED,
        /** Disconnected or cut off. */
        ENDED,
        /** A middleware or connect handler didn't let it in. */
        REFUSED
    }
}
