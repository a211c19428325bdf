package io.sockeye.interop.client;

import io.sockeye.client.AsyncClientSocket;
import io.sockeye.client.AsyncSocketIoClient;
import io.sockeye.client.ClientEventSource;
import io.sockeye.client.ClientHandlers;
import io.sockeye.client.ClientSocket;
import io.sockeye.client.ConnectOptions;
import io.sockeye.client.SocketIoClient;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.Registration;
import io.sockeye.dispatch.TypeRef;
import io.sockeye.engineio.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Either client, with the verbs of the blocking one: those of the other are waited for, and fail with what their futures failed with. */
interface TestClient extends AutoCloseable {
    /** Longer than anything takes here, even on a busy machine. */
    Duration LIMIT = Duration.ofSeconds(60);

    static TestClient of(SocketIoClient client) {
        return new Blocking(client);
    }

    static TestClient of(AsyncSocketIoClient client) {
        return new Async(client);
    }

    ClientEventSource<?> events(String namespace);

    default ClientEventSource<?> events() {
        return events("/");
    }

    void connect(ConnectOptions options);

    void join(String namespace);

    void leave(String namespace);

    void disconnect();

    /** Waits for the end of the connection. */
    void end();

    boolean isConnected(String namespace);

    boolean isRecovered();

    Optional<String> sid(String namespace);

    Optional<Transport> transport();

    void emit(String event, @Nullable Object... arguments);

    void emitVolatile(String event, @Nullable Object... arguments);

    default Args call(String event, @Nullable Object... arguments) {
        return callIn("/", LIMIT, event, arguments);
    }

    Args callIn(String namespace, Duration timeout, String event, @Nullable Object... arguments);

    /** The numbers that the server has got from this client. */
    default @Nullable List<Integer> counted() {
        return call("counted").get(0, new TypeRef<List<Integer>>() {});
    }

    CompletableFuture<Args> ask(String event, @Nullable Object... arguments);

    Registration onReconnectAttempt(ClientHandlers.E1<? super Integer> handler);

    Registration onReconnect(ClientHandlers.E1<? super Integer> handler);

    @Override
    void close();

    /** Waits for a future and throws what it failed with. */
    static <T extends @Nullable Object> T await(CompletableFuture<T> future) {
        try {
            return future.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** The blocking client. */
    record Blocking(SocketIoClient client) implements TestClient {
        @Override
        public ClientEventSource<?> events(String namespace) {
            return client.of(namespace);
        }

        @Override
        public void connect(ConnectOptions options) {
            client.connect(options);
        }

        @Override
        public void join(String namespace) {
            client.of(namespace).connect();
        }

        @Override
        public void leave(String namespace) {
            client.of(namespace).disconnect();
        }

        @Override
        public void disconnect() {
            client.disconnect();
        }

        @Override
        public void end() {
            client.join();
        }

        @Override
        public boolean isConnected(String namespace) {
            return client.of(namespace).isConnected();
        }

        @Override
        public boolean isRecovered() {
            return client.of("/").isRecovered();
        }

        @Override
        public Optional<String> sid(String namespace) {
            return client.of(namespace).sid();
        }

        @Override
        public Optional<Transport> transport() {
            return client.transport();
        }

        @Override
        public void emit(String event, @Nullable Object... arguments) {
            client.emit(event, arguments);
        }

        @Override
        public void emitVolatile(String event, @Nullable Object... arguments) {
            client.asVolatile().emit(event, arguments);
        }

        @Override
        public Args callIn(String namespace, Duration timeout, String event, @Nullable Object... arguments) {
            ClientSocket socket = client.of(namespace);
            return socket.timeout(timeout).callForArgs(event, arguments);
        }

        @Override
        public CompletableFuture<Args> ask(String event, @Nullable Object... arguments) {
            return client.emitWithAck(event, arguments);
        }

        @Override
        public Registration onReconnectAttempt(ClientHandlers.E1<? super Integer> handler) {
            return client.onReconnectAttempt(handler);
        }

        @Override
        public Registration onReconnect(ClientHandlers.E1<? super Integer> handler) {
            return client.onReconnect(handler);
        }

        @Override
        public void close() {
            client.close();
        }
    }

    /** The asynchronous client. */
    record Async(AsyncSocketIoClient client) implements TestClient {
        @Override
        public ClientEventSource<?> events(String namespace) {
            return client.of(namespace);
        }

        @Override
        public void connect(ConnectOptions options) {
            await(client.connect(options));
        }

        @Override
        public void join(String namespace) {
            await(client.of(namespace).connect());
        }

        @Override
        public void leave(String namespace) {
            await(client.of(namespace).disconnect());
        }

        @Override
        public void disconnect() {
            await(client.disconnect());
        }

        @Override
        public void end() {
            await(client.join());
        }

        @Override
        public boolean isConnected(String namespace) {
            return client.of(namespace).isConnected();
        }

        @Override
        public boolean isRecovered() {
            return client.of("/").isRecovered();
        }

        @Override
        public Optional<String> sid(String namespace) {
            return client.of(namespace).sid();
        }

        @Override
        public Optional<Transport> transport() {
            return client.transport();
        }

        @Override
        public void emit(String event, @Nullable Object... arguments) {
            await(client.emit(event, arguments));
        }

        @Override
        public void emitVolatile(String event, @Nullable Object... arguments) {
            await(client.asVolatile().emit(event, arguments));
        }

        @Override
        public Args callIn(String namespace, Duration timeout, String event, @Nullable Object... arguments) {
            AsyncClientSocket socket = client.of(namespace);
            return await(socket.timeout(timeout).callForArgs(event, arguments));
        }

        @Override
        public CompletableFuture<Args> ask(String event, @Nullable Object... arguments) {
            return client.emitWithAck(event, arguments);
        }

        @Override
        public Registration onReconnectAttempt(ClientHandlers.E1<? super Integer> handler) {
            return client.onReconnectAttempt(handler);
        }

        @Override
        public Registration onReconnect(ClientHandlers.E1<? super Integer> handler) {
            return client.onReconnect(handler);
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
