package io.sockeye.interop.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.EngineProtocol;
import io.sockeye.interop.peer.Server;
import io.sockeye.socketio.DisconnectReason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** A server goes away and comes back on the same port: what the clients do, and in which order their handlers hear of it. */
final class RestartIT {
    @TestFactory
    Stream<DynamicNode> everyServer() {
        Lines lines = new Lines();
        Arrays.stream(Peer.values()).forEach(peer -> new Restart(peer).addTo(lines));
        return lines.start();
    }

    /** One server and all clients that survive its restart. */
    private static final class Restart {
        private final Peer peer;
        private final List<Survivor> survivors;
        private Server server;

        private Restart(Peer peer) {
            this.peer = peer;
            this.survivors = Variant.all().stream()
                    .map(variant -> new Survivor(peer, variant))
                    .toList();
        }

        void addTo(Lines lines) {
            String line = peer.toString();
            lines.add(line, "starts", () -> server = peer.start());
            survivors.forEach(survivor -> lines.add(line, survivor + " connects", () -> survivor.connect(server)));
            lines.add(line, "stops", () -> server.stop());
            survivors.forEach(survivor -> lines.add(line, survivor + " is disconnected and tries", survivor::loses));
            lines.add(line, "starts again", () -> server.start());
            survivors.forEach(survivor -> lines.add(line, survivor + " is back", survivor::isBack));
            lines.add(line, "ends", () -> {
                survivors.forEach(survivor -> survivor.client.close());
                server.close();
            });
        }
    }

    /** A client that writes down what its handlers hear. */
    private static final class Survivor {
        private final Peer peer;
        private final Variant variant;
        private final TestClient client;
        private final AtomicInteger asked = new AtomicInteger();
        private final Heard<String> log = new Heard<>();
        private final Heard<Map<?, ?>> welcomes = new Heard<>();
        private String firstSid = "";

        Survivor(Peer peer, Variant variant) {
            this.peer = peer;
            this.variant = variant;
            this.client = variant.client(peer, UnaryOperator.identity());
            client.events().onConnect(() -> log.add("connect"));
            client.events().onDisconnect(reason -> log.add(connectionLost(reason) ? "lost" : reason.text()));
            client.events().on("welcome", Map.class, welcomes::add);
            client.onReconnectAttempt(number -> log.add("attempt " + number));
            client.onReconnect(number -> log.add("reconnected"));
        }

        private static boolean connectionLost(DisconnectReason reason) {
            return switch (reason) {
                case TRANSPORT_CLOSE, TRANSPORT_ERROR -> true;
                default -> false;
            };
        }

        void connect(Server server) throws InterruptedException {
            client.connect(variant.to(server.url())
                    .namespaces("/chat")
                    .authFrom(() -> Map.of("time", asked.incrementAndGet()))
                    .build());
            assertThat(log.take()).isEqualTo("connect");
            assertThat(asked.get()).isEqualTo(1);
            welcomes.take();
            firstSid = client.sid("/").orElseThrow();
        }

        void loses() throws InterruptedException {
            assertThat(log.take()).isEqualTo("lost");
            assertThat(log.take()).isEqualTo("attempt 1");
            assertThat(client.isConnected("/")).isFalse();
            assertThat(client.sid("/")).isEmpty();
            client.emit("number", 1); // waits for the next connection
            client.emit("number", 2);
        }

        void isBack() throws InterruptedException {
            String next = log.take();
            while (next.startsWith("attempt")) {
                next = log.take();
            }
            assertThat(List.of(next, log.take())).containsExactlyInAnyOrder("reconnected", "connect");
            assertThat(client.counted()).containsExactly(1, 2);
            assertThat(client.sid("/").orElseThrow()).isNotEqualTo(firstSid);
            assertThat(client.callIn("/chat", TestClient.LIMIT, "ask", 7).get(0, int.class))
                    .isEqualTo(7);
            assertThat(asked.get()).isGreaterThan(1);
            if (peer.protocol() == EngineProtocol.V4) {
                assertThat((Integer) welcomes.take().get("time")).isGreaterThan(1);
            }
        }

        @Override
        public String toString() {
            return variant.toString();
        }
    }
}
