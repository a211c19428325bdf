package io.sockeye.recipes.helidon;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.sockeye.engineio.TestTls;
import io.sockeye.engineio.server.host.ContractClient;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.Host;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostContractTest;
import io.sockeye.engineio.server.host.HostExchange;
import io.sockeye.engineio.server.host.HostExchange.WriteListener;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.HostServer;
import io.sockeye.engineio.server.host.MemoryWebSocket.Frame;
import io.sockeye.engineio.server.host.RawClient;
import io.sockeye.engineio.server.host.RecordingHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every host has to do, in Helidon's web server, and what of the rest it can. */
final class HelidonIT extends HostContractTest {
    private HelidonHost helidon;

    @Override
    protected Host host() {
        return (config, handler) -> helidon = new HelidonHost(config, handler);
    }

    @Override
    protected RawClient connect(HostServer to) throws IOException {
        return new RawClient(to);
    }

    @Override
    protected int connections() {
        return helidon.connections();
    }

    @Test
    void abortDropsTheConnectionWithoutAnAnswer() throws Exception {
        try (ContractClient client = connect(server)) {
            CompletableFuture<HostResponse> answer = client.request("GET", "/", Headers.EMPTY, NO_BODY);
            nextExchange().abort();
            assertThat(answer).failsWithin(Duration.ofSeconds(15));
        }
    }

    @Test
    void aHandlerThatThrowsLosesItsConnectionOnly() throws Exception {
        handler = exchange -> {
            throw new IllegalStateException("thrown by the test");
        };
        try (ContractClient bad = connect(server);
                ContractClient good = connect(server)) {
            assertThat(bad.request("GET", "/bad", Headers.EMPTY, NO_BODY)).failsWithin(Duration.ofSeconds(15));
            assertThat(answered(good)).isTrue();
        }
    }

    @Test
    void aConnectionThatBrokeWhileAnAnswerWasPendingLeavesNothingBehindTheAnswer() throws Exception {
        ContractClient client = connect(server);
        client.request("GET", "/", Headers.EMPTY, NO_BODY);
        HostExchange exchange = nextExchange();
        client.close();
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        exchange.respond(new HostResponse(200, Headers.EMPTY, new byte[100_000]), written::complete);
        assertThat(get(written)).isNotNull();
        assertThat(connections()).isZero();
    }

    @Test
    void anAnswerWithTwoCookiesHasBoth() throws Exception {
        handler = exchange ->
                exchange.respond(response(200, "", "Set-Cookie", "a=1", "Set-Cookie", "b=2"), WriteListener.NONE);
        try (ContractClient client = connect(server)) {
            HostResponse answer = get(client.request("GET", "/", Headers.EMPTY, NO_BODY));
            assertThat(answer.headers().all("Set-Cookie")).containsExactly("a=1", "b=2");
        }
    }

    @Test
    void aRefusedWebSocketGetsItsAnswer() throws Exception {
        handler = exchange -> exchange.respond(response(403, "no", "X-Mine", "yes"), WriteListener.NONE);
        try (ContractClient client = connect(server)) {
            HostResponse answer = get(client.request("GET", "/", RawClient.upgrade(), NO_BODY));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.headers().first("X-Mine")).isEqualTo("yes");
            assertThat(answer.body()).isEqualTo("no".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void abortBreaksTheWebSocket() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            socket.connection().abort();
            assertThat(get(opened.next())).isEqualTo(new Frame.Close(1006, ""));
            assertThat(socket.take()).isEqualTo("open");
            assertThat(socket.take()).isEqualTo("close 1006");
            socket.connection().requestDrain();
            socket.connection().close(1000, "");
            socket.connection().readable(true);
            onLoop(socket);
            socket.assertExhausted();
        }
    }

    @Test
    void aCloseFrameWithoutACodeGetsOneBack() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            opened.sendClose(1005);
            assertThat(get(opened.next())).isEqualTo(new Frame.Close(1005, ""));
            assertThat(socket.take()).isEqualTo("open");
            assertThat(socket.takeMessage()).isEqualTo("close 1005");
        }
    }

    @Test
    void fragmentsAndPingsInBetweenBecomeOneMessageAndAPong() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (RawClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            byte[] text = "4é☃".getBytes(StandardCharsets.UTF_8);
            client.send(RawClient.frame(0x01, new byte[] {text[0], text[1]}));
            client.send(RawClient.frame(0x89, new byte[] {'p'}));
            client.send(RawClient.frame(0x80, new byte[] {text[2], text[3], text[4], text[5]}));
            assertThat(get(opened.next())).isEqualTo(new Frame.Text("pong p"));
            assertThat(socket.take()).isEqualTo("open");
            assertThat(socket.take()).isEqualTo("text 4é☃");
        }
    }

    @Test
    void whatIsNoWebSocketClosesWith1002() throws Exception {
        byte[][] wrong = {
            {(byte) 0x81, 1, 'x'}, // without a mask
            RawClient.frame(0xC1, new byte[1]),
            RawClient.frame(0x83, new byte[1]),
            RawClient.frame(0x80, new byte[1]),
            RawClient.frame(0x09, new byte[1]),
            RawClient.frame(0x89, new byte[126]),
            RawClient.frame(0x88, new byte[1]),
            RawClient.closeFrame(999),
        };
        for (byte[] frame : wrong) {
            RecordingHandler socket = new RecordingHandler();
            try (RawClient client = connect(server)) {
                ContractClient.Opened opened = open(client, socket);
                client.send(frame);
                assertThat(get(opened.next())).isEqualTo(new Frame.Close(1002, ""));
                assertThat(socket.take()).isEqualTo("open");
                assertThat(socket.take()).isEqualTo("close 1002");
            }
        }
    }

    @Test
    void encryptedRequestsAndWebSocketsArriveAndEndTheSame(@TempDir Path folder) throws Exception {
        SSLContext tls = TestTls.create(folder);
        RecordingHandler socket = new RecordingHandler().offer("0{}");
        HostConfig config = new HostConfig("127.0.0.1", 0, tls, 1000, 1000, false, 1000, Duration.ofSeconds(30));
        HelidonHost encrypted = new HelidonHost(config, exchange -> {
            if (exchange.isWebSocketUpgrade()) {
                exchange.upgrade(Headers.EMPTY, socket);
            } else {
                exchange.respond(response(200, "" + exchange.secure()), WriteListener.NONE);
            }
        });
        try (RawClient client = new RawClient(tls.getSocketFactory().createSocket(), encrypted.address())) {
            assertThat(get(client.request("GET", "/", Headers.EMPTY, NO_BODY)).body())
                    .asString()
                    .isEqualTo("true");
            ContractClient.Opened opened = get(client.webSocket("/", Headers.EMPTY));
            assertThat(get(opened.next())).isEqualTo(new Frame.Text("0{}"));
            opened.sendText("4hello".getBytes(StandardCharsets.UTF_8));
            assertThat(socket.take()).isEqualTo("open");
            assertThat(socket.takeMessage()).isEqualTo("text 4hello");
            socket.connection().abort();
            assertThat(socket.takeMessage()).isEqualTo("close 1006");
            assertThat(get(opened.next())).isEqualTo(new Frame.Close(1006, ""));
        } finally {
            encrypted.close();
        }
    }

    @Test
    void websocketsOfTheApplicationWorkBesideIt() throws Exception {
        HostConfig config = HostConfig.defaults(1000);
        SockeyeRoute sockeye = new SockeyeRoute(
                config, exchange -> exchange.respond(response(200, "mine"), WriteListener.NONE), "/mine"::equals);
        WebServer application = WebServer.builder()
                .shutdownHook(false)
                .addConnectionSelector(sockeye.webSockets())
                .addRouting(WsRouting.builder().endpoint("/echo", new Echo()))
                .routing(routing -> routing.any(sockeye).get("/own", (request, response) -> response.send("own")))
                .build()
                .start();
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", application.port());
        try (RawClient client = new RawClient(new Socket(), address);
                RawClient echo = new RawClient(new Socket(), address)) {
            assertThat(get(client.request("GET", "/mine", Headers.EMPTY, NO_BODY))
                            .body())
                    .asString()
                    .isEqualTo("mine");
            assertThat(get(client.request("GET", "/own", Headers.EMPTY, NO_BODY))
                            .body())
                    .asString()
                    .isEqualTo("own");
            ContractClient.Opened opened = get(echo.webSocket("/echo", Headers.EMPTY));
            opened.sendText("hello".getBytes(StandardCharsets.UTF_8));
            assertThat(get(opened.next())).isEqualTo(new Frame.Text("hello"));
        } finally {
            application.stop();
        }
    }

    /** A websocket of the application's own. */
    private static final class Echo implements WsListener {
        @Override
        public void onMessage(WsSession session, String text, boolean last) {
            session.send(text, last);
        }
    }
}
