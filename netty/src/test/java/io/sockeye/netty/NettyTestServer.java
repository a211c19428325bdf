package io.sockeye.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostExchange;
import io.sockeye.engineio.server.host.HostExchange.BodyReceiver;
import io.sockeye.engineio.server.host.HostExchange.WriteListener;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.RawClient;
import io.sockeye.engineio.server.host.RecordingHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server on loopback whose handler can be told what to do by the request: {@code /park} waits to be taken, {@code /body} answers the size of the body,
 * {@code /ws} becomes a websocket, anything else is answered at once.
 */
final class NettyTestServer implements AutoCloseable {
    static final int BODY_LIMIT = 100_000;
    static final int MAX_MESSAGE = 100_000;

    final BlockingQueue<HostExchange> parked = new LinkedBlockingQueue<>();
    final RecordingHandler socket = new RecordingHandler();
    final NettyServer server;

    NettyTestServer() throws IOException {
        this(Duration.ofSeconds(30), false);
    }

    NettyTestServer(Duration idleTimeout, boolean deflate) throws IOException {
        HostConfig config = new HostConfig("127.0.0.1", 0, null, MAX_MESSAGE, 32 * 1024, deflate, 100, idleTimeout);
        ExchangeHandler handler = this::handle;
        server = NettyServer.start(config, handler, 1, IoTransport.best());
    }

    RawClient connect() throws IOException {
        return new RawClient(server);
    }

    /** A websocket that is open. */
    RawClient openSocket(String... headers) throws Exception {
        RawClient client = connect();
        client.webSocket("/ws", Headers.of(headers)).get(60, TimeUnit.SECONDS);
        socket.connection();
        assertThat(socket.take()).isEqualTo("open");
        return client;
    }

    HostExchange takeParked() throws InterruptedException {
        HostExchange exchange = parked.poll(60, TimeUnit.SECONDS);
        assertThat(exchange).as("a parked request").isNotNull();
        return exchange;
    }

    private void handle(HostExchange exchange) {
        switch (exchange.target()) {
            case "/park" -> parked.add(exchange);
            case "/body" -> exchange.receiveBody(BODY_LIMIT, new Answering(exchange));
            case "/late" -> Thread.startVirtualThread(() -> exchange.receiveBody(BODY_LIMIT, new Answering(exchange)));
            case "/ws" -> exchange.upgrade(Headers.EMPTY, socket);
            default -> exchange.respond(response(200, exchange.method() + " " + exchange.target()), WriteListener.NONE);
        }
    }

    static HostResponse response(int status, String body) {
        return new HostResponse(status, Headers.EMPTY, body.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Waits until every connection is gone. */
    void assertNothingIsLeft() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (server.connections() > 0 && System.nanoTime() < until) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(server.connections()).isZero();
    }

    @Override
    public void close() {
        server.close();
        assertThat(server.connections()).isZero();
    }

    private record Answering(HostExchange exchange) implements BodyReceiver {
        @Override
        public void onBody(byte[] body) {
            exchange.respond(response(200, "body " + body.length), WriteListener.NONE);
        }

        @Override
        public void onTooLarge() {
            exchange.respond(response(413, ""), WriteListener.NONE);
        }

        @Override
        public void onAbort() {
            // nobody is there to be answered
        }
    }
}
