package io.sockeye.servlet;

import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Brings requests of the container to the handler and what becomes of them back. A plain request goes asynchronous at once, and its answer is written on a virtual
 * thread; a request for a websocket stays on its container thread until its fate is known, because the containers upgrade only there.
 */
final class ServletEndpoint {
    private static final Logger LOGGER = System.getLogger(SockeyeServlet.class.getName());
    private static final long DECISION_SECONDS = 30;
    private static final HostResponse LATE = new HostResponse(503, Headers.EMPTY, new byte[0]);

    private final ExchangeHandler handler;
    private final Duration bodyTime;
    private final WebSocketUpgrade upgrade;
    private final Connections connections = new Connections();

    ServletEndpoint(HostConfig config, ExchangeHandler handler) {
        this.handler = handler;
        this.bodyTime = config.idleTimeout();
        this.upgrade = new WebSocketUpgrade(config, connections);
    }

    int connections() {
        return connections.size();
    }

    void begin() {
        connections.begin();
    }

    void end() {
        connections.end();
    }

    void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ServletExchange exchange = new ServletExchange(request, bodyTime);
        if (exchange.isWebSocketUpgrade()) {
            connections.add(exchange);
            handle(exchange);
            decide(exchange, request, response);
        } else {
            AsyncContext async = startAsync(request, response);
            connections.add(exchange);
            serveAsync(exchange, async, response);
        }
    }

    static void startVirtual(Runnable task) {
        Thread.ofVirtual().name("sockeye-servlet").start(task);
    }

    /** On virtual threads as well: a timer of the JDK or our own would hold on to the class loader of an application that has ended. */
    static void later(int seconds, Runnable task) {
        startVirtual(() -> {
            try {
                Thread.sleep(Duration.ofSeconds(seconds));
            } catch (InterruptedException e) {
                LOGGER.log(Level.DEBUG, "somebody doesn't want to wait", e);
            }
            task.run();
        });
    }

    private static AsyncContext startAsync(HttpServletRequest request, HttpServletResponse response) {
        if (!request.isAsyncSupported()) {
            throw new IllegalStateException(
                    "Engine.IO needs asynchronous requests: switch async-supported on for Sockeye and for all filters in front of it");
        }
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(0); // a poll waits for as long as its session lives
        return async;
    }

    private void handle(ServletExchange exchange) {
        try {
            handler.handle(exchange);
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "a handler failed; its connection is dropped", e);
            exchange.drop();
        }
    }

    private void serveAsync(ServletExchange exchange, AsyncContext async, HttpServletResponse response) {
        async.addListener(new Abandoned(exchange));
        var unused = exchange.outcome()
                .thenAccept(outcome -> startVirtual(() -> {
                    exchange.awaitBody();
                    finish(exchange, outcome, response);
                    complete(async);
                }));
        handle(exchange);
    }

    private static void complete(AsyncContext async) {
        try {
            async.complete();
        } catch (RuntimeException e) {
            LOGGER.log(Level.DEBUG, "the container has ended the exchange by itself", e);
        }
    }

    private void decide(ServletExchange exchange, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Outcome outcome = decision(exchange);
        if (outcome instanceof Outcome.Upgrade(var headers, var socket)) {
            connections.remove(exchange);
            upgrade.accept(request, response, headers, socket);
        } else {
            finish(exchange, outcome, response);
        }
    }

    private static Outcome decision(ServletExchange exchange) {
        try {
            return exchange.outcome().get(DECISION_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOGGER.log(Level.DEBUG, "nobody has decided about a websocket", e);
        }
        exchange.expire(LATE);
        return exchange.outcome().join();
    }

    private void finish(ServletExchange exchange, Outcome outcome, HttpServletResponse response) {
        switch (outcome) {
            case Outcome.Answer(var answer, var listener) -> {
                boolean success = write(exchange, answer, response);
                connections.remove(exchange);
                listener.onWritten(success);
            }
            case Outcome.Upgrade(var headers, var socket) -> {
                connections.remove(exchange);
                write(exchange, new HostResponse(400, Headers.EMPTY, new byte[0]), response);
                socket.onClose(ServletWebSocket.ABNORMAL);
            }
            case Outcome.Abort abort -> {
                // The servlet API can't drop a connection; this comes next to it.
                write(exchange, new HostResponse(500, Headers.of("Connection", "close"), new byte[0]), response);
                connections.remove(exchange);
            }
        }
    }

    private static boolean write(ServletExchange exchange, HostResponse answer, HttpServletResponse response) {
        try {
            response.setStatus(answer.status());
            answer.headers().forEach(response::addHeader);
            boolean bodiless = answer.status() == 304 || exchange.method().equals("HEAD");
            if (answer.status() != 304) {
                response.setContentLength(answer.body().length);
            }
            if (exchange.closesConnection()) {
                response.setHeader("Connection", "close");
            }
            if (!bodiless) {
                response.getOutputStream().write(answer.body());
            }
            response.flushBuffer();
            return !exchange.isBroken();
        } catch (IOException | RuntimeException e) { // containers have many words for a response that is no more
            LOGGER.log(Level.DEBUG, "an answer could not be written", e);
            exchange.drop();
            return false;
        }
    }

    /** Hears of connections that break while an exchange waits, in containers that notice it. */
    private record Abandoned(ServletExchange exchange) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            // as it should be
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            exchange.drop();
        }

        @Override
        public void onError(AsyncEvent event) {
            exchange.drop();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            throw new IllegalStateException("nobody starts this again");
        }
    }
}
