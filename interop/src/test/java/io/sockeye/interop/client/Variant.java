package io.sockeye.interop.client;

import io.sockeye.client.ConnectOptions;
import io.sockeye.client.SocketIoClient;
import io.sockeye.client.SocketIoClientBuilder;
import io.sockeye.engineio.Transport;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One of the ways to be a client: a kind of client and its transports. */
record Variant(boolean async, Mode mode) {
    enum Mode {
        POLLING(Transport.POLLING),
        WEBSOCKET(Transport.WEBSOCKET),
        UPGRADE(Transport.POLLING, Transport.WEBSOCKET);

        private final List<Transport> transports;

        Mode(Transport... transports) {
            this.transports = List.of(transports);
        }

        Transport last() {
            return transports.getLast();
        }
    }

    /** Both clients over each transport. */
    static List<Variant> all() {
        return Stream.of(false, true)
                .flatMap(async -> Arrays.stream(Mode.values()).map(mode -> new Variant(async, mode)))
                .toList();
    }

    /** Does the same with all of them at once, because it takes its time. */
    static void sideBySide(Consumer<Variant> work) {
        CompletableFuture<?>[] all = all().stream()
                .map(variant ->
                        CompletableFuture.runAsync(() -> work.accept(variant), task -> Thread.startVirtualThread(task)))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(all).join();
    }

    /** A client that comes back quickly. */
    TestClient client(Peer peer, UnaryOperator<SocketIoClientBuilder> change) {
        SocketIoClientBuilder builder = change.apply(SocketIoClient.builder()
                .engine(options -> options.protocol(peer.protocol()))
                .reconnectionDelay(Duration.ofMillis(50))
                .reconnectionDelayMax(Duration.ofMillis(200)));
        return async ? TestClient.of(builder.buildAsync()) : TestClient.of(builder.build());
    }

    /** The way to a server; the query is there because servers 2.x see no auth in {@code /}. */
    ConnectOptions.Builder to(String url) {
        return ConnectOptions.to(url + "/?from=url")
                .transports(mode.transports.toArray(Transport[]::new))
                .timeout(TestClient.LIMIT);
    }

    @Override
    public String toString() {
        return (async ? "asynchronous, " : "blocking, ") + mode.name().toLowerCase(Locale.ROOT);
    }
}
