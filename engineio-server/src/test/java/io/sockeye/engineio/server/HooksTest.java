package io.sockeye.engineio.server;

import static io.sockeye.engineio.server.EngineFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.server.ConnectionError.Code;
import io.sockeye.engineio.server.ConnectionError.Context;
import io.sockeye.engineio.server.HttpMiddleware.Result;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.MemoryWebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class HooksTest {
    private static final String URL = "/engine.io/?EIO=4&transport=polling";

    @Test
    void middlewaresSeeEveryRequestInOrder() {
        List<String> seen = new ArrayList<>();
        try (EngineFixture server = new EngineFixture(options -> options.use(request -> {
                    seen.add("1 " + request.method());
                    return Result.PROCEED;
                })
                .use(request -> {
                    seen.add("2 " + request.method());
                    return new Result.Proceed(Headers.of("X-Mine", "yes"));
                }))) {
            assertThat(server.get(URL).join().headers().first("X-Mine")).isEqualTo("yes");
            String url = URL + "&sid=" + server.session().sid();
            assertThat(server.post(url, "4a").join().headers().first("X-Mine")).isEqualTo("yes");
            MemoryWebSocket webSocket =
                    server.webSocket(url.replace("polling", "websocket")).join();
            assertThat(webSocket.headers().first("X-Mine")).isEqualTo("yes");
            assertThat(seen).containsExactly("1 GET", "2 GET", "1 POST", "2 POST", "1 GET", "2 GET");
            assertThat(server.listener().take()).containsExactly("text a");
        }
    }

    @Test
    void aMiddlewareMayAnswer() {
        try (EngineFixture server = new EngineFixture(options -> options.use(request ->
                        new Result.Answer(401, Headers.of("WWW-Authenticate", "Basic"), new byte[] {'n', 'o'}))
                .use(request -> {
                    throw new AssertionError("not reached");
                }))) {
            HostResponse answer = server.get(URL).join();
            assertThat(answer.status()).isEqualTo(401);
            assertThat(text(answer)).isEqualTo("no");
            assertThat(answer.headers().first("WWW-Authenticate")).isEqualTo("Basic");
            CompletableFuture<MemoryWebSocket> webSocket = server.webSocket(URL.replace("polling", "websocket"));
            assertThat(webSocket).isCompletedExceptionally();
            assertThat(server.engine.sessionCount()).isZero();
        }
    }

    @Test
    void aMiddlewareThatThrowsGivesOneAnswer() {
        try (EngineFixture server = new EngineFixture(options -> options.use(request -> {
            throw new java.io.IOException("secret");
        }))) {
            HostResponse answer = server.get(URL).join();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(text(answer)).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
            assertThat(server.refused).singleElement().satisfies(error -> {
                assertThat(error.code()).isEqualTo(Code.BAD_REQUEST);
                assertThat(error.context()).isEqualTo(Context.MIDDLEWARE_FAILURE);
            });
            try {
                server.webSocket(URL.replace("polling", "websocket")).join();
            } catch (CompletionException e) {
                assertThat(text(((MemoryWebSocket.RefusedException) e.getCause()).response()))
                        .isEqualTo("Bad request");
            }
        }
    }

    @Test
    void hooksRunOnTheirExecutorAndOnlyWhenThereAreAny() {
        List<Runnable> waiting = new ArrayList<>();
        try (EngineFixture server = new EngineFixture(
                options -> options.hookExecutor(waiting::add).allowRequest(request -> AllowRequest.Verdict.accept()))) {
            CompletableFuture<HostResponse> handshake = server.get(URL);
            assertThat(handshake).isNotDone();
            waiting.removeFirst().run();
            server.settle();
            String url = URL + "&sid=" + server.session().sid();
            assertThat(text(server.post(url, "4a"))).isEqualTo("ok");
            assertThat(waiting).isEmpty();
        }
    }

    @Test
    void anExecutorThatIsShutDownIsAnsweredWith503() {
        try (EngineFixture server = new EngineFixture(options -> options.hookExecutor(task -> {
                    throw new RejectedExecutionException("closed");
                })
                .allowRequest(request -> AllowRequest.Verdict.accept()))) {
            assertThat(server.get(URL).join().status()).isEqualTo(503);
        }
    }

    @Test
    void aSessionThatEndsWhileAHookLooksAtItsRequestIsUnknown() {
        List<Runnable> waiting = new ArrayList<>();
        List<HttpMiddleware> slow = new ArrayList<>();
        try (EngineFixture server = new EngineFixture(options -> options.hookExecutor(waiting::add)
                .use(request ->
                        slow.isEmpty() ? Result.PROCEED : slow.getFirst().handle(request)))) {
            CompletableFuture<HostResponse> handshake = server.get(URL);
            waiting.removeFirst().run();
            server.settle();
            assertThat(handshake).isCompleted();
            Session session = server.session();
            slow.add(request -> {
                session.discard(io.sockeye.engineio.CloseReason.FORCED_CLOSE);
                return Result.PROCEED;
            });
            CompletableFuture<HostResponse> poll = server.get(URL + "&sid=" + session.sid());
            waiting.removeFirst().run();
            server.settle();
            assertThat(text(poll)).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
        }
    }
}
