package io.sockeye.interop.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A server, over polling, that says what it was told to, whatever the client does: one answer for each poll, and then none. */
final class EvilServer implements AutoCloseable {
    static final String OPEN =
            "0{\"sid\":\"evil\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}";
    static final String CONNECTED = "40{\"sid\":\"evil too\"}";
    private static final byte[] SPACES = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);

    private final CountDownLatch end = new CountDownLatch(1);
    private final HttpServer http;
    private final Iterator<String> polls;

    private EvilServer(HttpServer http, List<String> polls) {
        this.http = http;
        this.polls = polls.iterator();
    }

    /** A server that says these payloads, the handshake being the first one. */
    static EvilServer saying(String... payloads) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            EvilServer server = new EvilServer(http, Arrays.asList(payloads));
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.createContext("/", server::answer);
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("POST")) {
                send(exchange, "ok");
            } else if (polls.hasNext()) {
                String payload = polls.next();
                switch (payload) {
                    case "hang up" -> {}
                    case "endless" -> sendWithoutEnd(exchange);
                    default -> send(exchange, payload);
                }
            } else {
                end.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static void sendWithoutEnd(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        while (true) {
            body.write(SPACES); // until the client has enough of it
        }
    }

    @Override
    public void close() {
        end.countDown();
        http.stop(0);
    }
}
