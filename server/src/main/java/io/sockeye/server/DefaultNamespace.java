package io.sockeye.server;

import io.sockeye.adapter.Adapter;
import io.sockeye.adapter.BroadcastOptions;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.EventHandler;
import io.sockeye.dispatch.HandlerError.Kind;
import io.sockeye.dispatch.Handlers;
import io.sockeye.dispatch.MethodBinder;
import io.sockeye.dispatch.Registration;
import io.sockeye.dispatch.run.AnnotatedMethods;
import io.sockeye.dispatch.run.HandlerRegistry;
import io.sockeye.dispatch.run.Listeners;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.Packet;
import io.sockeye.socketio.PacketCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A namespace: its listeners, its connected sockets, its adapter. */
final class DefaultNamespace implements Namespace {
    private final DefaultServer server;
    private final String name;
    private final Adapter adapter;
    private final BroadcastOperator everybody;
    private final HandlerRegistry<Socket> handlers;
    private final List<HandlerRegistry<Socket>> handlersOnly;
    private final Listeners<Handlers.H0<? super Socket>> middlewares = new Listeners<>();
    private final Listeners<Handlers.H0<? super Socket>> connect = new Listeners<>();
    private final Listeners<Handlers.H1<? super Socket, ? super DisconnectReason>> disconnecting = new Listeners<>();
    private final Listeners<Handlers.H1<? super Socket, ? super DisconnectReason>> disconnect = new Listeners<>();
    private final Listeners<Handlers.Any<? super Socket>> outgoing = new Listeners<>();
    private final Map<String, SocketCore> connected = new ConcurrentHashMap<>();
    private final NamespaceCounters counters = new NamespaceCounters(this);
    private final AtomicLong ackIds = new AtomicLong();

    DefaultNamespace(DefaultServer server, String name, Settings settings) {
        this.server = server;
        this.name = name;
        this.adapter = settings.adapter().create(name);
        this.everybody = new BroadcastOperator(
                this, BroadcastOptions.everybody(settings.handlers().ackTimeout()));
        this.handlers = new HandlerRegistry<>(settings.codec().values());
        this.handlersOnly = List.of(handlers);
    }

    /** A name with its slash. */
    static String normalized(String name) {
        return name.startsWith("/") ? name : "/" + name;
    }

    Adapter adapter() {
        return adapter;
    }

    HandlerRegistry<Socket> handlers() {
        return handlers;
    }

    Services services() {
        return server.services();
    }

    PacketCodec codec() {
        return server.settings().codec();
    }

    /** Ids are shared by all sockets, so that a broadcast has one packet for all. */
    long nextAckId() {
        return ackIds.getAndIncrement();
    }

    int pendingAcks() {
        int pending = 0;
        for (SocketCore socket : connected.values()) {
            pending += socket.acks().size();
        }
        return pending;
    }

    int connectedCount() {
        return connected.size();
    }

    void show(SocketCore socket) {
        connected.put(socket.sid(), socket);
    }

    void hide(SocketCore socket) {
        connected.remove(socket.sid(), socket);
    }

    /** Whether nobody wants to hear of a socket that comes. */
    boolean lacksGreeters() {
        return middlewares.isEmpty() && connect.isEmpty();
    }

    /** Whether nobody wants to hear of the end of a socket. */
    boolean lacksMourners(SocketCore socket) {
        SocketListeners own = socket.listeners();
        return disconnecting.isEmpty()
                && disconnect.isEmpty()
                && (own == null || own.disconnecting.isEmpty() && own.disconnect.isEmpty());
    }

    /** Middleware and connect handlers; what one throws refuses the socket. */
    void introduce(Socket socket) throws Exception {
        middlewares.each(middleware -> middleware.handle(socket));
        connect.each(handler -> handler.handle(socket));
    }

    /** Disconnecting and disconnect handlers. */
    void farewell(SocketCore socket, DisconnectReason reason) {
        SocketListeners own = socket.listeners();
        runDisconnect(disconnecting, socket, reason);
        if (own != null) {
            runDisconnect(own.disconnecting, socket, reason);
        }
        runDisconnect(disconnect, socket, reason);
        if (own != null) {
            runDisconnect(own.disconnect, socket, reason);
        }
    }

    private static void runDisconnect(
            Listeners<Handlers.H1<? super Socket, ? super DisconnectReason>> listeners,
            SocketCore socket,
            DisconnectReason reason) {
        listeners.each(handler -> {
            try {
                handler.handle(socket.socket(), reason);
            } catch (Throwable e) {
                socket.report(Kind.DISCONNECT, null, e);
            }
        });
    }

    /** An event of a socket: its middleware, then the listeners. */
    void dispatch(SocketCore socket, Packet.Event event) {
        SocketListeners own = socket.listeners();
        if (own == null) {
            services().dispatcher().dispatch(handlersOnly, socket.socket(), socket, event);
        } else if (own.middlewares.isEmpty() || passes(own, socket, event)) {
            services().dispatcher().dispatch(own.all, socket.socket(), socket, event);
        }
    }

    private boolean passes(SocketListeners own, SocketCore socket, Packet.Event event) {
        try {
            Args args = Args.received(codec().values().split(event.arguments(), 1), codec().values());
            return own.middlewares.all(middleware -> middleware.handle(socket.socket(), event.name(), args));
        } catch (MalformedJsonException e) {
            socket.malformed(e);
        } catch (Throwable e) {
            socket.report(Kind.HANDLER, event.name(), e);
        }
        return false;
    }

    /** Tells those who listen to everything that is sent. */
    void outgoing(SocketCore socket, String event, @Nullable Object[] arguments) {
        SocketListeners own = socket.listeners();
        if (!outgoing.isEmpty()) {
            runOutgoing(outgoing, socket, event, arguments);
        }
        if (own != null && !own.outgoing.isEmpty()) {
            runOutgoing(own.outgoing, socket, event, arguments);
        }
    }

    private static void runOutgoing(
            Listeners<Handlers.Any<? super Socket>> listeners,
            SocketCore socket,
            String event,
            @Nullable Object[] arguments) {
        Args args = Args.of(arguments);
        listeners.each(listener -> {
            try {
                listener.handle(socket.socket(), event, args);
            } catch (Throwable e) {
                socket.report(Kind.LISTENER, event, e);
            }
        });
    }

    void close() {
        adapter.close();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public BroadcastOperator operator() {
        return everybody;
    }

    @Override
    public Registration use(Handlers.H0<? super Socket> middleware) {
        return middlewares.add(middleware);
    }

    @Override
    public Registration onConnect(Handlers.H0<? super Socket> handler) {
        return connect.add(handler);
    }

    @Override
    public Registration onDisconnecting(Handlers.H1<? super Socket, ? super DisconnectReason> handler) {
        return disconnecting.add(handler);
    }

    @Override
    public Registration onDisconnect(Handlers.H1<? super Socket, ? super DisconnectReason> handler) {
        return disconnect.add(handler);
    }

    @Override
    public Registration onAnyOutgoing(Handlers.Any<? super Socket> listener) {
        return outgoing.add(listener);
    }

    @Override
    public Registration handle(String event, EventHandler<Socket> handler) {
        return handlers.add(event, handler, false);
    }

    @Override
    public Registration handleOnce(String event, EventHandler<Socket> handler) {
        return handlers.add(event, handler, true);
    }

    @Override
    public void off(String event) {
        handlers.removeAll(event);
    }

    @Override
    public Registration onAny(Handlers.AnyWithAck<? super Socket> handler) {
        return handlers.addAny(handler);
    }

    @Override
    public Registration register(Class<?> type, MethodBinder<Socket> binder) {
        return register(AnnotatedMethods.of(type, binder, Socket.class));
    }

    /** All of them, or none when one is refused. */
    Registration register(AnnotatedMethods<Socket> methods) {
        List<Registration> done = new ArrayList<>();
        Registration all = () -> done.forEach(Registration::remove);
        try {
            methods.events().forEach(method -> done.add(handle(method.event(), method.handler())));
        } catch (RuntimeException e) {
            all.remove();
            throw e;
        }
        methods.connects().forEach(method -> done.add(onConnect(socket -> method.invoke(socket, null))));
        methods.disconnects().forEach(method -> done.add(onDisconnect(method::invoke)));
        return all;
    }

    @Override
    public Optional<Socket> socket(String sid) {
        return Optional.ofNullable(connected.get(sid)).map(SocketCore::socket);
    }

    @Override
    public Collection<Socket> sockets() {
        return connected.values().stream().<Socket>map(SocketCore::socket).toList();
    }

    @Override
    public NamespaceCounters counters() {
        return counters;
    }

    @Override
    public void enterRoom(String sid, String room) {
        adapter.join(sid, List.of(room));
    }

    @Override
    public void leaveRoom(String sid, String room) {
        adapter.leave(sid, room);
    }

    @Override
    public void closeRoom(String room) {
        adapter.closeRoom(room);
    }

    @Override
    public Set<String> rooms(String sid) {
        return adapter.rooms(sid);
    }

    @Override
    public String toString() {
        return "Namespace[" + name + ", " + connected.size() + " sockets]";
    }
}
