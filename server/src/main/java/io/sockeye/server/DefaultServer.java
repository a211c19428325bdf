package io.sockeye.server;

import io.sockeye.dispatch.ErrorListener;
import io.sockeye.dispatch.EventHandler;
import io.sockeye.dispatch.HandlerError;
import io.sockeye.dispatch.Handlers;
import io.sockeye.dispatch.MethodBinder;
import io.sockeye.dispatch.Registration;
import io.sockeye.dispatch.run.AnnotatedMethods;
import io.sockeye.dispatch.run.ErrorReports;
import io.sockeye.engineio.NonBlockingThread;
import io.sockeye.engineio.server.ConnectionError;
import io.sockeye.engineio.server.EngineOptions;
import io.sockeye.engineio.server.EngineServer;
import io.sockeye.engineio.server.HttpMiddleware;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.SocketIoException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The server: its namespaces, its life, and for everything else the namespace {@code /}. */
final class DefaultServer implements SocketIoServer {
    private final Settings settings;
    private final ErrorReports errors = new ErrorReports(System.getLogger("io.sockeye.server"));
    private final Map<String, DefaultNamespace> namespaces = new ConcurrentHashMap<>();
    private final DefaultNamespace root;
    private final LongAdder unknownNamespaces = new LongAdder();
    private final Observers observers = new Observers();
    private final ServerLife life;

    DefaultServer(Settings settings, EngineOptions.Builder engineOptions) {
        this.settings = settings;
        this.life = new ServerLife(this, settings, engineOptions, this::report);
        this.root = namespace("/");
    }

    Settings settings() {
        return settings;
    }

    Services services() {
        return life.started().services();
    }

    private DefaultNamespace namespace(String name) {
        DefaultNamespace known = namespaces.get(name);
        if (known != null) {
            return known;
        }
        DefaultNamespace namespace =
                namespaces.computeIfAbsent(name, absent -> new DefaultNamespace(this, absent, settings));
        observers.made(namespace);
        return namespace;
    }

    /** Null when it has not been made. */
    @Nullable
    DefaultNamespace find(String name) {
        return namespaces.get(name);
    }

    @Override
    public Collection<Namespace> namespaces() {
        return List.copyOf(namespaces.values());
    }

    void closeNamespaces() {
        namespaces.values().forEach(DefaultNamespace::close);
    }

    Observers observers() {
        return observers;
    }

    private void report(HandlerError error) {
        observers.failed(error);
        errors.onError(error);
    }

    /** A client asked for a namespace that doesn't exist. */
    void unknownNamespace() {
        unknownNamespaces.increment();
    }

    LiveCount liveSockets() {
        return life.liveSockets();
    }

    void joined(ClientConnection connection) {
        life.joined(connection);
    }

    void ended(ClientConnection connection) {
        life.ended(connection);
    }

    @Override
    public Namespace of(String name) {
        return namespace(DefaultNamespace.normalized(name));
    }

    @Override
    public void register(NamespaceHandler handler, MethodBinder<Socket> binder) {
        DefaultNamespace namespace = namespace(handler.name());
        var methods = AnnotatedMethods.of(handler.getClass(), binder, Socket.class);
        handler.attach(namespace);
        var unused = namespace.register(methods);
    }

    @Override
    public Registration register(Class<?> type, MethodBinder<Socket> binder) {
        return root.register(type, binder);
    }

    @Override
    public int listen(@Nullable String hostname, int port) {
        return life.listen(hostname, port);
    }

    @Override
    public EngineServer engine() {
        return life.started().engine();
    }

    @Override
    public HostConfig hostConfig() {
        return life.hostConfig(null, 0);
    }

    @Override
    public void useHttp(HttpMiddleware middleware) {
        life.configure("useHttp", options -> options.use(middleware));
    }

    @Override
    public void onConnectionError(Consumer<ConnectionError> listener) {
        life.configure("onConnectionError", options -> options.onConnectionError(listener));
    }

    @Override
    public Registration onError(ErrorListener listener) {
        return errors.add(listener);
    }

    @Override
    public Thread startBackgroundTask(Runnable task) {
        return Thread.ofVirtual().name("sockeye-background").start(task);
    }

    @Override
    public void sleep(Duration duration) {
        NonBlockingThread.check("sleep");
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketIoException("interrupted while sleeping", e);
        }
    }

    @Override
    public ServerStats stats() {
        int connected = 0;
        int rooms = 0;
        int pendingAcks = 0;
        for (DefaultNamespace namespace : namespaces.values()) {
            connected += namespace.connectedCount();
            rooms += namespace.adapter().roomCount();
            pendingAcks += namespace.pendingAcks();
        }
        return new ServerStats(engine().stats(), liveSockets().get(), connected, rooms, pendingAcks);
    }

    @Override
    public long unknownNamespaces() {
        return unknownNamespaces.sum();
    }

    @Override
    public NamespaceCounters counters() {
        return root.counters();
    }

    @Override
    public Registration observe(ServerObserver observer) {
        return observers.add(observer);
    }

    @Override
    public void close() {
        life.close();
    }

    @Override
    public String name() {
        return root.name();
    }

    @Override
    public BroadcastOperator operator() {
        return root.operator();
    }

    @Override
    public Registration use(Handlers.H0<? super Socket> middleware) {
        return root.use(middleware);
    }

    @Override
    public Registration onConnect(Handlers.H0<? super Socket> handler) {
        return root.onConnect(handler);
    }

    @Override
    public Registration onDisconnecting(Handlers.H1<? super Socket, ? super DisconnectReason> handler) {
        return root.onDisconnecting(handler);
    }

    @Override
    public Registration onDisconnect(Handlers.H1<? super Socket, ? super DisconnectReason> handler) {
        return root.onDisconnect(handler);
    }

    @Override
    public Registration onAnyOutgoing(Handlers.Any<? super Socket> listener) {
        return root.onAnyOutgoing(listener);
    }

    @Override
    public Registration handle(String event, EventHandler<Socket> handler) {
        return root.handle(event, handler);
    }

    @Override
    public Registration handleOnce(String event, EventHandler<Socket> handler) {
        return root.handleOnce(event, handler);
    }

    @Override
    public void off(String event) {
        root.off(event);
    }

    @Override
    public Registration onAny(Handlers.AnyWithAck<? super Socket> handler) {
        return root.onAny(handler);
    }

    @Override
    public Optional<Socket> socket(String sid) {
        return root.socket(sid);
    }

    @Override
    public Collection<Socket> sockets() {
        return root.sockets();
    }

    @Override
    public void enterRoom(String sid, String room) {
        root.enterRoom(sid, room);
    }

    @Override
    public void leaveRoom(String sid, String room) {
        root.leaveRoom(sid, room);
    }

    @Override
    public void closeRoom(String room) {
        root.closeRoom(room);
    }

    @Override
    public Set<String> rooms(String sid) {
        return root.rooms(sid);
    }

    @Override
    public String toString() {
        return "SocketIoServer[" + namespaces.size() + " namespaces]";
    }
}
