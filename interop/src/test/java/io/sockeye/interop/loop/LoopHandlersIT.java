package io.sockeye.interop.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.adapter.MemoryAdapter;
import io.sockeye.interop.wire.Until;
import io.sockeye.netty.NettyHost;
import io.sockeye.server.HandlerScheduler;
import io.sockeye.server.SocketIoServer;
import io.sockeye.server.SocketIoServerBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One event loop, so that whoever stops it stops everything. */
@Timeout(180)
class LoopHandlersIT {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<LoopClient> clients = new ArrayList<>();
    private SocketIoServer io = server(options -> options);
    private int port;

    private static SocketIoServer server(UnaryOperator<SocketIoServerBuilder> options) {
        return options.apply(SocketIoServer.builder()
                        .host(NettyHost.withLoops(1))
                        .engine(engine -> engine.pingInterval(Duration.ofMinutes(10)))
                        .shutdownTimeout(Duration.ofMillis(300))
                        .handlerScheduler(HandlerScheduler.LOOP))
                .build();
    }

    private LoopClient client() {
        if (port == 0) {
            io.on("echo", String.class, (socket, text) -> socket.emit("echo", text));
            port = io.listen(0);
        }
        LoopClient client = new LoopClient(port);
        clients.add(client);
        return client;
    }

    /** The loop serves others. */
    private void expectLife() {
        client().send("42[\"echo\",\"x\"]").expect("42[\"echo\",\"x\"]").close();
    }

    private String heard() throws InterruptedException {
        String next = heard.poll(40, TimeUnit.SECONDS);
        assertThat(next).as("a word within 40 s").isNotNull();
        return next;
    }

    /** {@code VirtualThread[#42,sockeye-handler]/runnable@sockeye-1-1}: what stands behind the at sign carries it. */
    private static String carrier() {
        assertThat(Thread.currentThread().isVirtual()).isTrue();
        String name = Thread.currentThread().toString();
        return name.substring(name.indexOf('@') + 1).startsWith("sockeye-") ? "loop" : "jdk";
    }

    private static void compute(int millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void close() {
        gate.countDown();
        clients.forEach(LoopClient::close);
        io.close();
    }

    /**
     * Asks one client after the other until what is heard is expected: a machine that pauses in the middle of a handler sends its connection away from the loop as if the handler had
     * computed.
     */
    private void becomes(List<String> expected, Attempt attempt) {
        Until.becomes(Duration.ofSeconds(60), () -> attempt(attempt, expected.size()), expected::equals);
    }

    private List<String> attempt(Attempt attempt, int words) {
        List<String> all = new ArrayList<>();
        try (LoopClient client = client()) {
            attempt.run(client);
            while (all.size() < words) {
                all.add(heard());
            }
            return all;
        } catch (Exception e) {
            throw new AssertionError(all.toString(), e);
        }
    }

    /** What a client does. */
    @FunctionalInterface
    private interface Attempt {
        void run(LoopClient client) throws Exception;
    }

    @Test
    void handlersRunOnVirtualThreadsThatTheLoopCarries() {
        io.onConnect(socket -> heard.add("connect " + carrier()));
        io.on("where", socket -> heard.add("event " + carrier()));
        io.onDisconnect((socket, reason) -> heard.add("disconnect " + carrier()));
        becomes(List.of("connect loop", "event loop", "disconnect loop"), client -> {
            client.send("42[\"where\"]");
            Until.becomes(Duration.ofSeconds(40), heard::size, size -> size == 2);
            client.close();
        });
    }

    @Test
    void overPollingTheyDoToo() throws Exception {
        io.on("where", socket -> socket.emit("there", carrier()));
        client();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String url = "http://localhost:" + port + "/socket.io/?EIO=4&transport=polling";
            String open = http.send(
                            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            URI poll = URI.create(url + "&sid=" + open.substring(9, 29));
            HttpRequest.Builder request = HttpRequest.newBuilder(poll);
            http.send(
                    request.POST(HttpRequest.BodyPublishers.ofString("40")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(http.send(request.GET().build(), HttpResponse.BodyHandlers.ofString())
                            .body())
                    .startsWith("40{");
            http.send(
                    request.POST(HttpRequest.BodyPublishers.ofString("42[\"where\"]"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(http.send(request.GET().build(), HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo("42[\"there\",\"loop\"]");
        }
    }

    @Test
    void aVirtualThreadThatAHandlerStartsIsCarriedByTheJdk() {
        io.on("start", socket -> {
            Thread.startVirtualThread(() -> heard.add("child " + carrier())).join();
            heard.add("parent " + carrier());
        });
        becomes(List.of("child jdk", "parent loop"), client -> client.send("42[\"start\"]"));
    }

    @Test
    void aHandlerThatWaitsLeavesTheLoopAndComesBack() {
        Semaphore free = new Semaphore(0);
        io.on("wait", socket -> {
            free.acquire();
            heard.add(carrier());
        });
        becomes(List.of("loop"), client -> {
            client.send("42[\"wait\"]");
            expectLife();
            free.release();
        });
    }

    @Test
    void aHandlerMayCallItsClient() throws Exception {
        io.on("ask", socket -> heard.add(socket.call("question", String.class, "?")));
        LoopClient client = client().send("42[\"ask\"]");
        client.expect("420[\"question\",\"?\"]").send("430[\"answer\"]");
        assertThat(heard()).isEqualTo("answer");
    }

    @Test
    void handlersParkedWithALockAndForItDontStopTheLoop() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        io.on("lock", socket -> {
            lock.lock();
            try {
                socket.join("room");
                heard.add("holds");
                gate.await();
                socket.leave("room");
            } finally {
                lock.unlock();
            }
        });
        client().send("42[\"lock\"]");
        client().send("42[\"lock\"]");
        assertThat(heard()).isEqualTo("holds");
        expectLife();
        gate.countDown();
        assertThat(heard()).isEqualTo("holds");
    }

    @Test
    void handlersParkedInsideOfAMapThatTheLoopReadsDontStopIt() throws Exception {
        io.close();
        io = server(options -> options.adapter(namespace -> {
            if (namespace.equals("/slow")) {
                heard.add("makes");
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return new MemoryAdapter();
        }));
        io.on("make", socket -> heard.add(io.of("/slow").name()));
        client().send("42[\"make\"]");
        assertThat(heard()).isEqualTo("makes");
        client().send("40/slow,").expect("44/slow,{\"message\":\"Invalid namespace\"}");
        io.on(
                "session",
                socket -> socket.session().computeIfAbsent("key", key -> {
                    heard.add("computes");
                    LockSupport.park();
                    return "value";
                }));
        client().send("42[\"session\"]").close();
        assertThat(heard()).isEqualTo("computes");
        expectLife();
        gate.countDown();
        assertThat(heard()).isEqualTo("/slow");
    }

    @Test
    void roomsTimersAndConnectionsThatChangeOnLoopsAndInHandlersAtOnceDontStopThem() throws Exception {
        io.close();
        io = server(options -> options.host(NettyHost.withLoops(2)));
        io.on("storm", int.class, (socket, number) -> {
            for (int i = 0; i < 300; i++) {
                socket.join("room" + i % 7);
                io.to("room" + (i + 1) % 7).emit("x", i);
                var unused = socket.timeout(Duration.ofSeconds(1)).emitWithAck("y", i);
                socket.leave("room" + i % 7);
            }
            socket.emit("calm", number);
        });
        List<LoopClient> stormy = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            stormy.add(client());
        }
        for (int round = 0; round < 10; round++) {
            for (LoopClient client : stormy) {
                client.send("42[\"storm\"," + round + "]");
            }
            client().close();
        }
        for (LoopClient client : stormy) {
            String last = "";
            while (!last.equals("42[\"calm\",9]")) {
                last = client.next();
            }
        }
        expectLife();
    }

    @Test
    void eventsOfOneSocketStayInOrderAndNeverRunTwoAtOnceWhateverTheyDo() throws Exception {
        ReentrantLock shared = new ReentrantLock();
        io.onConnect(socket -> socket.session().put("running", new AtomicInteger()));
        io.on("work", int.class, (socket, number) -> {
            AtomicInteger running = (AtomicInteger) socket.session().get("running");
            if (running.incrementAndGet() != 1) {
                heard.add("two at once");
            }
            switch (number % 5) {
                case 0 -> Thread.yield();
                case 1 -> LockSupport.parkNanos(1000);
                case 2 -> {
                    shared.lock();
                    try {
                        Thread.yield();
                    } finally {
                        shared.unlock();
                    }
                }
                case 3 -> compute(number % 100 == 3 ? 7 : 0); // is sent to the other scheduler in between
                default -> {}
            }
            running.decrementAndGet();
            socket.emit("done", number);
        });
        List<LoopClient> all = List.of(client(), client(), client(), client());
        for (int number = 0; number < 1000; number++) {
            for (LoopClient client : all) {
                client.send("42[\"work\"," + number + "]");
            }
        }
        for (LoopClient client : all) {
            for (int number = 0; number < 1000; number++) {
                client.expect("42[\"done\"," + number + "]");
            }
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void whatOneThreadEmitsStaysInOrderDirectOrBroadcast() {
        io.on("count", socket -> {
            for (int i = 0; i < 1000; i += 2) {
                socket.emit("n", i);
                io.emit("n", i + 1);
                if (i % 100 == 0) {
                    Thread.yield();
                }
            }
        });
        LoopClient client = client().send("42[\"count\"]");
        for (int i = 0; i < 1000; i++) {
            client.expect("42[\"n\"," + i + "]");
        }
    }

    @Test
    void handlersMayReadAndWriteFiles(@TempDir Path folder) {
        io.on("file", int.class, (socket, number) -> {
            Path file = folder.resolve(number + ".txt");
            Files.writeString(file, "x".repeat(100_000) + number);
            String content = Files.readString(file);
            socket.emit("read", content.substring(100_000));
        });
        LoopClient client = client();
        for (int i = 0; i < 100; i++) {
            client.send("42[\"file\"," + i + "]");
        }
        for (int i = 0; i < 100; i++) {
            client.expect("42[\"read\",\"" + i + "\"]");
        }
    }

    @Test
    void whoHasHeldTheLoopForLongGoesOnElsewhereInTheMiddleOfADrain() {
        io.on("compute", socket -> {
            heard.add(carrier());
            compute(20);
        });
        becomes(List.of("loop", "jdk", "jdk", "jdk", "jdk", "jdk", "jdk", "jdk", "jdk", "jdk", "jdk"), client -> {
            for (int i = 0; i < 11; i++) {
                client.send("42[\"compute\"]");
            }
        });
        expectLife();
    }

    /** That is, in its first handler; once more or twice when the machine pauses for so long that it is let back. */
    @Test
    void oneSocketThatComputesStallsTheOthersOnce() {
        int computations = 20;
        AtomicInteger echoes = new AtomicInteger();
        AtomicInteger stalls = new AtomicInteger();
        AtomicInteger computed = new AtomicInteger();
        io.on("compute", socket -> {
            int before = echoes.get();
            compute(100);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
            while (echoes.get() == before && System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
            if (echoes.get() == before) {
                stalls.incrementAndGet();
            }
            computed.incrementAndGet();
        });
        LoopClient busy = client();
        LoopClient other = client();
        for (int i = 0; i < computations; i++) {
            busy.send("42[\"compute\"]");
        }
        while (computed.get() < computations) {
            other.send("42[\"echo\",\"x\"]").expect("42[\"echo\",\"x\"]");
            echoes.incrementAndGet();
        }
        assertThat(stalls.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void finallyBlocksRunWhenTheLoopIsGone() throws Exception {
        io.on("wait", socket -> {
            try {
                gate.await();
            } finally {
                heard.add("finally");
            }
        });
        client().send("42[\"wait\"]");
        expectLife();
        io.close();
        assertThat(heard).isEmpty();
        gate.countDown();
        assertThat(heard()).isEqualTo("finally");
    }

    @Test
    void aHandlerMayCloseTheServer() throws Exception {
        io.on("close", socket -> {
            io.close();
            heard.add("closed");
        });
        client().send("42[\"close\"]");
        assertThat(heard()).isEqualTo("closed");
    }

    @Test
    void closeWaitsForAHandlerThatStillRuns() throws Exception {
        io.close();
        io = server(options -> options.shutdownTimeout(Duration.ofSeconds(20)));
        io.on("wait", socket -> {
            gate.await();
            heard.add("done");
        });
        client().send("42[\"wait\"]");
        expectLife();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(io::close);
        gate.countDown();
        closing.get(30, TimeUnit.SECONDS);
        assertThat(heard()).isEqualTo("done");
    }
}
