package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.NonBlockingThread;
import io.sockeye.socketio.DisconnectReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandlerThreadTest {
    private TestServer server = new TestServer();
    private SocketIoServer io = server.io;
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        server.close();
    }

    private void restart(java.util.function.UnaryOperator<SocketIoServerBuilder> options) {
        server.close();
        server = new TestServer(options);
        io = server.io;
    }

    private Object heard() throws InterruptedException {
        Object next = heard.poll(60, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    @Test
    void handlersRunOnVirtualThreads() throws Exception {
        io.on("x", socket -> heard.add(Thread.currentThread().isVirtual()));
        server.client().send("42[\"x\"]");
        assertThat(heard()).isEqualTo(true);
    }

    @Test
    void comingAndGoingOfWhichNobodyWantsToHearTakesNoThread() throws Exception {
        AtomicInteger threads = new AtomicInteger();
        restart(options -> options.handlerScheduler(HandlerScheduler.JDK).executor(task -> {
            threads.incrementAndGet();
            Thread.startVirtualThread(task);
        }));
        RawClient client = server.client();
        client.send("41");
        client.close();
        server.awaitEmpty();
        assertThat(threads).hasValue(0);
        io.onDisconnect((socket, reason) -> heard.add(reason));
        server.client().close();
        assertThat(heard()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
        assertThat(threads).hasValue(1);
    }

    @Test
    void aDisconnectHandlerThatAHandlerRegistersLateIsStillHeard() throws Exception {
        io.on("x", socket -> {
            heard.add("in");
            gate.await();
            socket.onDisconnect((gone, reason) -> heard.add(reason));
        });
        RawClient client = server.client();
        client.send("42[\"x\"]");
        heard();
        client.close();
        TestServer.eventually(() -> io.sockets().isEmpty());
        gate.countDown();
        assertThat(heard()).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
    }

    @Test
    void theEventsOfOneSocketRunInOrderAndNeverTwoAtOnce() throws Exception {
        AtomicInteger running = new AtomicInteger();
        io.on("x", int.class, (socket, number) -> {
            assertThat(running.incrementAndGet()).isEqualTo(1);
            Thread.yield();
            running.decrementAndGet();
            heard.add(number);
        });
        RawClient client = server.client();
        for (int i = 0; i < 500; i++) {
            client.send("42[\"x\"," + i + "]");
        }
        for (int i = 0; i < 500; i++) {
            assertThat(heard()).isEqualTo(i);
        }
        assertThat(server.errors).isEmpty();
    }

    @Test
    void socketsRunSideBySide() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        io.on("meet", socket -> {
            together.await(60, TimeUnit.SECONDS);
            heard.add("met");
        });
        server.client().send("42[\"meet\"]");
        server.client().send("42[\"meet\"]");
        heard();
        heard();
    }

    @Test
    void namespacesOfOneConnectionRunSideBySide() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        io.of("/a").on("meet", socket -> heard.add(together.await(60, TimeUnit.SECONDS)));
        io.on("meet", socket -> heard.add(together.await(60, TimeUnit.SECONDS)));
        RawClient client = server.client();
        client.join("/a");
        client.send("42[\"meet\"]").send("42/a,[\"meet\"]");
        heard();
        heard();
    }

    @Test
    void concurrentHandlersAreAnOption() throws Exception {
        restart(options -> options.concurrentHandlers(true));
        CyclicBarrier together = new CyclicBarrier(2);
        io.on("meet", socket -> heard.add(together.await(60, TimeUnit.SECONDS)));
        server.client().send("42[\"meet\"]").send("42[\"meet\"]");
        heard();
        heard();
    }

    @Test
    void aHandlerThatBlocksDelaysNobodyElseAndNoHeartbeat() throws Exception {
        restart(options -> options.engine(
                engine -> engine.pingInterval(Duration.ofMillis(50)).pingTimeout(Duration.ofSeconds(60))));
        RawClient.answerFences(io);
        io.on("block", socket -> gate.await());
        RawClient blocked = server.client().send("42[\"block\"]");
        RawClient other = server.client().expectNothing();
        for (int ping = 0; ping < 12; ping++) {
            blocked.answerPing();
        }
        other.send("3");
        gate.countDown();
        blocked.expectNothing();
    }

    @Test
    void aConnectionWhoseHandlersDoNotKeepUpIsNotReadUntilTheyDo() throws Exception {
        restart(options -> options.inboundBudget(10, 1 << 20));
        AtomicInteger done = new AtomicInteger();
        io.on("x", socket -> {
            gate.await();
            done.incrementAndGet();
        });
        RawClient client = server.client();
        for (int i = 0; i < 200; i++) {
            client.send("42[\"x\"]");
        }
        TestServer.eventually(() -> io.stats().engine().pausedSessions() == 1);
        RawClient.answerFences(io);
        server.client().expectNothing();
        gate.countDown();
        TestServer.eventually(() -> done.get() == 200);
        client.expectNothing();
        assertThat(io.stats().engine().pausedSessions()).isZero();
    }

    @Test
    void whileACallIsPendingReadingGoesOn() throws Exception {
        restart(options -> options.inboundBudget(5, 1 << 20));
        io.on("ask", socket -> heard.add(socket.call("question", String.class)));
        io.on("x", socket -> {});
        RawClient client = server.client().send("42[\"ask\"]").expect("420[\"question\"]");
        for (int i = 0; i < 50; i++) {
            client.send("42[\"x\"]");
        }
        client.send("430[\"answer\"]");
        assertThat(heard()).isEqualTo("answer");
    }

    @Test
    void aboveTheHardLimitTheConnectionIsClosed() throws Exception {
        restart(options -> options.inboundBudget(5, 1 << 20).inboundHardLimit(20, 1 << 20));
        io.onDisconnect((socket, reason) -> heard.add(reason));
        io.on("ask", socket -> {
            try {
                socket.call("question", String.class);
            } finally {
                heard.add("called");
            }
        });
        RawClient client = server.client().send("42[\"ask\"]").expect("420[\"question\"]");
        for (int i = 0; i < 50; i++) {
            client.send("42[\"x\"]");
        }
        client.expectClose();
        assertThat(heard()).isEqualTo("called");
        assertThat(heard()).isEqualTo(DisconnectReason.INBOUND_TIMEOUT);
        server.awaitEmpty();
    }

    @Test
    void joiningAndLeavingAllTheTimeIsLimitedToo() throws Exception {
        restart(options -> options.inboundBudget(10, 1 << 20).inboundHardLimit(50, 1 << 20));
        AtomicInteger atOnce = new AtomicInteger();
        io.onConnect(socket -> {
            atOnce.incrementAndGet();
            gate.await();
        });
        RawClient client = server.connect();
        for (int i = 0; i < 500; i++) {
            client.send("40").send("41");
        }
        TestServer.eventually(
                () -> io.stats().engine().sessions() == 0 || io.stats().engine().pausedSessions() == 1);
        assertThat(atOnce.get()).isLessThan(52);
        gate.countDown();
        client.close();
        server.awaitEmpty();
    }

    @Test
    void aConnectionThatStaysUnreadTooLongIsClosed() throws Exception {
        restart(options ->
                options.inboundBudget(5, 1 << 20).engine(engine -> engine.inboundTimeout(Duration.ofMillis(200))));
        io.onDisconnect((socket, reason) -> heard.add(reason));
        io.on("x", socket -> gate.await());
        RawClient client = server.client();
        for (int i = 0; i < 50; i++) {
            client.send("42[\"x\"]");
        }
        client.expectClose();
        gate.countDown();
        assertThat(heard()).isEqualTo(DisconnectReason.INBOUND_TIMEOUT);
        server.awaitEmpty();
    }

    @Test
    void whatBlocksThrowsOnAnEventLoop() throws Exception {
        server.client();
        Socket socket = io.sockets().iterator().next();
        List<Throwable> thrown = new ArrayList<>();
        Thread loop = new Loop(() -> {
            for (Runnable blocking : List.<Runnable>of(
                    () -> socket.call("question", String.class), () -> io.sleep(Duration.ZERO), io::close)) {
                try {
                    blocking.run();
                } catch (IllegalStateException e) {
                    thrown.add(e);
                }
            }
        });
        loop.start();
        loop.join();
        assertThat(thrown).hasSize(3);
    }

    private static final class Loop extends Thread implements NonBlockingThread {
        Loop(Runnable task) {
            super(task, "loop");
        }
    }
}
