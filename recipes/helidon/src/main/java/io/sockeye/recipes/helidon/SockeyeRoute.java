package io.sockeye.recipes.helidon;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsUpgrader;
import io.sockeye.engineio.ByteSink;
import io.sockeye.engineio.server.EngineServer;
import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.WebSocketHandler;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Serves Engine.IO in front of the routes of a Helidon application: the requests that are its own, all others go on. Polling is a handler among the routes; websockets come by the
 * connection selector, ahead of all routes.
 *
 * <pre>{@code
 * SockeyeRoute sockeye = new SockeyeRoute(io.hostConfig(), io.engine());
 * WebServer.builder().addConnectionSelector(sockeye.webSockets()).routing(routing -> routing.any(sockeye))
 * }</pre>
 *
 * <p>A waiting poll holds its virtual thread and nothing else. Of the config only {@code maxMessageBytes} counts here; the rest is Helidon's own business.
 */
public final class SockeyeRoute implements Handler {
    private static final Logger LOGGER = System.getLogger(SockeyeRoute.class.getName());
    private static final int SWITCHING_PROTOCOLS = 101;

    private final HostConfig config;
    private final ExchangeHandler handler;
    private final Predicate<String> mine;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    /**
     * @param config the limits
     * @param engine serves the requests that it accepts
     */
    public SockeyeRoute(HostConfig config, EngineServer engine) {
        this(config, engine, engine::accepts);
    }

    /**
     * @param config the limits
     * @param handler hears of the requests
     * @param mine which request targets (path and query) to serve
     */
    public SockeyeRoute(HostConfig config, ExchangeHandler handler, Predicate<String> mine) {
        this.config = config;
        this.handler = handler;
        this.mine = mine;
    }

    /** HTTP/1.1 with these websockets; those that aren't Sockeye's go to the websocket routes of the application. */
    public Http1ConnectionSelector webSockets() {
        Upgrader upgrader = new Upgrader();
        return Http1ConnectionSelector.builder()
                .config(Http1Config.create())
                .addUpgrader(upgrader)
                .putUpgrader("WebSocket", upgrader) // Helidon compares with case, RFC 6455 says without
                .build();
    }

    /** Drops all connections, for an application that goes on without Sockeye. */
    public void dropConnections() {
        connections.forEach(Connection::drop);
    }

    int connections() {
        return connections.size();
    }

    static void startVirtual(Runnable task) {
        Thread.ofVirtual().name("sockeye-helidon").start(task);
    }

    /** Called by Helidon. */
    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        if (!mine.test(HelidonExchange.target(request.prologue()))) {
            response.next();
            return;
        }
        HelidonExchange exchange = new HelidonExchange(
                request.prologue(),
                request.headers(),
                request.remotePeer(),
                request.isSecure(),
                () -> request.content().inputStream());
        switch (decide(exchange)) {
            case Outcome.Answer(var answer, var written) -> {
                boolean success = false;
                try {
                    write(exchange, answer, response);
                    success = true;
                } finally {
                    boolean told = success;
                    exchange.execute(() -> written.onWritten(told));
                }
                closeIfWanted(exchange, answer);
            }
            case Outcome.Upgrade(var headers, var socket) -> {
                write(exchange, badRequest(), response);
                exchange.execute(() -> socket.onClose(HelidonWebSocket.ABNORMAL));
            }
            case Outcome.Abort() -> throw new CloseConnectionException("dropped by Sockeye");
        }
    }

    private Outcome decide(HelidonExchange exchange) {
        connections.add(exchange);
        try {
            handler.handle(exchange);
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "a handler failed; its connection is dropped", e);
            exchange.drop();
        }
        try {
            return exchange.await();
        } finally {
            connections.remove(exchange);
        }
    }

    private static HostResponse badRequest() {
        return new HostResponse(400, Headers.of("Connection", "close"), new byte[0]);
    }

    private static void write(HelidonExchange exchange, HostResponse answer, ServerResponse response) {
        response.status(answer.status());
        answer.headers().forEach((name, value) -> response.headers().add(HeaderValues.create(name, value)));
        if (exchange.closesConnection()) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        if (exchange.method().equals("HEAD")) {
            response.header(HeaderNames.CONTENT_LENGTH, "" + answer.body().length);
            response.send();
        } else {
            response.send(answer.status() == 304 ? new byte[0] : answer.body());
        }
    }

    /** Helidon leaves it to the client to close. */
    private static void closeIfWanted(HelidonExchange exchange, HostResponse answer) {
        if (exchange.closesConnection()
                || "close".equalsIgnoreCase(answer.headers().first("Connection"))) {
            throw new CloseConnectionException("the last answer");
        }
    }

    /** What can be dropped when the application ends. */
    interface Connection {
        void drop();
    }

    /** Decides about websockets, on the thread of their connection. */
    private final class Upgrader implements Http1Upgrader {
        private final WsUpgrader others = WsUpgrader.create(WsConfig.create());

        @Override
        public String supportedProtocol() {
            return "websocket";
        }

        @Override
        public @Nullable ServerConnection upgrade(
                ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
            if (!mine.test(HelidonExchange.target(prologue))) {
                return others.upgrade(context, prologue, headers);
            }
            HelidonExchange exchange = new HelidonExchange(
                    prologue, headers, context.remotePeer(), context.isSecure(), InputStream::nullInputStream);
            if (!exchange.isWebSocketUpgrade()) {
                return null;
            }
            switch (decide(exchange)) {
                case Outcome.Answer(var answer, var written) -> {
                    answer(context, answer);
                    exchange.execute(() -> written.onWritten(true));
                }
                case Outcome.Upgrade(var additional, var socket) -> {
                    String accept = WebSocketFrames.accept(exchange.headers());
                    if (accept != null) {
                        return open(context, additional.and(Headers.of("Sec-WebSocket-Accept", accept)), socket);
                    }
                    answer(context, badRequest());
                    exchange.execute(() -> socket.onClose(HelidonWebSocket.ABNORMAL));
                }
                case Outcome.Abort() -> {}
            }
            throw new CloseConnectionException("not upgraded");
        }

        private ServerConnection open(ConnectionContext context, Headers additional, WebSocketHandler socket) {
            Headers headers =
                    Headers.of("Connection", "Upgrade", "Upgrade", "websocket").and(additional);
            context.dataWriter().writeNow(head(SWITCHING_PROTOCOLS, headers));
            HelidonWebSocket opened = new HelidonWebSocket(context, config.maxMessageBytes(), socket, connections);
            connections.add(opened);
            return opened;
        }

        private void answer(ConnectionContext context, HostResponse answer) {
            Headers headers = Headers.of("Connection", "close", "Content-Length", "" + answer.body().length);
            context.dataWriter()
                    .writeNow(head(answer.status(), answer.headers().and(headers)), BufferData.create(answer.body()));
        }

        private static BufferData head(int status, Headers headers) {
            ByteSink head = new ByteSink(0);
            head.put(("HTTP/1.1 " + status + " \r\n").getBytes(StandardCharsets.ISO_8859_1));
            headers.writeTo(head);
            head.put(new byte[] {'\r', '\n'});
            return BufferData.create(head.toByteArray());
        }
    }
}
