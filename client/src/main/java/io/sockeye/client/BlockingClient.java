package io.sockeye.client;

import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import io.sockeye.engineio.NonBlockingThread;
import io.sockeye.socketio.SocketIoException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The blocking client in front of the core. */
final class BlockingClient extends ListeningClient<ClientSocket> implements SocketIoClient {
    private final BlockingSocket root;

    BlockingClient(Settings settings, ClientRuntime runtime) {
        this(new ClientCore(settings, runtime, socket -> new BlockingSocket(socket).listening()));
    }

    private BlockingClient(ClientCore core) {
        this(core, socket(core, "/"));
    }

    private BlockingClient(ClientCore core, BlockingSocket root) {
        super(core, root);
        this.root = root;
    }

    private static BlockingSocket socket(ClientCore core, String namespace) {
        return (BlockingSocket) core.namespaces().get(namespace).events().socket();
    }

    @Override
    public void connect(ConnectOptions options) {
        Waiting.await("connect", core().connect(options));
    }

    @Override
    public void disconnect() {
        Waiting.await(
                "disconnect", core().disconnect(), core().services().settings().shutdownTimeout());
    }

    @Override
    public void shutdown() {
        if (core().services().handlers().isHandler()) {
            disconnect();
        } else {
            Waiting.await(
                    "shutdown", core().shutdown(), core().services().settings().shutdownTimeout());
        }
    }

    @Override
    public void join() {
        Waiting.await("join", core().join());
    }

    @Override
    public void close() {
        CompletableFuture<@Nullable Void> closed = core().close();
        if (!core().services().handlers().isHandler()) {
            Waiting.await("close", closed, core().services().settings().shutdownTimeout());
        }
    }

    @Override
    public ClientSocket of(String namespace) {
        return socket(core(), namespace);
    }

    @Override
    public void register(ClientNamespaceHandler handler) {
        BlockingSocket socket = socket(core(), handler.name());
        handler.attach(socket);
        socket.listening().register(handler, ClientSocket.class, handler::onConnectError);
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
            throw new SocketIoException("interrupted in sleep", e);
        }
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        root.emit(event, arguments);
    }

    @Override
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... arguments) {
        return root.emitWithAck(event, arguments);
    }

    @Override
    public void emitWithCallback(String event, AckCallback callback, @Nullable Object... arguments) {
        root.emitWithCallback(event, callback, arguments);
    }

    @Override
    public Args callForArgs(String event, @Nullable Object... arguments) {
        return root.callForArgs(event, arguments);
    }

    @Override
    public ClientOperator timeout(Duration timeout) {
        return root.timeout(timeout);
    }

    @Override
    public ClientOperator asVolatile() {
        return root.asVolatile();
    }
}
