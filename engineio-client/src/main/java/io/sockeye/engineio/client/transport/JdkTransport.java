package io.sockeye.engineio.client.transport;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The transport on {@code java.net.http}. */
final class JdkTransport implements ClientTransport {
    private final HttpClient client;

    JdkTransport(HttpClient client) {
        this.client = client;
    }

    @Override
    public Cancellable request(HttpCall call, HttpHandler handler) {
        CompletableFuture<HttpResponse<byte[]>> future;
        try {
            future = client.sendAsync(request(call), info -> LimitedBody.of(info, call.maxResponseBytes()));
        } catch (IllegalArgumentException e) {
            handler.onFailure(new TransportException("not a possible request: " + e.getMessage(), e));
            return () -> {};
        }
        CompletableFuture<Void> told = future.handle((response, failure) -> {
            if (response == null) {
                handler.onFailure(failed("the request failed", failure));
            } else {
                handler.onAnswer(
                        new HttpAnswer(response.statusCode(), response.headers().map(), response.body()));
            }
            return null;
        });
        return () -> {
            // The one that was returned by sendAsync frees the connection, the other spares the handler.
            told.cancel(false);
            future.cancel(true);
        };
    }

    private HttpRequest request(HttpCall call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri()).version(HttpClient.Version.HTTP_1_1);
        call.headers().forEach(request::setHeader);
        byte[] body = call.body();
        if (body != null) {
            request.POST(HttpRequest.BodyPublishers.ofByteArray(body));
        } else if (client.authenticator().isEmpty()) { // who answers a 401 or 407 has to send it twice
            request.method("GET", new SentOnce());
        }
        return request.build();
    }

    @Override
    public Cancellable open(WebSocketCall call, WebSocketHandler handler) {
        JdkWebSocket webSocket = new JdkWebSocket(handler, call.maxMessageBytes());
        CompletableFuture<WebSocket> future;
        try {
            // The timeout of the builder is the only thing that frees the connection of a handshake without an answer.
            WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(call.openTimeout());
            call.headers().forEach(builder::header);
            future = builder.buildAsync(call.uri(), webSocket);
        } catch (IllegalArgumentException e) {
            handler.onFailure(new TransportException("not a possible request: " + e.getMessage(), e));
            return () -> {};
        }
        CompletableFuture<Void> told = future.handle((opened, failure) -> {
            if (opened == null) {
                handler.onFailure(failed("the websocket could not be opened", failure));
            }
            return null;
        });
        return () -> {
            told.cancel(false);
            webSocket.abort();
            future.cancel(true);
        };
    }

    private static TransportException failed(String what, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TransportException known) {
            return known;
        }
        if (cause instanceof WebSocketHandshakeException refused) {
            HttpResponse<?> answer = refused.getResponse();
            Object body = answer.body();
            return new TransportException(
                    what + ": status " + answer.statusCode(),
                    answer.statusCode(),
                    body instanceof String text ? text : "");
        }
        String message = cause == null ? null : cause.getMessage();
        return new TransportException(
                what + ": "
                        + (message == null && cause != null ? cause.getClass().getSimpleName() : message),
                cause);
    }
}
