package io.sockeye.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.server.host.ContractClient;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.MemoryWebSocket.Frame;
import io.sockeye.engineio.server.host.RawClient;
import io.sockeye.engineio.server.host.WebSocketConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Many websockets at once, messages in both directions, drains asked for from all sides, and every way to end. */
@Timeout(120)
abstract class ServletStressContract {
    private static final int SOCKETS = 16;
    private static final int MESSAGES = 150;
    private static final int WAYS_TO_END = 4;

    private final Container container;
    private final Map<String, EchoHandler> handlers = new ConcurrentHashMap<>();

    ServletStressContract(Container container) {
        this.container = container;
    }

    @RepeatedTest(2)
    void nothingIsLostOrReorderedAndNothingStays() throws Exception {
        HostConfig config = new HostConfig("127.0.0.1", 0, null, 100_000, 16_384, false, 1024, Duration.ofSeconds(30));
        try (ContainerHost host = new ContainerHost(container, config, exchange -> {
            EchoHandler handler = new EchoHandler();
            handlers.put(exchange.target(), handler);
            exchange.upgrade(Headers.EMPTY, handler);
        })) {
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int i = 0; i < SOCKETS; i++) {
                clients.add(start(host, i, i % 2 == 0 ? MESSAGES : i * MESSAGES / SOCKETS));
            }
            for (CompletableFuture<Void> client : clients) {
                client.get(60, TimeUnit.SECONDS);
            }
            for (EchoHandler handler : handlers.values()) {
                handler.closed.get(15, TimeUnit.SECONDS);
                handler.assertNothingWentWrong();
            }
            assertThat(handlers).hasSize(SOCKETS);
            assertThat(host.connections()).isZero();
        }
        handlers.clear();
    }

    private CompletableFuture<Void> start(ContainerHost host, int index, int echoes) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                talk(host, index, echoes);
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    /** Sends all, but waits for some of the echoes only: the end comes while the others are under way. */
    private void talk(ContainerHost host, int index, int echoes) throws Exception {
        Random random = new Random(index);
        try (RawClient client = new RawClient(host)) {
            ContractClient.Opened opened =
                    client.webSocket("/" + index, Headers.EMPTY).get(15, TimeUnit.SECONDS);
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                int size = random.nextInt(10) == 0 ? random.nextInt(60_000) : random.nextInt(200);
                sent.add("4" + index + ":" + i + ":" + "x".repeat(size));
                opened.sendText(sent.get(i).getBytes(StandardCharsets.UTF_8));
            }
            for (int i = 0; i < echoes; i++) {
                assertThat(opened.next().get(30, TimeUnit.SECONDS)).isEqualTo(new Frame.Text(sent.get(i)));
            }
            WebSocketConnection connection = handlers.get("/" + index).opened.get(15, TimeUnit.SECONDS);
            Thread other = Thread.startVirtualThread(() -> end(index / WAYS_TO_END, opened, client, connection));
            end(index % WAYS_TO_END, opened, client, connection);
            other.join();
        }
    }

    private static void end(int way, ContractClient.Opened opened, RawClient client, WebSocketConnection connection) {
        switch (way) {
            case 0 -> opened.sendClose(1000);
            case 1 -> client.close();
            case 2 -> connection.close(1000, "");
            default -> connection.abort();
        }
    }
}
