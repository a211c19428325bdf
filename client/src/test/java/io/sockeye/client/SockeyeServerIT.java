package io.sockeye.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.dispatch.Args;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.TestPort;
import io.sockeye.engineio.Transport;
import io.sockeye.server.SocketIoServer;
import io.sockeye.socketio.AckTimeoutException;
import io.sockeye.socketio.ConnectionRefusedException;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.DisconnectedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The clients against Sockeye's own server on Netty. */
class SockeyeServerIT {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private SocketIoServer io = SocketIoServer.create();
    private int port;
    private SocketIoClient sio;

    enum Way {
        POLLING,
        WEBSOCKET,
        UPGRADE,
        REVISION_3;

        SocketIoClientBuilder options() {
            SocketIoClientBuilder builder = SocketIoClient.builder()
                    .reconnectionDelay(Duration.ofMillis(50))
                    .reconnectionDelayMax(Duration.ofMillis(200));
            return switch (this) {
                case POLLING -> builder.engine(options -> options.transports(List.of(Transport.POLLING)));
                case WEBSOCKET -> builder.engine(options -> options.transports(List.of(Transport.WEBSOCKET)));
                case UPGRADE -> builder;
                case REVISION_3 -> builder.engine(options -> options.protocol(EngineProtocol.V3));
            };
        }
    }

    private void start(Way way) {
        port = TestPort.listen(free -> io.listen("127.0.0.1", free));
        sio = way.options().build();
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }

    @AfterEach
    void close() {
        sio.close();
        io.close();
    }

    private String heard() throws InterruptedException {
        String next = heard.poll(30, TimeUnit.SECONDS);
        assertThat(next).as("what was heard").isNotNull();
        return next;
    }

    @ParameterizedTest
    @EnumSource
    void eventsAndAcknowledgementsGoBothWays(Way way) throws Exception {
        io.onCall("sum", int.class, int.class, (socket, a, b) -> a + b);
        io.on("greet", String.class, (socket, name) -> socket.emit("greeting", "Hello, " + name));
        io.on("ask back", socket -> heard.add("answer " + socket.call("question", String.class, "2 + 2?")));
        start(way);
        sio.on("greeting", String.class, heard::add);
        sio.onCall("question", String.class, text -> text + " 4");
        sio.connect(url());
        assertThat(sio.call("sum", int.class, 1, 2)).isEqualTo(3);
        sio.emit("greet", "Zoë 🐟");
        assertThat(heard()).isEqualTo("Hello, Zoë 🐟");
        sio.emit("ask back");
        assertThat(heard()).isEqualTo("answer 2 + 2? 4");
        assertThat(sio.emitWithAck("sum", 3, 4).get(30, TimeUnit.SECONDS).get(0, int.class))
                .isEqualTo(7);
        sio.emitWithCallback("sum", (error, args) -> heard.add("callback " + args.get(0, int.class)), 5, 6);
        assertThat(heard()).isEqualTo("callback 11");
        assertThatThrownBy(() -> sio.timeout(Duration.ofMillis(100)).call("nobody", String.class))
                .isInstanceOf(AckTimeoutException.class);
    }

    @ParameterizedTest
    @EnumSource
    void binaryGoesBothWays(Way way) {
        io.onCall("turn", byte[].class, byte[].class, (socket, a, b) -> Args.of(b, a, Map.of("inside", a)));
        start(way);
        sio.connect(url());
        Args answer = sio.callForArgs("turn", new byte[] {1, 2}, new byte[100_000]);
        assertThat(answer.get(0, byte[].class)).hasSize(100_000);
        assertThat(answer.get(1, byte[].class)).containsExactly(1, 2);
    }

    @ParameterizedTest
    @EnumSource
    void orderIsKeptThroughTheUpgrade(Way way) throws Exception {
        io.on("n", int.class, (socket, n) -> socket.emit("n", n));
        start(way);
        sio.on("n", int.class, n -> heard.add("" + n));
        sio.connect(url());
        for (int i = 0; i < 2000; i++) {
            sio.emit("n", i);
        }
        for (int i = 0; i < 2000; i++) {
            assertThat(heard()).isEqualTo("" + i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void namespacesAreAcceptedAndRefused(Way way) throws Exception {
        io.of("/chat").onCall("who", (socket, args) -> "chat");
        io.of("/closed").onConnect(socket -> {
            throw new ConnectionRefusedException("not today", Map.of("code", 7));
        });
        start(way);
        sio.of("/closed").onConnectError(error -> heard.add(error.message() + " " + error.data(Object.class)));
        sio.connect(url(), "/chat");
        assertThat(sio.of("/chat").call("who", String.class)).isEqualTo("chat");
        assertThatThrownBy(sio.of("/closed")::connect).isInstanceOf(ConnectFailedException.class);
        assertThat(heard()).contains("{code=7}");
        assertThatThrownBy(sio.of("/unknown")::connect).isInstanceOf(ConnectFailedException.class);
        sio.of("/chat").disconnect();
        assertThat(sio.isConnected()).isTrue();
        sio.disconnect();
        assertThatThrownBy(() -> sio.connect(url(), "/closed")).isInstanceOf(ConnectFailedException.class);
        assertThat(sio.isConnected()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theServerRestartsAndTheClientComesBack(Way way) throws Exception {
        io.onCall("ping", (socket, args) -> "pong");
        start(way);
        sio.onConnect(() -> heard.add("connect"));
        sio.onDisconnect(reason -> heard.add("disconnect"));
        sio.onReconnect(attempts -> heard.add("reconnect"));
        sio.connect(url());
        assertThat(heard()).isEqualTo("connect");
        CompletableFuture<Args> pending = sio.emitWithAck("nobody answers this");
        io.close();
        assertThat(heard()).isEqualTo("disconnect");
        assertThatThrownBy(() -> pending.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(DisconnectedException.class);
        sio.emit("while offline", "kept");
        io = SocketIoServer.create();
        io.on("while offline", String.class, (socket, text) -> heard.add(text));
        io.onCall("ping", (socket, args) -> "pong");
        io.listen("127.0.0.1", port);
        assertThat(List.of(heard(), heard(), heard())).containsExactlyInAnyOrder("connect", "reconnect", "kept");
        assertThat(sio.call("ping", String.class)).isEqualTo("pong");
    }

    @ParameterizedTest
    @EnumSource
    void theServerDisconnectsForGood(Way way) throws Exception {
        io.on("bye", socket -> socket.disconnect());
        start(way);
        CompletableFuture<DisconnectReason> reason = new CompletableFuture<>();
        sio.onDisconnect(reason::complete);
        sio.connect(url());
        sio.emit("bye");
        sio.join();
        assertThat(reason.get(30, TimeUnit.SECONDS)).isEqualTo(DisconnectReason.IO_SERVER_DISCONNECT);
        sio.connect(url());
        assertThat(sio.isConnected()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerThatBlocksDelaysNobodyElse(Way way) throws Exception {
        io.of("/a").onConnect(socket -> socket.emit("block"));
        io.of("/b").onConnect(socket -> socket.emit("go"));
        start(way);
        CountDownLatch free = new CountDownLatch(1);
        sio.of("/a").on("block", () -> free.await());
        sio.of("/b").on("go", () -> heard.add("went"));
        sio.connect(url());
        assertThat(heard()).isEqualTo("went");
        free.countDown();
    }

    @ParameterizedTest
    @EnumSource
    void handlersMayCloseTheClient(Way way) throws Exception {
        CompletableFuture<DisconnectReason> reason = new CompletableFuture<>();
        io.onConnect(socket -> socket.emit("close"));
        io.onDisconnect((socket, why) -> reason.complete(why));
        start(way);
        sio.on("close", sio::close);
        sio.connect(ConnectOptions.to(url()).await(false).build());
        sio.join();
        assertThat(reason.get(30, TimeUnit.SECONDS))
                .isIn(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT, DisconnectReason.TRANSPORT_CLOSE);
    }

    @ParameterizedTest
    @EnumSource
    void authArrives(Way way) {
        io.onCall("token", (socket, args) -> {
            Object auth = socket.handshake().auth(Map.class);
            return String.valueOf(auth);
        });
        io.of("/n")
                .onCall(
                        "token",
                        (socket, args) ->
                                String.valueOf((Object) socket.handshake().auth(Map.class)));
        start(way);
        sio.connect(ConnectOptions.to(url())
                .namespaces("/n")
                .auth(Map.of("token", "t 1"))
                .build());
        assertThat(sio.of("/n").call("token", String.class)).isEqualTo("{token=t 1}");
    }

    @ParameterizedTest
    @EnumSource
    void nothingListeningIsAFailure(Way way) {
        start(way);
        io.close();
        assertThatThrownBy(() -> sio.connect(url())).isInstanceOf(ConnectFailedException.class);
        assertThat(sio.isConnected()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theAsynchronousClientDoesTheSame(Way way) throws Exception {
        io.onCall("sum", int.class, int.class, (socket, a, b) -> a + b);
        start(way);
        try (AsyncSocketIoClient async = way.options().buildAsync()) {
            int sum = async.connect(url())
                    .thenCompose(done -> async.emit("ignored"))
                    .thenCompose(done -> async.call("sum", int.class, 1, 2))
                    .get(30, TimeUnit.SECONDS);
            assertThat(sum).isEqualTo(3);
            async.disconnect().thenCompose(done -> async.join()).get(30, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSimpleClientDoesToo(Way way) {
        io.on("echo", String.class, (socket, text) -> socket.emit("echoed", text));
        start(way);
        try (SimpleSocketIoClient simple = way.options().buildSimple()) {
            simple.connect(url());
            simple.emit("echo", "x");
            SimpleSocketIoClient.Event event =
                    simple.receive(Duration.ofSeconds(30)).orElseThrow();
            assertThat(event.name()).isEqualTo("echoed");
            assertThat(event.args().get(0, String.class)).isEqualTo("x");
        }
    }
}
