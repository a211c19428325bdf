package io.sockeye.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.server.EngineSession.Offer;
import io.sockeye.engineio.server.EngineSession.Urgency;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.HostServer;
import io.sockeye.engineio.server.host.MemoryHost;
import io.sockeye.engineio.server.host.MemoryWebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

/** Sessions on a host with many threads: what any thread offers arrives once and in its order, whatever the transport does meanwhile. */
final class SessionRacesTest {
    private static final int PRODUCERS = 3;
    private static final int MESSAGES = 400;

    private final MemoryHost host = MemoryHost.create();
    private final List<EngineSession> sessions = new CopyOnWriteArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private EngineServer engine;
    private HostServer server;

    @BeforeEach
    void start() throws Exception {
        engine = EngineServer.create(EngineOptions.defaults(), session -> {
            sessions.add(session);
            return new SessionListener() {
                @Override
                public void onText(byte[] utf8, int from, int to) {
                    byte[] echo = new byte[to - from + 1];
                    echo[0] = '4';
                    System.arraycopy(utf8, from, echo, 1, to - from);
                    session.offer(EncodedMessage.text(echo), Urgency.EXEMPT, true);
                }

                @Override
                public void onBinary(byte[] bytes, int from, int to) {}

                @Override
                public void onClose(CloseReason reason, String description) {
                    closed.incrementAndGet();
                }
            };
        });
        server = host.start(
                new HostConfig(null, 0, null, 1_000_000, 16_384, false, 1024, Duration.ofMinutes(1)), engine);
    }

    @AfterEach
    void stop() {
        engine.close(CloseReason.SERVER_SHUTTING_DOWN);
        server.close();
    }

    private List<CompletableFuture<Void>> produce() {
        EngineSession session = sessions.getLast();
        List<CompletableFuture<Void>> producers = new ArrayList<>();
        for (int p = 0; p < PRODUCERS; p++) {
            String name = "p" + p + " ";
            producers.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < MESSAGES; i++) {
                            byte[] text = ("4" + name + i).getBytes(StandardCharsets.UTF_8);
                            assertThat(session.offer(EncodedMessage.text(text), Urgency.NORMAL, true))
                                    .isEqualTo(Offer.ACCEPTED);
                        }
                    },
                    task -> Thread.ofVirtual().start(task)));
        }
        return producers;
    }

    private static void assertEachInOrder(Received received, int sources) {
        int[] next = new int[sources];
        for (String message : received.messages) {
            int source = message.charAt(1) - '0';
            assertThat(Integer.parseInt(message.substring(3))).isEqualTo(next[source]++);
        }
        assertThat(next).containsOnly(MESSAGES);
    }

    private HostResponse get(String url) throws Exception {
        return host.connect().get(url).get(60, TimeUnit.SECONDS);
    }

    @RepeatedTest(10)
    void pollsAndOffersRace() throws Exception {
        get("/engine.io/?EIO=4&transport=polling");
        String url =
                "/engine.io/?EIO=4&transport=polling&sid=" + sessions.getLast().sid();
        List<CompletableFuture<Void>> producers = produce();
        Received received = new Received(true);
        while (received.messages.size() < PRODUCERS * MESSAGES) {
            received.payload(get(url));
        }
        assertEachInOrder(received, PRODUCERS);
        CompletableFuture.allOf(producers.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    @RepeatedTest(10)
    void upgradesAndOffersRace() throws Exception {
        get("/engine.io/?EIO=4&transport=polling");
        String sid = sessions.getLast().sid();
        String url = "/engine.io/?EIO=4&transport=polling&sid=" + sid;
        List<CompletableFuture<Void>> producers = produce();
        Received received = new Received(true);
        received.payload(get(url));
        MemoryWebSocket webSocket = host.connect()
                .webSocket("/engine.io/?EIO=4&transport=websocket&sid=" + sid)
                .get(60, TimeUnit.SECONDS);
        webSocket.send("2probe");
        CompletableFuture<MemoryWebSocket.Frame> probed = webSocket.next();
        while (!probed.isDone()) {
            received.payload(get(url));
        }
        webSocket.send("5");
        while (received.messages.size() < PRODUCERS * MESSAGES) {
            received.frame(webSocket.next().get(60, TimeUnit.SECONDS));
        }
        assertEachInOrder(received, PRODUCERS);
        assertThat(producers).allSatisfy(producer -> assertThat(producer).succeedsWithin(Duration.ofSeconds(60)));
    }

    @RepeatedTest(10)
    void echoesComeBackInOrderWhileTheTransportChanges() throws Exception {
        get("/engine.io/?EIO=4&transport=polling");
        String sid = sessions.getLast().sid();
        String url = "/engine.io/?EIO=4&transport=polling&sid=" + sid;
        Received received = new Received(true);
        int sent = 0;
        MemoryWebSocket webSocket = host.connect()
                .webSocket("/engine.io/?EIO=4&transport=websocket&sid=" + sid)
                .get(60, TimeUnit.SECONDS);
        webSocket.send("2probe");
        CompletableFuture<MemoryWebSocket.Frame> probed = webSocket.next();
        while (sent < 50 || !probed.isDone()) {
            byte[] body = ("4e0 " + sent++).getBytes(StandardCharsets.UTF_8);
            assertThat(host.connect().post(url, body).get(60, TimeUnit.SECONDS).status())
                    .isEqualTo(200);
        }
        webSocket.send("5");
        while (sent < MESSAGES) {
            webSocket.send("4e0 " + sent++);
        }
        while (received.messages.size() < sent) {
            received.frame(webSocket.next().get(60, TimeUnit.SECONDS));
        }
        assertEachInOrder(received, 1);
    }

    @RepeatedTest(10)
    void everySessionEndsOnceWhoeverEndsIt() throws Exception {
        int count = 40;
        for (int i = 0; i < count; i++) {
            if (i % 2 == 0) {
                get("/engine.io/?EIO=4&transport=polling");
            } else {
                MemoryWebSocket webSocket = host.connect()
                        .webSocket("/engine.io/?EIO=4&transport=websocket")
                        .get(60, TimeUnit.SECONDS);
                webSocket.next().get(60, TimeUnit.SECONDS);
                Thread.startVirtualThread(webSocket::drop);
            }
        }
        List<Thread> threads = new ArrayList<>();
        for (EngineSession session : sessions) {
            threads.add(Thread.startVirtualThread(() -> session.close(CloseReason.FORCED_CLOSE)));
            threads.add(Thread.startVirtualThread(() -> session.closeNow(CloseReason.SLOW_CLIENT)));
            threads.add(
                    Thread.startVirtualThread(() -> session.offer(EngineFixture.message("x"), Urgency.NORMAL, true)));
        }
        threads.add(Thread.startVirtualThread(() -> engine.close(CloseReason.SERVER_SHUTTING_DOWN)));
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        EngineStats nothing = new EngineStats(0, 0, 0, 0, 0, 0, 0);
        while ((closed.get() < count || !engine.stats().equals(nothing)) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(closed).hasValue(count);
        assertThat(engine.stats()).isEqualTo(nothing);
    }
}
