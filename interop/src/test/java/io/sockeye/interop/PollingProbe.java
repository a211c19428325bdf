package io.sockeye.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A polling session in the hands of a test: each request is sent when the test says so, and as it says. */
final class PollingProbe {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI base;
    private final String query;
    private final JsonNode handshake;

    private PollingProbe(URI base, String query, JsonNode handshake) {
        this.base = base;
        this.query = query;
        this.handshake = handshake;
    }

    /** Opens a session; {@code query} is what identifies the client, for example {@code EIO=4}. */
    static PollingProbe open(URI base, String query) {
        Answer answer = request(base, "GET", query + "&transport=polling");
        if (answer.status() != 200) {
            throw new AssertionError("the handshake was answered with " + answer.status() + " " + answer.text());
        }
        return new PollingProbe(base, query, JSON.readTree(openPacket(answer.text())));
    }

    private static String openPacket(String payload) {
        return payload.substring(payload.indexOf('{'), payload.indexOf('}') + 1);
    }

    static Answer request(URI base, String method, String query) {
        return send(requestOf(URI.create(base + "?" + query), method, new byte[0]))
                .join();
    }

    JsonNode handshake() {
        return handshake;
    }

    String sid() {
        return handshake.get("sid").asString();
    }

    URI uri() {
        return URI.create(base + "?" + query + "&transport=polling&sid=" + sid());
    }

    /** Where a websocket takes this session over. */
    URI websocketUri() {
        return WebSocketProbe.uri(base, query + "&transport=websocket&sid=" + sid());
    }

    Answer poll() {
        return pollLater().join();
    }

    CompletableFuture<Answer> pollLater() {
        return send(requestOf(uri(), "GET", new byte[0]));
    }

    Answer post(String payload) {
        return postLater(payload).join();
    }

    CompletableFuture<Answer> postLater(String payload) {
        return send(requestOf(uri(), "POST", payload.getBytes(StandardCharsets.UTF_8)));
    }

    Answer postBinary(byte[] payload) {
        HttpRequest request = HttpRequest.newBuilder(uri())
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(payload))
                .build();
        return send(request).join();
    }

    /** Posts what makes the server end the session; whether it cuts the connection or answers is up to it. */
    void postInVain(String payload) {
        try {
            post(payload);
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof IOException)) {
                throw e;
            }
        }
    }

    /** Sends a poll and cuts its connection at once. */
    void pollAndHangUp() {
        URI uri = uri();
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            String head =
                    "GET " + uri.getRawPath() + "?" + uri.getRawQuery() + " HTTP/1.1\r\nHost: " + uri.getAuthority();
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpRequest requestOf(URI uri, String method, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return method.equals("GET")
                ? request.GET().build()
                : request.header("Content-Type", "text/plain;charset=UTF-8")
                        .method(method, BodyPublishers.ofByteArray(body))
                        .build();
    }

    private static CompletableFuture<Answer> send(HttpRequest request) {
        return HTTP.sendAsync(request, BodyHandlers.ofByteArray())
                .orTimeout(30, TimeUnit.SECONDS)
                .thenApply(Answer::of);
    }
}
