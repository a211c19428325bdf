package io.sockeye.client;

import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The asynchronous client in front of the core. */
final class AsyncClient extends ListeningClient<AsyncClientSocket> implements AsyncSocketIoClient {
    private final AsyncSocket root;

    AsyncClient(Settings settings, ClientRuntime runtime) {
        this(new ClientCore(settings, runtime, socket -> new AsyncSocket(socket).listening()));
    }

    private AsyncClient(ClientCore core) {
        this(core, socket(core, "/"));
    }

    private AsyncClient(ClientCore core, AsyncSocket root) {
        super(core, root);
        this.root = root;
    }

    private static AsyncSocket socket(ClientCore core, String namespace) {
        return (AsyncSocket) core.namespaces().get(namespace).events().socket();
    }

    @Override
    public CompletableFuture<@Nullable Void> connect(ConnectOptions options) {
        return Waiting.handOver(core().connect(options), core().services().executor());
    }

    @Override
    public CompletableFuture<@Nullable Void> disconnect() {
        return Waiting.handOver(core().disconnect(), core().services().executor());
    }

    @Override
    public CompletableFuture<@Nullable Void> shutdown() {
        CompletableFuture<@Nullable Void> ended =
                core().services().handlers().isHandler() ? core().disconnect() : core().shutdown();
        return Waiting.handOver(ended, core().services().executor());
    }

    @Override
    public CompletableFuture<@Nullable Void> join() {
        return Waiting.handOver(core().join(), core().services().executor());
    }

    @Override
    public void close() {
        var unused = core().close();
    }

    @Override
    public AsyncClientSocket of(String namespace) {
        return socket(core(), namespace);
    }

    @Override
    public void register(AsyncClientNamespaceHandler handler) {
        AsyncSocket socket = socket(core(), handler.name());
        handler.attach(socket);
        socket.listening().register(handler, AsyncClientSocket.class, handler::onConnectError);
    }

    @Override
    public CompletableFuture<@Nullable Void> startBackgroundTask(Runnable task) {
        CompletableFuture<@Nullable Void> result = new CompletableFuture<>();
        var unused = Thread.ofVirtual().name("sockeye-background").start(() -> {
            try {
                task.run();
                result.complete(null);
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    @Override
    public CompletableFuture<@Nullable Void> sleep(Duration duration) {
        CompletableFuture<@Nullable Void> result = new CompletableFuture<>();
        var task = core().services()
                .scheduler()
                .schedule(duration.toNanos(), () -> core().services().executor().execute(() -> result.complete(null)));
        var unused = result.whenComplete((done, failure) -> task.cancel());
        return result;
    }

    @Override
    public CompletableFuture<@Nullable Void> emit(String event, @Nullable Object... arguments) {
        return root.emit(event, arguments);
    }

    @Override
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... arguments) {
        return root.emitWithAck(event, arguments);
    }

    @Override
    public CompletableFuture<@Nullable Void> emitWithCallback(
            String event, AckCallback callback, @Nullable Object... arguments) {
        return root.emitWithCallback(event, callback, arguments);
    }

    @Override
    public AsyncClientOperator timeout(Duration timeout) {
        return root.timeout(timeout);
    }

    @Override
    public AsyncClientOperator asVolatile() {
        return root.asVolatile();
    }
}
