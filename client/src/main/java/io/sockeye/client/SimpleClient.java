package io.sockeye.client;

import io.sockeye.dispatch.Args;
import io.sockeye.engineio.NonBlockingThread;
import io.sockeye.engineio.Transport;
import io.sockeye.socketio.DisconnectedException;
import io.sockeye.socketio.SocketIoException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A blocking client whose only handler puts events into a queue. */
final class SimpleClient implements SimpleSocketIoClient {
    private final ClientCore core;
    private final EventQueue queue = new EventQueue();
    private volatile BlockingSocket socket;

    SimpleClient(Settings settings, ClientRuntime runtime) {
        this.core = new ClientCore(settings, runtime, made -> {
            BlockingSocket view = new BlockingSocket(made);
            var unused = view.onAny((event, args, ack) -> {
                ack.send();
                queue.put(new Event(event, args));
            });
            return view.listening();
        });
        this.socket = socket("/");
    }

    private BlockingSocket socket(String namespace) {
        return (BlockingSocket) core.namespaces().get(namespace).events().socket();
    }

    @Override
    public void connect(ConnectOptions options) {
        if (!queue.isEnded()) {
            throw new IllegalStateException("the client is connected already; disconnect it first");
        }
        String namespace =
                options.namespaces().isEmpty() ? "/" : options.namespaces().getFirst();
        socket = socket(namespace);
        queue.begin();
        try {
            Waiting.await("connect", core.connect(options.only(namespace)));
        } catch (RuntimeException e) {
            queue.end();
            throw e;
        }
        CompletableFuture<@Nullable Void> end = core.join();
        SocketCore ending = socket.core();
        var unused = end.whenComplete((done, failure) -> {
            queue.end();
            ending.abandon();
        });
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public Optional<String> sid() {
        return socket.sid();
    }

    @Override
    public Optional<Transport> transport() {
        return core.transport();
    }

    @Override
    public void emit(String event, @Nullable Object... arguments) {
        checkAlive();
        socket.emit(event, arguments);
    }

    @Override
    public Args callForArgs(String event, @Nullable Object... arguments) {
        while (true) {
            checkAlive();
            try {
                return socket.callForArgs(event, arguments);
            } catch (DisconnectedException e) {
                // the next round waits for the connection that follows, or fails when none does
            }
        }
    }

    private void checkAlive() {
        if (queue.isEnded()) {
            throw new NotSentException("the client isn't connected");
        }
    }

    @Override
    public Event receive() {
        return receive(EventQueue.forEver());
    }

    @Override
    public Optional<Event> receive(Duration timeout) {
        return Optional.ofNullable(take(timeout.toNanos()));
    }

    private Event receive(long nanos) {
        while (true) {
            Event event = take(nanos);
            if (event != null) {
                return event;
            }
        }
    }

    private @Nullable Event take(long nanos) {
        NonBlockingThread.check("receive");
        try {
            return queue.take(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketIoException("interrupted in receive", e);
        }
    }

    @Override
    public void disconnect() {
        queue.end(); // frees the handler that waits for room
        Waiting.await(
                "disconnect", core.disconnect(), core.services().settings().shutdownTimeout());
    }

    @Override
    public void close() {
        queue.end();
        Waiting.await("close", core.close(), core.services().settings().shutdownTimeout());
    }

    @Override
    public String toString() {
        return core.toString();
    }
}
