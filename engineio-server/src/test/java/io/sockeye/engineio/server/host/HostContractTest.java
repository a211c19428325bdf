package io.sockeye.engineio.server.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.server.host.HostExchange.BodyReceiver;
import io.sockeye.engineio.server.host.HostExchange.WriteListener;
import io.sockeye.engineio.server.host.MemoryWebSocket.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every host has to do; one that owns its connections does what {@link OwnConnectionsContractTest} says, too. */
@Timeout(180)
public abstract class HostContractTest {
    protected static final byte[] NO_BODY = {};
    private static final int MAX_MESSAGE = 100_000;

    private final BlockingQueue<HostExchange> exchanges = new LinkedBlockingQueue<>();
    protected HostServer server;
    protected volatile ExchangeHandler handler = exchanges::add;

    protected abstract Host host();

    /** What the host encrypts with. */
    protected SSLContext tls() {
        return null;
    }

    /** A new connection. */
    protected abstract ContractClient connect(HostServer to) throws IOException;

    /** How many connections the host still has. */
    protected abstract int connections();

    @BeforeEach
    void start() throws IOException {
        HostConfig config =
                new HostConfig("127.0.0.1", 0, tls(), MAX_MESSAGE, 16 * 1024, false, 1024, Duration.ofSeconds(30));
        server = host().start(config, exchange -> handler.handle(exchange));
    }

    @AfterEach
    void closeLeavesNothing() {
        server.close();
        assertThat(connections()).isZero();
    }

    @Test
    void aRequestReachesTheHandlerAsItWasSent() throws Exception {
        try (ContractClient client = connect(server)) {
            client.request("PUT", "/a%20b/?x=%C3%A9&y", Headers.of("X-One", "1", "x-two", "2", "X-One", "3"), NO_BODY);
            HostExchange exchange = nextExchange();
            assertThat(exchange.method()).isEqualTo("PUT");
            assertThat(exchange.target()).isEqualTo("/a%20b/?x=%C3%A9&y");
            assertThat(exchange.headers().all("x-one")).containsExactly("1", "3");
            assertThat(exchange.headers().first("X-Two")).isEqualTo("2");
            assertThat(exchange.secure()).isEqualTo(tls() != null);
            assertThat(exchange.isWebSocketUpgrade()).isFalse();
            assertThat(exchange.remoteAddress().getAddress().isLoopbackAddress())
                    .isTrue();
            exchange.abort();
        }
    }

    @Test
    void theAnswerArrivesWithItsLengthAndTheListenerHearsOfIt() throws Exception {
        try (ContractClient client = connect(server)) {
            CompletableFuture<HostResponse> answer = client.request("GET", "/", Headers.EMPTY, NO_BODY);
            CompletableFuture<Boolean> written = new CompletableFuture<>();
            nextExchange().respond(response(201, "hällo", "X-Mine", "yes"), written::complete);
            assertThat(get(written)).isTrue();
            HostResponse response = get(answer);
            assertThat(response.status()).isEqualTo(201);
            assertThat(response.headers().first("content-length")).isEqualTo("6");
            assertThat(response.headers().first("x-mine")).isEqualTo("yes");
            assertThat(response.body()).isEqualTo("hällo".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void headAndNotModifiedHaveNoBody() throws Exception {
        handler = exchange ->
                exchange.respond(response(exchange.target().equals("/304") ? 304 : 200, "hello"), WriteListener.NONE);
        try (ContractClient client = connect(server)) {
            HostResponse head = get(client.request("HEAD", "/", Headers.EMPTY, NO_BODY));
            assertThat(head.headers().first("Content-Length")).isEqualTo("5");
            assertThat(head.body()).isEmpty();
            assertThat(get(client.request("GET", "/304", Headers.EMPTY, NO_BODY))
                            .body())
                    .isEmpty();
            assertThat(get(client.request("GET", "/", Headers.EMPTY, NO_BODY)).body())
                    .hasSize(5);
        }
    }

    @Test
    void pipelinedRequestsAreHandedUpOneAfterTheOther() throws Exception {
        try (ContractClient client = connect(server)) {
            List<CompletableFuture<HostResponse>> answers = IntStream.range(0, 10)
                    .mapToObj(i -> client.request("POST", "/" + i, Headers.EMPTY, new byte[i]))
                    .toList();
            for (int i = 0; i < 10; i++) {
                HostExchange exchange = nextExchange();
                assertThat(exchange.target()).isEqualTo("/" + i);
                assertThat(exchanges).isEmpty();
                exchange.respond(response(200, "answer " + i), WriteListener.NONE);
            }
            for (int i = 0; i < 10; i++) {
                assertThat(text(get(answers.get(i)))).isEqualTo("answer " + i);
            }
        }
    }

    @Test
    void aBodyArrivesWholeUpToItsLimit() throws Exception {
        try (ContractClient client = connect(server)) {
            CompletableFuture<HostResponse> answer = client.request("POST", "/", Headers.EMPTY, new byte[50_000]);
            HostExchange exchange = nextExchange();
            assertThat(get(body(exchange, 50_000))).isEqualTo("body 50000");
            exchange.respond(response(200, "ok"), WriteListener.NONE);
            assertThat(text(get(answer))).isEqualTo("ok");
            assertThat(answered(client)).isTrue();
        }
    }

    @Test
    void aBodyAboveItsLimitIsNotReadAndTheConnectionClosesBehindTheAnswer() throws Exception {
        try (ContractClient client = connect(server)) {
            CompletableFuture<HostResponse> answer = client.request("POST", "/", Headers.EMPTY, new byte[50_001]);
            HostExchange exchange = nextExchange();
            assertThat(get(body(exchange, 50_000))).isEqualTo("too large");
            exchange.respond(response(413, ""), WriteListener.NONE);
            assertThat(get(answer).status()).isEqualTo(413);
            assertThat(client.request("GET", "/", Headers.EMPTY, NO_BODY)).failsWithin(Duration.ofSeconds(30));
            assertThat(exchanges).isEmpty();
        }
    }

    @Test
    void aBodyThatNobodyWantsIsThrownAway() throws Exception {
        try (ContractClient client = connect(server)) {
            CompletableFuture<HostResponse> answer = client.request("POST", "/", Headers.EMPTY, new byte[1000]);
            nextExchange().respond(response(404, "no"), WriteListener.NONE);
            assertThat(get(answer).status()).isEqualTo(404);
            assertThat(answered(client)).isTrue();
        }
    }

    @Test
    void connectionCloseIsObeyedOnBothSides() throws Exception {
        handler = exchange -> exchange.respond(
                exchange.target().equals("/server") ? response(200, "", "Connection", "close") : response(200, ""),
                WriteListener.NONE);
        for (String target : List.of("/server", "/client")) {
            try (ContractClient client = connect(server)) {
                Headers headers = target.equals("/client") ? Headers.of("Connection", "close") : Headers.EMPTY;
                assertThat(get(client.request("GET", target, headers, NO_BODY)).status())
                        .isEqualTo(200);
                assertThat(client.request("GET", "/", Headers.EMPTY, NO_BODY)).failsWithin(Duration.ofSeconds(30));
            }
        }
    }

    @Test
    void anExchangeEndsOnce() throws Exception {
        try (ContractClient client = connect(server)) {
            CompletableFuture<HostResponse> answer = client.request("GET", "/", Headers.EMPTY, NO_BODY);
            HostExchange exchange = nextExchange();
            exchange.respond(response(200, ""), WriteListener.NONE);
            assertThatThrownBy(() -> exchange.respond(response(200, ""), WriteListener.NONE))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(get(answer).status()).isEqualTo(200);
        }
    }

    @Test
    void tasksOfAConnectionRunInOrder() throws Exception {
        try (ContractClient client = connect(server)) {
            client.request("GET", "/", Headers.EMPTY, NO_BODY);
            HostExchange exchange = nextExchange();
            BlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
            IntStream.range(0, 100).forEach(i -> exchange.execute(() -> seen.add(i)));
            for (int i = 0; i < 100; i++) {
                assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo(i);
            }
            exchange.abort();
        }
    }

    @Test
    void aWebSocketOpensWithTheHeadersAndMessagesOfItsHandler() throws Exception {
        RecordingHandler socket = new RecordingHandler().offer("0{}").offer("4hello");
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            assertThat(opened.headers().first("x-mine")).isEqualTo("yes");
            assertThat(get(opened.next())).isEqualTo(new Frame.Text("0{}"));
            assertThat(get(opened.next())).isEqualTo(new Frame.Text("4hello"));
            assertThat(socket.take()).isEqualTo("open");
            assertThat(socket.take()).isEqualTo("written 2");
        }
        assertThat(socket.take()).isEqualTo("close 1006");
        socket.assertExhausted();
    }

    @Test
    void messagesArriveInOrderWithAReadCompleteBehindThem() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            assertThat(socket.take()).isEqualTo("open");
            opened.sendText("4é ☃ 𝒳".getBytes(StandardCharsets.UTF_8));
            assertThat(socket.take()).isEqualTo("text 4é ☃ 𝒳");
            assertThat(socket.take()).isEqualTo("readComplete");
            for (int i = 0; i < 500; i++) {
                opened.sendBinary(new byte[i]);
            }
            for (int i = 0; i < 500; i++) {
                assertThat(socket.takeMessage()).isEqualTo("binary " + i);
            }
            assertThat(socket.take()).isEqualTo("readComplete");
            opened.sendText(new byte[0]);
            assertThat(socket.takeMessage()).isEqualTo("text ");
        }
    }

    @Test
    void messagesOfEverySizeArriveAtTheClient() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            for (int size : new int[] {1, 2, 125, 126, 127, 4096, 65_535, 65_536, 1_000_000}) {
                String text = "4" + "x".repeat(size - 1);
                socket.offer(EncodedMessage.json(
                        text.getBytes(StandardCharsets.UTF_8), List.of(new byte[size], new byte[1])));
                assertThat(get(opened.next())).isEqualTo(new Frame.Text(text));
                assertThat(((Frame.Binary) get(opened.next())).bytes()).hasSize(size);
                assertThat(((Frame.Binary) get(opened.next())).bytes()).hasSize(1);
            }
        }
    }

    @Test
    void oneMessageGoesToManyReceivers() throws Exception {
        EncodedMessage message = EncodedMessage.text("4".repeat(5000).getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 3; i++) {
            RecordingHandler socket = new RecordingHandler().offer(message).offer(message);
            try (ContractClient client = connect(server)) {
                ContractClient.Opened opened = open(client, socket);
                assertThat(get(opened.next())).isEqualTo(new Frame.Text("4".repeat(5000)));
                assertThat(get(opened.next())).isEqualTo(new Frame.Text("4".repeat(5000)));
            }
        }
    }

    @Test
    void drainRequestsBeforeTheDrainAreOneCall() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            CountDownLatch go = new CountDownLatch(1);
            socket.connection().execute(() -> await(go));
            for (int i = 0; i < 100; i++) {
                socket.offer("4" + i);
            }
            go.countDown();
            for (int i = 0; i < 100; i++) {
                assertThat(get(opened.next())).isEqualTo(new Frame.Text("4" + i));
            }
            assertThat(socket.take()).isEqualTo("open");
            assertThat(socket.take()).isEqualTo("written 100");
            assertThat(socket.drains).hasValue(1);
        }
    }

    @Test
    void aSlowReaderFillsTheSinkAndIsDrainedAgainWhenThereIsRoom() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        byte[] big = "4".repeat(MAX_MESSAGE).getBytes(StandardCharsets.UTF_8);
        int messages = 400;
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            client.reading(false);
            for (int i = 0; i < messages; i++) {
                socket.offer(EncodedMessage.text(big));
            }
            CompletableFuture<Integer> taken = new CompletableFuture<>();
            socket.connection().execute(() -> taken.complete(socket.taken.get()));
            assertThat(get(taken)).isLessThan(messages);
            client.reading(true);
            for (int i = 0; i < messages; i++) {
                assertThat(((Frame.Text) get(opened.next())).text()).hasSize(MAX_MESSAGE);
            }
        }
    }

    @Test
    void anUnreadableWebSocketHandsNothingUpUntilItIsReadable() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            socket.connection().readable(false);
            onLoop(socket);
            opened.sendText("41".getBytes(StandardCharsets.UTF_8));
            opened.sendText("42".getBytes(StandardCharsets.UTF_8));
            socket.offer("4ping");
            assertThat(get(opened.next())).isEqualTo(new Frame.Text("4ping"));
            onLoop(socket);
            assertThat(socket.take()).isEqualTo("open");
            assertThat(socket.take()).startsWith("written");
            socket.assertExhausted();
            socket.connection().readable(true);
            assertThat(socket.take()).isEqualTo("text 41");
            assertThat(socket.takeMessage()).isEqualTo("text 42");
        }
    }

    @Test
    void aMessageAboveTheLimitClosesWith1009AndNoReason() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            opened.sendBinary(new byte[MAX_MESSAGE]);
            assertThat(socket.take()).isEqualTo("open");
            assertThat(socket.takeMessage()).isEqualTo("binary " + MAX_MESSAGE);
            opened.sendBinary(new byte[MAX_MESSAGE + 1]);
            assertThat(get(opened.next())).isEqualTo(new Frame.Close(1009, ""));
            assertThat(socket.takeMessage()).isEqualTo("close 1009");
        }
    }

    @Test
    void textThatIsNotUtf8ClosesWith1007() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            opened.sendText(new byte[] {'4', (byte) 0xC3, '('});
            assertThat(((Frame.Close) get(opened.next())).code()).isEqualTo(1007);
            assertThat(socket.take()).isEqualTo("open");
            assertThat(socket.takeMessage()).isEqualTo("close 1007");
        }
    }

    @Test
    void closingSendsWhatIsThereThenTheCloseFrame() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            socket.offer("4last");
            socket.connection().close(1000, "bye");
            assertThat(get(opened.next())).isEqualTo(new Frame.Text("4last"));
            assertThat(get(opened.next())).isEqualTo(new Frame.Close(1000, "bye"));
            opened.sendClose(1000);
            assertThat(socket.take()).isEqualTo("open");
            assertThat(socket.takeMessage()).isEqualTo("close 1000");
            socket.assertExhausted();
        }
    }

    @Test
    void closingWithinADrainSendsWhatWasGivenToTheSinkFirst() throws Exception {
        for (int i = 0; i < 20; i++) {
            RecordingHandler socket = new RecordingHandler();
            try (ContractClient client = connect(server)) {
                ContractClient.Opened opened = open(client, socket);
                socket.closeInDrain();
                socket.offer("4one");
                socket.connection().requestDrain();
                socket.connection().requestDrain();
                assertThat(get(opened.next())).isEqualTo(new Frame.Text("4one"));
                // 1000 where a host can't leave the code out
                assertThat(get(opened.next())).isIn(new Frame.Close(1005, ""), new Frame.Close(1000, ""));
                socket.connection().requestDrain();
                opened.sendClose(1005);
                assertThat(socket.take()).isEqualTo("open");
                assertThat(socket.takeMessage()).isEqualTo("close 1005");
            }
        }
    }

    @Test
    void closingWhileOthersAskForDrainsEndsAllTheSame() throws Exception {
        for (int i = 0; i < 50; i++) {
            RecordingHandler socket = new RecordingHandler();
            try (ContractClient client = connect(server)) {
                ContractClient.Opened opened = open(client, socket);
                Thread asking = Thread.startVirtualThread(() -> IntStream.range(0, 2000)
                        .forEach(n -> socket.connection().requestDrain()));
                socket.offer("4last");
                socket.connection().close(1000, "");
                assertThat(get(opened.next())).isEqualTo(new Frame.Text("4last"));
                assertThat(get(opened.next())).isEqualTo(new Frame.Close(1000, ""));
                opened.sendClose(1000);
                assertThat(socket.take()).isEqualTo("open");
                assertThat(socket.takeMessage()).isEqualTo("close 1000");
                asking.join();
            }
        }
    }

    @Test
    void theClosingClientGetsItsCodeBack() throws Exception {
        for (int code : new int[] {1000, 4001}) {
            RecordingHandler socket = new RecordingHandler();
            try (ContractClient client = connect(server)) {
                ContractClient.Opened opened = open(client, socket);
                opened.sendClose(code);
                assertThat(get(opened.next())).isEqualTo(new Frame.Close(code, ""));
                assertThat(socket.take()).isEqualTo("open");
                assertThat(socket.takeMessage()).isEqualTo("close " + code);
            }
        }
    }

    @Test
    void aFaultyHandshakeIsRefusedAndTheHandlerHearsOnlyOfTheEnd() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        handler = exchange -> {
            assertThat(exchange.isWebSocketUpgrade()).isTrue();
            exchange.upgrade(Headers.EMPTY, socket);
        };
        try (ContractClient client = connect(server)) {
            Headers noKey = Headers.of("Connection", "Upgrade", "Upgrade", "WebSocket", "Sec-WebSocket-Version", "13");
            assertThat(get(client.request("GET", "/", noKey, NO_BODY)).status()).isEqualTo(400);
            assertThat(socket.take()).isEqualTo("close 1006");
            socket.assertExhausted();
        }
    }

    @Test
    void anUpgradeToSomethingElseIsAnOrdinaryRequest() throws Exception {
        handler = exchange -> exchange.respond(response(200, "" + exchange.isWebSocketUpgrade()), WriteListener.NONE);
        try (ContractClient client = connect(server)) {
            Headers h2c = Headers.of(
                    "Connection",
                    "Upgrade, HTTP2-Settings",
                    "Upgrade",
                    "h2c",
                    "HTTP2-Settings",
                    "AAMAAABkAARAAAAAAAIAAAAA");
            assertThat(text(get(client.request("GET", "/", h2c, NO_BODY)))).isEqualTo("false");
            assertThat(answered(client)).isTrue();
        }
    }

    @Test
    void closeEndsEverythingAndCanBeRepeated() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        ContractClient first = connect(server);
        ContractClient.Opened opened = open(first, socket);
        handler = exchanges::add;
        ContractClient second = connect(server);
        CompletableFuture<HostResponse> answer = second.request("GET", "/", Headers.EMPTY, NO_BODY);
        CompletableFuture<String> aborted = new CompletableFuture<>();
        nextExchange().onAbort(() -> aborted.complete("aborted"));
        server.close();
        server.close();
        assertThat(get(opened.next())).isInstanceOf(Frame.Close.class);
        assertThat(socket.take()).isEqualTo("open");
        assertThat(socket.take()).isEqualTo("close 1006");
        assertThat(get(aborted)).isEqualTo("aborted");
        String end = get(answer.handle((response, failure) -> "over"));
        assertThat(end).isEqualTo("over");
    }

    protected final ContractClient.Opened open(ContractClient client, RecordingHandler socket) throws Exception {
        handler = exchange -> exchange.upgrade(Headers.of("X-Mine", "yes"), socket);
        ContractClient.Opened opened = get(client.webSocket("/", Headers.EMPTY));
        socket.connection();
        return opened;
    }

    /** Waits until everything that was asked of the host's thread before is done. */
    protected static void onLoop(RecordingHandler socket) throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        socket.connection().execute(() -> done.complete(null));
        get(done);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the connection takes another request. */
    protected final boolean answered(ContractClient client) throws Exception {
        handler = exchange -> exchange.respond(response(204, ""), WriteListener.NONE);
        return get(client.request("GET", "/alive", Headers.EMPTY, NO_BODY)).status() == 204;
    }

    protected final HostExchange nextExchange() throws InterruptedException {
        HostExchange exchange = exchanges.poll(30, TimeUnit.SECONDS);
        assertThat(exchange).as("a request within 30 s").isNotNull();
        return exchange;
    }

    private static CompletableFuture<String> body(HostExchange exchange, int limit) {
        CompletableFuture<String> result = new CompletableFuture<>();
        exchange.receiveBody(limit, new BodyReceiver() {
            @Override
            public void onBody(byte[] body) {
                result.complete("body " + body.length);
            }

            @Override
            public void onTooLarge() {
                result.complete("too large");
            }

            @Override
            public void onAbort() {
                result.complete("aborted");
            }
        });
        return result;
    }

    protected static HostResponse response(int status, String body, String... headers) {
        return new HostResponse(status, Headers.of(headers), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(HostResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    protected static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }
}
