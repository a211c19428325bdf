package io.sockeye.server;

import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.EventHandler;
import io.sockeye.dispatch.Handlers;
import io.sockeye.dispatch.Registration;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.server.EngineSession;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.RawJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What users see of a socket. What most sockets don't need is made when it is asked for. */
final class DefaultSocket implements Socket {
    /** Guards the making of what is made late; shared, since it is held for a moment and rarely. */
    private static final ReentrantLock LATE = new ReentrantLock();

    private final SocketCore core;
    private final @Nullable RawJson auth;
    private volatile @Nullable Values values;

    DefaultSocket(SocketCore core, @Nullable RawJson auth) {
        this.core = core;
        this.auth = auth;
    }

    SocketCore core() {
        return core;
    }

    private SocketListeners listeners() {
        SocketListeners made = core.listeners();
        if (made != null) {
            return made;
        }
        LATE.lock();
        try {
            made = core.listeners();
            if (made == null) {
                made = new SocketListeners(core.services().json(), core.home().handlers());
                core.listeners(made);
            }
            return made;
        } finally {
            LATE.unlock();
        }
    }

    @Override
    public String sid() {
        return core.sid();
    }

    @Override
    public Handshake handshake() {
        EngineSession session = core.session();
        return new Handshake(
                session.handshake(), session.protocol(), auth, core.services().json());
    }

    @Override
    public Namespace namespace() {
        return core.home();
    }

    @Override
    public SocketIoServer server() {
        return core.services().server();
    }

    @Override
    public Transport transport() {
        return core.connection().session().transport();
    }

    @Override
    public boolean isConnected() {
        return core.isConnected();
    }

    @Override
    public Map<String, Object> session() {
        return values().session;
    }

    @Override
    public Map<String, Object> data() {
        return values().data;
    }

    private Values values() {
        Values made = values;
        if (made != null) {
            return made;
        }
        LATE.lock();
        try {
            made = values;
            if (made == null) {
                made = new Values(new ConcurrentHashMap<>(4), new ConcurrentHashMap<>(4));
                values = made;
            }
            return made;
        } finally {
            LATE.unlock();
        }
    }

    @Override
    public Set<String> rooms() {
        return core.rooms();
    }

    @Override
    public void join(String... rooms) {
        core.home().adapter().join(core.sid(), List.of(rooms));
    }

    @Override
    public void leave(String room) {
        core.home().adapter().leave(core.sid(), room);
    }

    @Override
    public BroadcastOperator broadcast() {
        return core.home().operator().except(this);
    }

    @Override
    public Registration handle(String event, EventHandler<Socket> handler) {
        return listeners().handlers.add(event, handler, false);
    }

    @Override
    public Registration handleOnce(String event, EventHandler<Socket> handler) {
        return listeners().handlers.add(event, handler, true);
    }

    @Override
    public void off(String event) {
        SocketListeners own = core.listeners();
        if (own != null) {
            own.handlers.removeAll(event);
        }
    }

    @Override
    public Registration onAny(Handlers.AnyWithAck<? super Socket> handler) {
        return listeners().handlers.addAny(handler);
    }

    @Override
    public Registration onAnyOutgoing(Handlers.Any<? super Socket> listener) {
        return listeners().outgoing.add(listener);
    }

    @Override
    public Registration use(EventMiddleware middleware) {
        return listeners().middlewares.add(middleware);
    }

    @Override
    public Registration onDisconnecting(Handlers.H1<? super Socket, ? super DisconnectReason> handler) {
        return listeners().disconnecting.add(handler);
    }

    @Override
    public Registration onDisconnect(Handlers.H1<? super Socket, ? super DisconnectReason> handler) {
        return listeners().disconnect.add(handler);
    }

    @Override
    public void disconnect(boolean close) {
        if (close) {
            core.connection().disconnect();
        } else {
            core.disconnect();
        }
    }

    private DirectOperator operator() {
        return new DirectOperator(core, core.services().settings().handlers().ackTimeout(), false, true);
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        operator().emit(event, arguments);
    }

    @Override
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... arguments) {
        return operator().emitWithAck(event, arguments);
    }

    @Override
    public void emitWithCallback(String event, AckCallback callback, @Nullable Object... arguments) {
        operator().emitWithCallback(event, callback, arguments);
    }

    @Override
    public Args callForArgs(String event, @Nullable Object... arguments) {
        return operator().callForArgs(event, arguments);
    }

    @Override
    public SocketOperator timeout(Duration timeout) {
        return operator().timeout(timeout);
    }

    @Override
    public SocketOperator asVolatile() {
        return operator().asVolatile();
    }

    @Override
    public SocketOperator compress(boolean compress) {
        return operator().compress(compress);
    }

    @Override
    public String toString() {
        return core.toString();
    }

    /** What the application keeps with the socket. */
    private record Values(Map<String, Object> session, Map<String, Object> data) {}
}
