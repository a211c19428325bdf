package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sockeye.engineio.server.ConnectionError;
import io.sockeye.engineio.server.HttpMiddleware.Result;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.MemoryHost;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerLifeTest {
    private TestServer server = new TestServer(options -> options.shutdownTimeout(Duration.ofSeconds(60)));
    private SocketIoServer io = server.io;
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        server.close();
    }

    private void restartImpatient() {
        server.close();
        server = new TestServer(options -> options.shutdownTimeout(Duration.ofMillis(500)));
        io = server.io;
    }

    private HostResponse get(String target) throws Exception {
        return server.host.connect().get(target).get(60, TimeUnit.SECONDS);
    }

    @Test
    void closingEndsAllSocketsWithoutADisconnectPacketSoThatClientsReturn() throws Exception {
        io.onDisconnect((socket, reason) -> heard.add(reason.text()));
        RawClient client = server.client();
        io.close();
        assertThat(heard.take()).isEqualTo("server shutting down");
        assertThat(client.next()).startsWith("close");
        server.awaitEmpty();
        io.close();
    }

    @Test
    void closingWaitsForHandlersThatAreAtWork() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        io.on("work", socket -> {
            entered.countDown();
            io.sleep(Duration.ofMillis(100));
            heard.add("done");
        });
        server.client().send("42[\"work\"]");
        entered.await();
        io.close();
        assertThat(heard).containsExactly("done");
    }

    @Test
    void closingDoesNotWaitLongerThanItsDeadline() throws Exception {
        restartImpatient();
        io.on("block", socket -> {
            heard.add("blocked");
            gate.await();
        });
        server.client().send("42[\"block\"]");
        heard.take();
        io.close();
        assertThat(io.stats().sockets()).isEqualTo(1);
    }

    @Test
    void whatWasSentBeforeIsStillDelivered() {
        RawClient client = server.client();
        io.emit("last words");
        io.close();
        client.expect("42[\"last words\"]");
    }

    @Test
    void aClientThatDoesNotReadDoesNotHoldUpTheEnd() {
        restartImpatient();
        RawClient client = server.client();
        client.reading(false);
        for (int i = 0; i < 200; i++) {
            io.emit("news", "x".repeat(1024));
        }
        long begin = System.nanoTime();
        io.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
        server.awaitEmpty();
    }

    @Test
    void aClosedServerDoesNotListenAgain() {
        io.close();
        assertThatIllegalStateException().isThrownBy(() -> io.listen(0));
    }

    @Test
    void aPortThatIsTakenIsAnIoException() {
        server.listen();
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> io.listen("localhost", 8000))
                .withMessageStartingWith("can't listen on localhost:8000");
    }

    @Test
    void thePortIsAnswered() {
        assertThat(io.listen(0)).isPositive();
    }

    @Test
    void theEngineCanBeHandedToAHostOfTheUsersOwn() throws Exception {
        MemoryHost own = MemoryHost.create();
        RawClient.answerFences(io);
        own.start(new HostConfig(null, 0, null, 1_000_000, 16_384, false, 1024, Duration.ofSeconds(75)), io.engine());
        RawClient client = RawClient.open(own, "EIO=4");
        client.join("/");
        client.expectNothing();
    }

    @Test
    void httpMiddlewareSeesEveryRequest() throws Exception {
        io.useHttp(request -> new Result.Answer(401, Headers.EMPTY, "no".getBytes(StandardCharsets.UTF_8)));
        server.listen();
        assertThat(get("/socket.io/?EIO=4&transport=polling").status()).isEqualTo(401);
        assertThatIllegalStateException()
                .isThrownBy(() -> io.useHttp(request -> Result.PROCEED))
                .withMessageContaining("before");
    }

    @Test
    void refusedRequestsAreReported() throws Exception {
        io.onConnectionError(heard::add);
        server.listen();
        assertThat(get("/socket.io/?EIO=4&transport=polling&sid=unknown").status())
                .isEqualTo(400);
        assertThat(((ConnectionError) heard.take()).code()).isEqualTo(ConnectionError.Code.UNKNOWN_SID);
    }

    @Test
    void theJavaScriptClientIsServed() throws Exception {
        server.listen();
        HostResponse file = get("/socket.io/socket.io.min.js");
        assertThat(file.status()).isEqualTo(200);
        assertThat(new String(file.body(), StandardCharsets.UTF_8)).contains("Socket.IO v4.");
    }

    @Test
    void optionsThatCannotBeAreRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SocketIoServer.builder().ackTimeout(Duration.ZERO))
                .withMessage("ackTimeout: PT0S, but it must be positive");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SocketIoServer.builder().maxNamespacesPerConnection(0));
        assertThatIllegalArgumentException().isThrownBy(() -> SlowClientPolicy.block(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> io.timeout(Duration.ZERO));
    }

    @Test
    void aBackgroundTaskRunsOnAThreadThatCanBeJoined() throws Exception {
        Thread task = io.startBackgroundTask(() -> heard.add("ran"));
        task.join();
        assertThat(heard).containsExactly("ran");
        assertThat(task.isVirtual()).isTrue();
    }
}
