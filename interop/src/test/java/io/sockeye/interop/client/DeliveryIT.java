package io.sockeye.interop.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.client.ConnectFailedException;
import io.sockeye.client.ConnectOptions;
import io.sockeye.client.NotSentException;
import io.sockeye.client.SimpleSocketIoClient;
import io.sockeye.client.SocketIoClient;
import io.sockeye.dispatch.Args;
import io.sockeye.engineio.Transport;
import io.sockeye.interop.peer.Link;
import io.sockeye.interop.peer.NodeServer;
import io.sockeye.interop.peer.Server;
import io.sockeye.socketio.AckTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of events while there is no connection, and what becomes of connects that fail; against npm socket.io 4.8.4. */
final class DeliveryIT {
    private static Server server;

    @BeforeAll
    static void startServer() {
        server = Peer.NODE_4.start();
    }

    @AfterAll
    static void closeServer() {
        server.close();
    }

    @Test
    void eventsThatAreSentBeforeTheConnectArriveInOrder() {
        for (Variant variant : Variant.all()) {
            try (TestClient client = variant.client(Peer.NODE_4, UnaryOperator.identity())) {
                IntStream.range(0, 50).forEach(number -> client.emit("number", number));

                client.connect(variant.to(server.url()).build());

                assertThat(client.counted())
                        .isEqualTo(IntStream.range(0, 50).boxed().toList());
            }
        }
    }

    @Test
    void withoutABufferSendingFailsAndVolatileEventsVanish() {
        for (Variant variant : Variant.all()) {
            try (TestClient client = variant.client(Peer.NODE_4, options -> options.offlineBuffer(false))) {
                assertThatThrownBy(() -> client.emit("number", 1)).isInstanceOf(NotSentException.class);
                client.emitVolatile("number", 2);

                client.connect(variant.to(server.url()).build());

                assertThat(client.counted()).isEmpty();
            }
        }
    }

    @Test
    void retriedEventsArriveInOrderThroughALinkThatBreaksAgainAndAgain() {
        Variant.sideBySide(variant -> {
            try (Link link = Link.to(server.port());
                    TestClient client = variant.client(
                            Peer.NODE_4, options -> options.retries(20).ackTimeout(Duration.ofSeconds(3)))) {
                client.connect(variant.to(link.url()).build());
                List<CompletableFuture<Args>> answers = IntStream.range(0, 60)
                        .mapToObj(number -> client.ask("ask", number))
                        .toList();
                for (int number = 0; number < answers.size(); number++) {
                    if (number % 20 == 10) {
                        link.cut();
                    }
                    assertThat(TestClient.await(answers.get(number)).get(0, int.class))
                            .isEqualTo(number);
                }
            }
        });
    }

    @Test
    void anEventThatNobodyAcknowledgesIsGivenUpAfterItsRetries() {
        Variant.sideBySide(variant -> {
            try (TestClient client =
                    variant.client(Peer.NODE_4, options -> options.retries(2).ackTimeout(Duration.ofSeconds(2)))) {
                client.connect(variant.to(server.url()).build());

                CompletableFuture<Args> silence = client.ask("never");
                CompletableFuture<Args> answer = client.ask("ask", 1);

                assertThatThrownBy(() -> TestClient.await(silence)).isInstanceOf(AckTimeoutException.class);
                assertThat(TestClient.await(answer).get(0, int.class)).isEqualTo(1);
            }
        });
    }

    @Test
    void aServerThatIsntThereYetFailsAConnectUnlessItIsToldToTryAgain() throws InterruptedException {
        try (Server late = Peer.NODE_4.start()) {
            late.stop();
            for (Variant variant : Variant.all()) {
                try (TestClient client = variant.client(Peer.NODE_4, UnaryOperator.identity())) {
                    ConnectOptions once = variant.to(late.url()).build();
                    assertThatThrownBy(() -> client.connect(once)).isInstanceOf(ConnectFailedException.class);

                    CompletableFuture<Void> connected = CompletableFuture.runAsync(
                            () -> client.connect(
                                    variant.to(late.url()).retry(true).build()),
                            work -> Thread.ofVirtual().start(work));
                    Heard<Integer> attempts = new Heard<>();
                    client.onReconnectAttempt(attempts::add);
                    attempts.take();
                    late.start();

                    connected.join();
                    assertThat(client.isConnected("/")).isTrue();
                }
                late.stop();
            }
        }
    }

    @Test
    void theNextTransportIsTriedWhenTheServerDoesntServeTheFirst() {
        try (Server pollingOnly = NodeServer.socketIo("4.8.4", "{\"transports\":[\"polling\"]}");
                Server websocketOnly = NodeServer.socketIo("4.8.4", "{\"transports\":[\"websocket\"]}")) {
            assertThat(transportOf(websocketOnly, Transport.POLLING, Transport.WEBSOCKET))
                    .isEqualTo(Transport.WEBSOCKET);
            assertThat(transportOf(pollingOnly, Transport.WEBSOCKET, Transport.POLLING))
                    .isEqualTo(Transport.POLLING);
        }
    }

    private static Transport transportOf(Server peer, Transport... transports) {
        try (SocketIoClient client = SocketIoClient.create()) {
            client.connect(ConnectOptions.to(peer.url()).transports(transports).build());
            assertThat(client.call("ask", int.class, 1)).isEqualTo(1);
            return client.transport().orElseThrow();
        }
    }

    @Test
    void theSimpleClientConnectsSendsCallsAndReceives() {
        try (SimpleSocketIoClient client = SimpleSocketIoClient.create()) {
            client.connect(ConnectOptions.to(server.url()).namespaces("/chat").build());
            assertThat(client.receive(TestClient.LIMIT).orElseThrow().name()).isEqualTo("welcome");

            client.emit("echo", ClientLinesIT.TEXT);
            int answer = client.call("ask", int.class, 7);

            assertThat(answer).isEqualTo(7);
            assertThat(client.receive(TestClient.LIMIT).orElseThrow().args().get(0, String.class))
                    .isEqualTo(ClientLinesIT.TEXT);
            assertThat(client.receive(Duration.ofMillis(50))).isEmpty();
        }
    }
}
