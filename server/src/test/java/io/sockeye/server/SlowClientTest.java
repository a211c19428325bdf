package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.socketio.DisconnectReason;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The budget is 20 kB; a client in memory that doesn't read takes 64 kB more into what stands for its socket buffer. */
class SlowClientTest {
    private static final String KILOBYTE = "x".repeat(1024);

    private final BlockingQueue<DisconnectReason> reasons = new LinkedBlockingQueue<>();
    private TestServer server = server(SlowClientPolicy.disconnect());

    private TestServer server(SlowClientPolicy policy) {
        TestServer made =
                new TestServer(options -> options.slowClient(policy).engine(engine -> engine.outboundBudget(20_000)));
        made.io.onDisconnect((socket, reason) -> reasons.add(reason));
        RawClient.answerFences(made.io);
        return made;
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Socket slow() {
        RawClient client = server.client();
        Socket socket = server.io.sockets().iterator().next();
        client.expectNothing();
        client.reading(false);
        return socket;
    }

    private DisconnectReason reason() throws InterruptedException {
        return reasons.poll(60, TimeUnit.SECONDS);
    }

    @Test
    void whoDoesNotReadIsDisconnected() throws Exception {
        Socket slow = slow();
        for (int i = 0; i < 200; i++) {
            slow.emit("news", KILOBYTE);
        }
        assertThat(reason()).isEqualTo(DisconnectReason.SLOW_CLIENT);
        assertThat(slow.isConnected()).isFalse();
        server.awaitEmpty();
    }

    @Test
    void inABroadcastASlowReceiverIsDisconnectedAndTheOthersNoticeNothing() throws Exception {
        slow();
        RawClient quick = server.client();
        for (int i = 0; i < 200; i++) {
            server.io.emit("news", i, KILOBYTE);
            quick.expect("42[\"news\"," + i + ",\"" + KILOBYTE + "\"]");
        }
        assertThat(reason()).isEqualTo(DisconnectReason.SLOW_CLIENT);
        quick.expectNothing();
    }

    @Test
    void volatileEventsAreDroppedInstead() throws Exception {
        Socket slow = slow();
        for (int i = 0; i < 1000; i++) {
            slow.asVolatile().emit("news", KILOBYTE);
            server.io.asVolatile().emit("news", KILOBYTE);
        }
        assertThat(slow.isConnected()).isTrue();
        assertThat(reasons).isEmpty();
    }

    @Test
    void withThePolicyBlockTheSenderWaitsUntilTheClientReads() throws Exception {
        server.close();
        server = server(SlowClientPolicy.block(Duration.ofMinutes(5)));
        RawClient client = server.client();
        Socket slow = server.io.sockets().iterator().next();
        client.expectNothing();
        client.reading(false);
        AtomicInteger sent = new AtomicInteger();
        Thread sender = server.io.startBackgroundTask(() -> {
            for (int i = 0; i < 200; i++) {
                slow.emit("news", i, KILOBYTE);
                sent.incrementAndGet();
            }
        });
        TestServer.eventually(() -> sender.getState() == Thread.State.TIMED_WAITING);
        assertThat(sent.get()).isBetween(15, 199);
        client.reading(true);
        for (int i = 0; i < 200; i++) {
            client.expect("42[\"news\"," + i + ",\"" + KILOBYTE + "\"]");
        }
        sender.join();
        assertThat(reasons).isEmpty();
    }

    @Test
    void withThePolicyBlockTheClientIsDisconnectedWhenTheTimeIsOver() throws Exception {
        server.close();
        server = server(SlowClientPolicy.block(Duration.ofMillis(50)));
        Socket slow = slow();
        for (int i = 0; i < 200; i++) {
            slow.emit("news", KILOBYTE);
        }
        assertThat(reason()).isEqualTo(DisconnectReason.SLOW_CLIENT);
    }

    @Test
    void withThePolicyBlockABroadcastDoesNotWait() throws Exception {
        server.close();
        server = server(SlowClientPolicy.block(Duration.ofMinutes(5)));
        slow();
        for (int i = 0; i < 200; i++) {
            server.io.emit("news", KILOBYTE);
        }
        assertThat(reason()).isEqualTo(DisconnectReason.SLOW_CLIENT);
    }

    @Test
    void aPacketLargerThanTheBudgetIsTakenByAnEmptyQueue() {
        RawClient client = server.client().expectNothing();
        TestServer.eventually(() -> server.io.stats().engine().queuedBytes() == 0);
        server.io.emit("large", "y".repeat(50_000));
        assertThat(client.next()).hasSize(50_000 + "42[\"large\",\"\"]".length());
    }

    @Test
    void whoReadsALargePacketSlowlyMayAskForAcknowledgements() {
        RawClient client = server.client().expectNothing();
        TestServer.eventually(() -> server.io.stats().engine().queuedBytes() == 0);
        client.reading(false);
        server.io.emit("large", "y".repeat(200_000));
        client.send("421[\"fence\"]").send("422[\"fence\"]");
        TestServer.eventually(() -> server.io.stats().engine().queuedBytes() > 200_150); // the packet and both answers
        client.reading(true);
        assertThat(client.next()).hasSize(200_000 + "42[\"large\",\"\"]".length());
        client.expect("431[\"fence\"]", "432[\"fence\"]");
    }

    @Test
    void whatIsHeldBehindTheConnectHasABudgetToo() throws Exception {
        server.io.onConnect(socket -> {
            for (int i = 0; i < 200; i++) {
                socket.emit("news", KILOBYTE);
            }
        });
        server.connect().send("40").expectClose();
        server.awaitEmpty();
    }

    @Test
    void whoAsksForAcknowledgementsAndNeverReadsThemIsDisconnected() throws Exception {
        server.io.onCall("give", socket -> KILOBYTE);
        RawClient client = server.client();
        client.reading(false);
        for (int i = 0; i < 400; i++) {
            client.send("42" + i + "[\"give\"]");
        }
        assertThat(reason()).isEqualTo(DisconnectReason.SLOW_CLIENT);
        server.awaitEmpty();
    }
}
