package io.sockeye.server;

import io.sockeye.dispatch.HandlerError;
import io.sockeye.dispatch.HandlerError.Kind;
import io.sockeye.dispatch.run.InboundBudget;
import io.sockeye.dispatch.run.Mailbox;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Sid;
import io.sockeye.engineio.server.EngineSession;
import io.sockeye.engineio.server.EngineSession.Urgency;
import io.sockeye.socketio.ConnectionRefusedException;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.DisconnectedException;
import io.sockeye.socketio.JsonEncodeException;
import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.Packet;
import io.sockeye.socketio.RawJson;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The life of one socket; the {@link DefaultSocket} in front of it is what users see.
 *
 * <pre>
 * CONNECTING --accept--> CONNECTED --end--> ENDED
 *      |'----------------end---------------'
 *      '-------refuse--> REFUSED
 * </pre>
 *
 * <p>Thread-safe. Whoever moves the state to ENDED or REFUSED does what belongs to the end; everything else looks at the state and lets be.
 */
final class SocketCore extends SocketSender {
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(SocketCore.class, "state", State.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String sid;
    private final DefaultSocket socket;
    private final Mailbox mailbox;
    private volatile State state = State.CONNECTING;

    /** Null until somebody listens to this socket alone. */
    private volatile @Nullable SocketListeners listeners;

    /** The rooms it had; null until its end. */
    private volatile @Nullable Set<String> lastRooms;

    /** Whether events that wait are not handled any more. */
    private volatile boolean deaf;

    /** From the return of the connect handlers to the disconnect handlers; only in the mailbox. */
    private boolean introduced;

    SocketCore(ClientConnection connection, DefaultNamespace namespace, @Nullable RawJson auth) {
        super(connection, namespace);
        this.sid = sid(session(), namespace.name());
        this.mailbox = new Mailbox(
                connection.handlers(), services().settings().handlers().concurrent());
        this.socket = new DefaultSocket(this, auth);
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
        return home().name();
    }

    @Override
    public Mailbox mailbox() {
        return mailbox;
    }

    @Override
    public InboundBudget budget() {
        return connection().budget();
    }

    DefaultSocket socket() {
        return socket;
    }

    @Override
    public boolean isConnected() {
        return state == State.CONNECTED;
    }

    @Override
    boolean isEnded() {
        State now = state;
        return now == State.ENDED || now == State.REFUSED;
    }

    /** Null when it has none of its own. */
    @Nullable
    SocketListeners listeners() {
        return listeners;
    }

    void listeners(SocketListeners own) {
        listeners = own;
    }

    @Override
    void outgoing(String event, @Nullable Object[] arguments) {
        home().outgoing(this, event, arguments);
    }

    boolean isRefused() {
        return state == State.REFUSED;
    }

    boolean isConnecting() {
        return state == State.CONNECTING;
    }

    /** From here on it is addressed by broadcasts, in its own room first of all. */
    void begin() {
        home().adapter().add(this);
        home().adapter().join(sid, List.of(sid));
        if (isEnded()) {
            home().adapter().remove(this); // the end came first and found nothing to remove
        }
    }

    /** Middleware and connect handlers; in the mailbox. */
    void connect() {
        if (isEnded()) {
            return;
        }
        try {
            home().introduce(socket);
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
        home().show(this);
        if (!STATE.compareAndSet(this, State.CONNECTING, State.CONNECTED)) {
            home().hide(this);
            return;
        }
        home().counters().join();
        open(services().codec().connected(session().protocol(), namespace(), sid, null));
        connection().joined();
    }

    private void refuse(String message, @Nullable Object data) {
        if (!STATE.compareAndSet(this, State.CONNECTING, State.REFUSED)) {
            return;
        }
        home().counters().refuse();
        lastRooms = home().adapter().remove(this);
        failAcks(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        try {
            connection().refuse(namespace(), message, data);
        } catch (JsonEncodeException e) {
            report(Kind.ENCODE, null, e);
            connection().refuse(namespace(), message, null);
        }
        finish(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }

    /** The server ends it and tells the client. */
    void disconnect() {
        deaf = true;
        if (isConnecting()) {
            refuse("Disconnected by server", null);
        }
        if (!isEnded()) {
            transmit(services().codec().disconnect(namespace()), Urgency.EXEMPT, true);
            end(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        }
    }

    /** It ends, whoever wanted it. Rooms and acknowledgements end at once; the disconnect handlers come last in the mailbox. */
    void end(DisconnectReason reason) {
        if (!leaves(State.CONNECTING) && !leaves(State.CONNECTED)) {
            return;
        }
        lastRooms = home().adapter().remove(this);
        home().hide(this);
        failAcks(reason);
        finish(reason);
    }

    /** States only go forward, so trying them in their order misses none. */
    private boolean leaves(State from) {
        return STATE.compareAndSet(this, from, State.ENDED);
    }

    private void finish(DisconnectReason reason) {
        if (home().lacksMourners(this) && mailbox.runIfIdle(new SocketTasks.Silent(this::leave))) {
            return;
        }
        SocketTasks.Disconnect task = new SocketTasks.Disconnect(this, reason);
        boolean affordable = budget().charge(task.size());
        mailbox.post(task);
        if (!affordable) {
            connection().close(DisconnectReason.INBOUND_TIMEOUT);
        }
    }

    private void failAcks(DisconnectReason reason) {
        acks().close(() -> new DisconnectedException(sid, reason));
    }

    /** The last thing that happens; in the mailbox. Who heard of the begin hears of the end. */
    void farewell(DisconnectReason reason) {
        try {
            if (introduced) {
                home().farewell(this, reason);
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
        return last != null ? Set.copyOf(last) : home().adapter().rooms(sid);
    }

    /** An event that waited is handled, unless it is too late for that; in the mailbox. */
    void handle(Packet.Event event) {
        if (!introduced || deaf) {
            return;
        }
        Observers observers = services().server().observers();
        if (observers.isEmpty()) {
            home().dispatch(this, event);
            return;
        }
        long begin = services().scheduler().nanoTime();
        home().dispatch(this, event);
        observers.handled(this, event.name(), services().scheduler().nanoTime() - begin);
    }

    @Override
    public void malformed(MalformedJsonException cause) {
        connection().close(DisconnectReason.PARSE_ERROR);
    }

    void report(Kind kind, @Nullable String event, Throwable cause) {
        services().errors().onError(new HandlerError(kind, namespace(), sid, event, cause));
    }

    /** Everything but payload. */
    @Override
    public String toString() {
        return "Socket[" + sid + " in " + namespace() + ", " + state + "]";
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
