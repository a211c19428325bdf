package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;

class ComingAndGoingTest {
    private final TestServer server = new TestServer();
    private final SocketIoServer io = server.io;

    @AfterEach
    void close() {
        server.close();
    }

    @RepeatedTest(3)
    void whateverComesTogetherNothingIsLeftAndEveryBeginHasItsEnd() throws Exception {
        AtomicInteger begins = new AtomicInteger();
        AtomicInteger ends = new AtomicInteger();
        io.onConnect(socket -> {
            socket.join("all");
            begins.incrementAndGet();
        });
        io.onDisconnect((socket, reason) -> {
            assertThat(socket.isConnected()).isFalse();
            socket.join("too late");
            ends.incrementAndGet();
        });
        io.on("ask", socket -> {
            io.to("all").emit("news", 1);
            socket.emitWithAck("question");
            io.to("all").emitWithAck("question");
        });
        io.on("bye", Socket::disconnect);
        io.on("away", socket -> socket.disconnect(true));
        server.listen();
        List<Thread> clients = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            SplittableRandom random = new SplittableRandom(t);
            clients.add(io.startBackgroundTask(() -> comeAndGo(random)));
        }
        Thread meddler = io.startBackgroundTask(() -> {
            SplittableRandom random = new SplittableRandom(99);
            for (int i = 0; i < 300; i++) {
                io.sockets().stream().skip(random.nextInt(4)).findFirst().ifPresent(Socket::disconnect);
                io.emit("news", i);
                Thread.yield();
            }
        });
        for (Thread client : clients) {
            client.join();
        }
        meddler.join();
        server.awaitEmpty();
        assertThat(ends).hasValue(begins.get());
        assertThat(server.errors).isEmpty();
    }

    private void comeAndGo(SplittableRandom random) {
        for (int i = 0; i < 60; i++) {
            RawClient client = server.connect().send("40");
            for (int j = random.nextInt(4); j > 0; j--) {
                client.send("42[\"ask\"]");
            }
            switch (random.nextInt(5)) {
                case 0 -> client.send("41").send("40").close();
                case 1 -> client.send("42[\"bye\"]").close();
                case 2 -> awaitEnd(client.send("42[\"away\"]"));
                case 3 -> client.drop();
                default -> client.close();
            }
        }
    }

    /** The meddler may come first, with a disconnect that leaves the connection open. */
    private static void awaitEnd(RawClient client) {
        String frame = client.next();
        while (!frame.equals("41") && !frame.startsWith("close")) {
            frame = client.next();
        }
        client.close();
    }
}
