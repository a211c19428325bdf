package io.sockeye.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.server.EngineSession.Offer;
import io.sockeye.engineio.server.EngineSession.Urgency;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.MemoryWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens in whatever order, a client receives each message once and in order. */
final class BacklogTest {
    @ParameterizedTest
    @ValueSource(strings = {"EIO=4", "EIO=3", "EIO=3&b64=1", "EIO=3&t=1418000000000-0"})
    void aPollNeverLosesDuplicatesOrReordersAMessage(String parameters) {
        for (int seed = 0; seed < 60; seed++) {
            new Run(parameters, seed).run();
        }
    }

    @Test
    void tenThousandMessagesReachAPollingClientThatConnectsAnewForEach() {
        try (EngineFixture server = new EngineFixture()) {
            String url = server.handshake("EIO=4");
            for (int i = 0; i < 10_000; i++) {
                assertThat(server.send(Integer.toString(i))).isEqualTo(Offer.ACCEPTED);
            }
            Received received = new Received(true);
            while (received.messages.size() < 10_000) {
                received.payload(server.get(url).join());
            }
            for (int i = 0; i < 10_000; i++) {
                assertThat(received.messages.get(i)).isEqualTo(Integer.toString(i));
            }
            assertThat(server.session().queuedBytes()).isZero();
        }
    }

    private static final class Run {
        private final EngineFixture server;
        private final Random random;
        private final String parameters;
        private final Received received;
        private final List<String> sent = new ArrayList<>();
        private final String url;
        private @Nullable CompletableFuture<HostResponse> poll;
        private @Nullable MemoryWebSocket webSocket;
        private boolean upgraded;

        Run(String parameters, int seed) {
            this.parameters = parameters;
            this.random = new Random(seed);
            this.server = new EngineFixture(options -> options.maxPayload(200));
            this.received = new Received(parameters.contains("EIO=4"));
            this.url = server.handshake(parameters);
        }

        void run() {
            try (server) {
                boolean upgrades = random.nextBoolean();
                int steps = 20 + random.nextInt(100);
                for (int i = 0; i < steps; i++) {
                    step(upgrades);
                    collect();
                }
                while (received.messages.size() < sent.size()) {
                    assertThat(poll == null && !upgraded || server.session().queuedBytes() > 0 || poll != null)
                            .isTrue();
                    pollOnce();
                    server.settle();
                    collect();
                }
                assertThat(received.messages).isEqualTo(sent);
                assertThat(server.session().queuedBytes()).isZero();
            }
        }

        private void step(boolean upgrades) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> sendText();
                case 3 -> sendBinary();
                case 4 -> pollOnce();
                case 5 -> server.settle();
                case 6 -> server.advance(random.nextInt(150));
                default -> {
                    if (upgrades) {
                        upgrade();
                    }
                }
            }
        }

        private void sendText() {
            String text = sent.size() + "-" + "é☃𝒳\u2028".repeat(random.nextInt(4)) + "x".repeat(random.nextInt(300));
            byte[] json = ("4\"" + text + "\"").getBytes(StandardCharsets.UTF_8);
            sent.add("\"" + text + "\"");
            server.session().offer(EncodedMessage.text(json), Urgency.NORMAL, random.nextBoolean());
        }

        private void sendBinary() {
            List<byte[]> attachments = new ArrayList<>();
            String header = "45-" + sent.size();
            sent.add(header.substring(1));
            for (int i = random.nextInt(25); i >= 0; i--) {
                byte[] bytes = new byte[random.nextInt(60)];
                random.nextBytes(bytes);
                attachments.add(bytes);
                sent.add(HexFormat.of().formatHex(bytes));
            }
            EncodedMessage message = EncodedMessage.json(header.getBytes(StandardCharsets.UTF_8), attachments);
            server.session().offer(message, Urgency.NORMAL, true);
        }

        private void pollOnce() {
            if (poll == null && !upgraded) {
                poll = server.get(url);
            }
        }

        private void upgrade() {
            if (webSocket == null) {
                webSocket = server.webSocket("/engine.io/?" + parameters.replace("EIO=3&t=1418000000000-0", "EIO=3")
                                + "&transport=websocket&sid=" + server.session().sid())
                        .join();
                webSocket.send("2probe");
            } else if (poll == null && !upgraded && random.nextBoolean()) {
                webSocket.send("5");
                server.settle();
                upgraded = server.session().transport() == Transport.WEBSOCKET;
                assertThat(upgraded).isTrue();
            }
        }

        private void collect() {
            if (poll != null && poll.isDone()) {
                received.payload(poll.join());
                poll = null;
            }
            if (webSocket != null) {
                for (var frame = webSocket.poll(); frame != null; frame = webSocket.poll()) {
                    if (frame instanceof MemoryWebSocket.Frame.Text text
                            && text.text().startsWith("b")) {
                        byte[] bytes =
                                java.util.Base64.getDecoder().decode(text.text().substring(2));
                        received.binary(bytes, 0, bytes.length);
                    } else {
                        received.frame(frame);
                    }
                }
            }
        }
    }
}
