package io.sockeye.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.server.host.ContractClient;
import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.FrameSink;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.Host;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostContractTest;
import io.sockeye.engineio.server.host.HostExchange;
import io.sockeye.engineio.server.host.HostExchange.BodyReceiver;
import io.sockeye.engineio.server.host.HostExchange.WriteListener;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.HostServer;
import io.sockeye.engineio.server.host.MemoryWebSocket.Frame;
import io.sockeye.engineio.server.host.RawClient;
import io.sockeye.engineio.server.host.RecordingHandler;
import io.sockeye.engineio.server.host.WebSocketConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** What every host has to do, in a servlet container, and what there takes the place of what only the owner of a connection can do. */
abstract class ServletContract extends HostContractTest {
    private static final byte[] TEXT = "4é ☃ 𝒳".getBytes(StandardCharsets.UTF_8);

    private final Container container;
    private final boolean suspends;
    private final boolean deflates;
    private ContainerHost running;

    /**
     * @param container to test
     * @param suspends whether it can stop reading a websocket
     * @param deflates whether it can compress messages
     */
    ServletContract(Container container, boolean suspends, boolean deflates) {
        this.container = container;
        this.suspends = suspends;
        this.deflates = deflates;
    }

    @Override
    protected Host host() {
        return (config, handler) -> running = new ContainerHost(container, config, handler);
    }

    @Override
    protected ContractClient connect(HostServer to) throws IOException {
        return new RawClient(to);
    }

    @Override
    protected int connections() {
        return running.connections();
    }

    @Test
    void abortAnswersWith500AndCloses() throws Exception {
        try (ContractClient client = connect(server)) {
            CompletableFuture<HostResponse> answer = client.request("GET", "/", Headers.EMPTY, NO_BODY);
            nextExchange().abort();
            assertThat(get(answer).status()).isEqualTo(500);
            assertThat(client.request("GET", "/", Headers.EMPTY, NO_BODY)).failsWithin(Duration.ofSeconds(15));
        }
    }

    @Test
    void aHandlerThatThrowsIsAnsweredWith500AndHarmsNobodyElse() throws Exception {
        handler = exchange -> {
            throw new IllegalStateException("thrown by the test");
        };
        try (ContractClient bad = connect(server);
                ContractClient good = connect(server)) {
            assertThat(get(bad.request("GET", "/bad", Headers.EMPTY, NO_BODY)).status())
                    .isEqualTo(500);
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
    void abortEndsTheWebSocket() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            socket.connection().abort();
            assertThat(get(opened.next())).isInstanceOf(Frame.Close.class);
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
    void aCloseFrameWithoutACodeIsAnswered() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            opened.sendClose(1005);
            assertThat(get(opened.next())).isInstanceOf(Frame.Close.class);
            assertThat(socket.take()).isEqualTo("open");
            assertThat(socket.takeMessage()).isIn("close 1005", "close 1000");
        }
    }

    @Test
    void anExchangeThatWaitsHoldsNoThreadOfTheContainer() throws Exception {
        int waiting = running.threads() * 2;
        RawClient[] clients = new RawClient[waiting];
        for (int i = 0; i < waiting; i++) {
            clients[i] = new RawClient(server);
            clients[i].request("GET", "/" + i, Headers.EMPTY, NO_BODY);
        }
        for (int i = 0; i < waiting; i++) {
            nextExchange().respond(new HostResponse(204, Headers.EMPTY, NO_BODY), WriteListener.NONE);
        }
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void slowSendersOfBodiesHoldNoThreadOfTheContainer() throws Exception {
        handler = exchange -> exchange.receiveBody(10, new AnsweringReceiver(exchange));
        RawClient[] clients = new RawClient[running.threads() * 2];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = new RawClient(server).send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabc");
        }
        try (ContractClient other = connect(server)) {
            byte[] body = "whole".getBytes(StandardCharsets.UTF_8);
            assertThat(get(other.request("POST", "/", Headers.EMPTY, body)).status())
                    .isEqualTo(200);
        }
        for (RawClient client : clients) {
            CompletableFuture<HostResponse> answer = client.answer();
            client.send("de");
            assertThat(new String(get(answer).body(), StandardCharsets.UTF_8)).isEqualTo("5");
            client.close();
        }
    }

    @Test
    void anAnswerWaitsForTheBodyThatIsBeingRead() throws Exception {
        try (RawClient client = new RawClient(server)) {
            CompletableFuture<HostResponse> answer = client.answer();
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabc");
            HostExchange exchange = nextExchange();
            CompletableFuture<Integer> over = new CompletableFuture<>();
            exchange.receiveBody(10, new AnsweringReceiver(exchange) {
                @Override
                public void onBody(byte[] bytes) {
                    over.complete(bytes.length);
                }

                @Override
                public void onAbort() {
                    over.complete(0); // the answer was there before the reader began
                }
            });
            exchange.respond(response(200, ""), WriteListener.NONE);
            client.send("de");
            assertThat(get(over)).isIn(0, 5);
            assertThat(get(answer).status()).isEqualTo(200);
            assertThat(answered(client)).isTrue();
        }
    }

    @Test
    void messagesThatArriveFasterThanTheyAreHandledWait() throws Exception {
        int messages = 20_000;
        CountingHandler socket = new CountingHandler(messages);
        handler = exchange -> exchange.upgrade(Headers.EMPTY, socket);
        try (RawClient client = new RawClient(server)) {
            get(client.webSocket("/", Headers.EMPTY));
            byte[] message = RawClient.frame(0x82, new byte[1000]);
            byte[] many = new byte[message.length * 100];
            for (int i = 0; i < 100; i++) {
                System.arraycopy(message, 0, many, i * message.length, message.length);
            }
            for (int i = 0; i < messages / 100; i++) {
                client.send(many);
            }
            assertThat(get(socket.all)).isEqualTo(messages);
        }
    }

    @Test
    void whatArrivesWhileItIsUnreadableIsLimited() throws Exception {
        int messages = 300;
        CountingHandler socket = new CountingHandler(messages);
        handler = exchange -> exchange.upgrade(Headers.EMPTY, socket);
        try (RawClient client = new RawClient(server)) {
            get(client.webSocket("/", Headers.EMPTY));
            WebSocketConnection connection = get(socket.opened);
            connection.readable(false);
            CompletableFuture<Void> unreadable = new CompletableFuture<>();
            connection.execute(() -> unreadable.complete(null));
            get(unreadable);
            Thread.startVirtualThread(() -> sendAll(client, messages));
            if (suspends) {
                connection.readable(true);
                assertThat(get(socket.all)).isEqualTo(messages);
            } else {
                assertThat(get(client.nextFrame())).isEqualTo(new Frame.Close(1008, ""));
                assertThat(get(socket.closed)).isEqualTo(1008);
            }
        }
    }

    private static void sendAll(RawClient client, int messages) {
        byte[] message = RawClient.frame(0x82, new byte[100_000]);
        try {
            for (int i = 0; i < messages; i++) {
                client.send(message);
            }
        } catch (UncheckedIOException e) {
            // the other side has closed
        }
    }

    @Test
    void anAbortFreesAWebSocketWhosePeerDoesNotRead() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            client.reading(false);
            byte[] big = "4".repeat(100_000).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 400; i++) {
                socket.offer(EncodedMessage.text(big));
            }
            onLoop(socket);
            socket.connection().abort();
            assertThat(socket.take()).isEqualTo("open");
            assertThat(socket.takeMessage()).isEqualTo("close 1006");
            assertThat(connections()).isZero();
            client.reading(true);
            Frame frame = get(opened.next());
            while (frame instanceof Frame.Text) {
                frame = get(opened.next());
            }
            assertThat(frame).isInstanceOf(Frame.Close.class);
        }
    }

    @Test
    void aPeerThatNeverAnswersTheCloseFrameIsGoneAfterSomeSeconds() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = open(client, socket);
            socket.connection().close(1000, "");
            assertThat(get(opened.next())).isEqualTo(new Frame.Close(1000, ""));
            assertThat(socket.take()).isEqualTo("open");
            assertThat(socket.take()).isEqualTo("close 1000");
            assertThat(connections()).isZero();
        }
    }

    @Test
    void connectionsThatBreakBehindTheirRequestLeaveNothing() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        CompletableFuture<Void> all = new CompletableFuture<>();
        int attempts = 100;
        handler = exchange -> exchange.upgrade(Headers.EMPTY, new SilentHandler() {
            @Override
            public void onOpen(WebSocketConnection connection) {
                connection.requestDrain();
            }

            @Override
            public long onDrain(FrameSink sink) {
                sink.text(TEXT); // as sessions do at once
                return 0;
            }

            @Override
            public void onClose(int code) {
                if (ended.incrementAndGet() == attempts) {
                    all.complete(null);
                }
            }
        });
        StringBuilder request = new StringBuilder("GET / HTTP/1.1\r\nHost: x\r\n");
        RawClient.upgrade()
                .forEach((name, value) ->
                        request.append(name).append(": ").append(value).append("\r\n"));
        AtomicInteger handled = new AtomicInteger();
        ExchangeHandler upgrading = handler;
        CompletableFuture<Void> allHandled = new CompletableFuture<>();
        handler = exchange -> {
            upgrading.handle(exchange);
            if (handled.incrementAndGet() == attempts) {
                allHandled.complete(null);
            }
        };
        for (int i = 0; i < attempts; i++) {
            int before = handled.get();
            RawClient client = new RawClient(server);
            client.answer();
            client.send(request + "\r\n");
            while (handled.get() == before) {
                Thread.onSpinWait();
            }
            client.reset();
        }
        get(allHandled);
        all.get(30, TimeUnit.SECONDS);
        assertThat(connections()).isZero();
    }

    @Test
    void partsOfAMessageArriveAsOneEvenWhenTheySplitACharacter() throws Exception {
        RecordingHandler socket = new RecordingHandler();
        try (RawClient client = new RawClient(server)) {
            open(client, socket);
            assertThat(socket.take()).isEqualTo("open");
            for (int i = 0; i < TEXT.length; i++) {
                int start = (i == 0 ? 0x01 : 0x00) | (i == TEXT.length - 1 ? 0x80 : 0);
                client.send(RawClient.frame(start, new byte[] {TEXT[i]}));
                client.send(RawClient.frame(0x89, new byte[] {'p'}));
            }
            assertThat(socket.takeMessage()).isEqualTo("text " + new String(TEXT, StandardCharsets.UTF_8));
            for (int i = 0; i < TEXT.length; i++) {
                assertThat(get(client.nextFrame())).isEqualTo(new Frame.Text("pong p"));
            }
            client.send(RawClient.frame(0x02, new byte[60_000]));
            client.send(RawClient.frame(0x80, new byte[60_000]));
            assertThat(get(client.nextFrame())).isEqualTo(new Frame.Close(1009, ""));
        }
    }

    @Test
    void messagesAreNotCompressedUnlessAskedFor() throws Exception {
        Headers offer = Headers.of("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits");
        RecordingHandler plain = new RecordingHandler();
        handler = exchange -> exchange.upgrade(Headers.EMPTY, plain);
        try (ContractClient client = connect(server)) {
            ContractClient.Opened opened = get(client.webSocket("/", offer));
            assertThat(opened.headers().first("Sec-WebSocket-Extensions")).isNull();
        }
        HostConfig deflating =
                new HostConfig("127.0.0.1", 0, null, 100_000, 16_384, true, 1024, Duration.ofSeconds(30));
        RecordingHandler socket = new RecordingHandler();
        try (ContainerHost second =
                        new ContainerHost(container, deflating, exchange -> exchange.upgrade(Headers.EMPTY, socket));
                RawClient client = new RawClient(second)) {
            ContractClient.Opened opened = get(client.webSocket("/", offer));
            String negotiated = opened.headers().first("Sec-WebSocket-Extensions");
            if (!deflates) {
                assertThat(negotiated).isNull();
                return;
            }
            assertThat(negotiated).startsWith("permessage-deflate");
            byte[] text = "4".repeat(50_000).getBytes(StandardCharsets.UTF_8);
            client.send(RawClient.frame(0xC1, deflated(text)));
            assertThat(socket.take()).isEqualTo("open");
            assertThat(socket.takeMessage()).isEqualTo("text 50000");
            socket.offer(EncodedMessage.text(text));
            assertThat(get(opened.next()).toString()).contains("frame").contains("1 of ");
            client.send(RawClient.frame(0xC2, deflated(new byte[100_001])));
            assertThat(socket.takeMessage()).isEqualTo("close 1009");
        }
    }

    private static byte[] deflated(byte[] text) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(text);
        byte[] out = new byte[text.length + 100];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length - 4);
    }

    /** Answers a body with its length. */
    private static class AnsweringReceiver implements BodyReceiver {
        private final HostExchange exchange;

        AnsweringReceiver(HostExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void onBody(byte[] body) {
            exchange.respond(response(200, "" + body.length), WriteListener.NONE);
        }

        @Override
        public void onTooLarge() {
            exchange.respond(response(413, ""), WriteListener.NONE);
        }

        @Override
        public void onAbort() {
            // nobody waits for an answer
        }
    }
}
