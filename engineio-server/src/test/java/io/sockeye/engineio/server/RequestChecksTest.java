package io.sockeye.engineio.server;

import static io.sockeye.engineio.server.EngineFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.Transport;
import io.sockeye.engineio.server.ConnectionError.Code;
import io.sockeye.engineio.server.ConnectionError.Context;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.MemoryWebSocket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestChecksTest {
    private static final String ROOT = "/engine.io/?";

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    GET     | EIO=4                                  | 400 | {"code":0,"message":"Transport unknown"}             | UNKNOWN_TRANSPORT  | NONE
                    GET     | EIO=4&transport=                       | 400 | {"code":0,"message":"Transport unknown"}             | UNKNOWN_TRANSPORT  | NONE
                    GET     | EIO=4&transport=abc                    | 400 | {"code":0,"message":"Transport unknown"}             | UNKNOWN_TRANSPORT  | NONE
                    GET     | EIO=4&transport=webtransport           | 400 | {"code":0,"message":"Transport unknown"}             | UNKNOWN_TRANSPORT  | NONE
                    GET     | EIO=4&transport=__proto__              | 400 | {"code":0,"message":"Transport unknown"}             | UNKNOWN_TRANSPORT  | NONE
                    GET     | EIO=4&transport=POLLING                | 400 | {"code":0,"message":"Transport unknown"}             | UNKNOWN_TRANSPORT  | NONE
                    GET     | EIO=4&transport=polling&sid=nobody     | 400 | {"code":1,"message":"Session ID unknown"}            | UNKNOWN_SID        | NONE
                    POST    | EIO=4&transport=polling&sid=nobody     | 400 | {"code":1,"message":"Session ID unknown"}            | UNKNOWN_SID        | NONE
                    POST    | EIO=4&transport=polling                | 400 | {"code":2,"message":"Bad handshake method"}          | BAD_HANDSHAKE_METHOD | NONE
                    PUT     | EIO=4&transport=polling                | 400 | {"code":2,"message":"Bad handshake method"}          | BAD_HANDSHAKE_METHOD | NONE
                    OPTIONS | EIO=4&transport=polling                | 400 | {"code":2,"message":"Bad handshake method"}          | BAD_HANDSHAKE_METHOD | NONE
                    GET     | EIO=4&transport=websocket              | 400 | {"code":3,"message":"Bad request"}                   | BAD_REQUEST        | TRANSPORT_HANDSHAKE_ERROR
                    POST    | EIO=4&transport=abc&sid=nobody         | 400 | {"code":0,"message":"Transport unknown"}             | UNKNOWN_TRANSPORT  | NONE
                    POST    | EIO=3&transport=websocket              | 400 | {"code":2,"message":"Bad handshake method"}          | BAD_HANDSHAKE_METHOD | NONE
                    """)
    void aBadPollingRequestIsRefused(String method, String query, int status, String body, Code code, Context context) {
        try (EngineFixture server = new EngineFixture()) {
            HostResponse answer =
                    server.request(method, ROOT + query, Headers.EMPTY, "").join();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(text(answer)).isEqualTo(body);
            assertThat(answer.headers().first("content-type")).isEqualTo("application/json");
            assertThat(server.refused).singleElement().satisfies(error -> {
                assertThat(error.code()).isEqualTo(code);
                assertThat(error.context()).isEqualTo(context);
                assertThat(error.request().method()).isEqualTo(method);
            });
            assertThat(server.engine.sessionCount()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    EIO=4                                      | Transport unknown
                    EIO=4&transport=__proto__                  | Transport unknown
                    EIO=4&transport=constructor                | Transport unknown
                    EIO=4&transport=abc                        | Transport unknown
                    EIO=4&transport=websocket&sid=nobody       | Session ID unknown
                    EIO=4&transport=polling&sid=nobody         | Session ID unknown
                    """)
    void aBadUpgradeIsRefusedInPlainText(String query, String body) {
        try (EngineFixture server = new EngineFixture()) {
            HostResponse answer = refusal(server.webSocket(ROOT + query));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(text(answer)).isEqualTo(body);
            assertThat(answer.headers().first("content-type")).isEqualTo("text/html");
            assertThat(answer.headers().first("connection")).isEqualTo("close");
            assertThat(server.refused).hasSize(1);
            assertThat(server.host.connections()).isZero();
        }
    }

    private static HostResponse refusal(CompletableFuture<MemoryWebSocket> webSocket) {
        try {
            webSocket.join();
            throw new AssertionError("the websocket was accepted");
        } catch (CompletionException e) {
            return ((MemoryWebSocket.RefusedException) e.getCause()).response();
        }
    }

    @Test
    void aTransportThatIsSwitchedOffIsUnknown() {
        try (EngineFixture server = new EngineFixture(options -> options.transports(Set.of(Transport.WEBSOCKET)))) {
            assertThat(text(server.get(ROOT + "EIO=4&transport=polling")))
                    .isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
            assertThat(server.webSocket(ROOT + "EIO=4&transport=websocket")).isCompleted();
        }
    }

    @Test
    void anOriginWithAnIllegalCharacterIsABadRequest() {
        try (EngineFixture server = new EngineFixture(options -> options.cors(CorsOptions.any()))) {
            Headers illegal = Headers.of("Origin", "http://a\u0080\u0100b");
            // Headers keep ISO 8859-1 only, so the character that stays illegal is a control character.
            assertThat(HeaderText.isIllegal("http://a\u0001b")).isTrue();
            assertThat(HeaderText.isIllegal("http://a\u0100b")).isTrue();
            assertThat(server.request("GET", ROOT + "EIO=4&transport=polling", illegal, "")
                            .join()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aSessionKeepsItsTransportAndItsRevision() {
        try (EngineFixture server = new EngineFixture()) {
            String url = server.handshake("EIO=4");
            String sid = server.session().sid();
            assertBadRequest(server, server.get(url.replace("EIO=4", "EIO=3")), Context.PROTOCOL_MISMATCH);
            assertBadRequest(server, server.get(url.replace("EIO=4&", "")), Context.PROTOCOL_MISMATCH);
            assertBadRequest(server, server.get(url.replace("polling", "websocket")), Context.TRANSPORT_MISMATCH);
            HostResponse upgrade = refusal(server.webSocket(ROOT + "EIO=3&transport=websocket&sid=" + sid));
            assertThat(text(upgrade)).isEqualTo("Bad request");
            assertThat(server.session().isOpen()).isTrue();
        }
    }

    private static void assertBadRequest(
            EngineFixture server, CompletableFuture<HostResponse> answer, Context context) {
        assertThat(answer.join().status()).isEqualTo(400);
        assertThat(text(answer)).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        assertThat(server.refused.getLast().context()).isEqualTo(context);
    }

    @Test
    void revisionThreeIsRefusedWhenItIsSwitchedOff() {
        try (EngineFixture server = new EngineFixture(options -> options.allowEio3(false))) {
            for (String eio : new String[] {"EIO=3&", "EIO=abc&", "EIO=44&", ""}) {
                HostResponse answer =
                        server.get(ROOT + eio + "transport=polling").join();
                assertThat(answer.status()).isEqualTo(400);
                assertThat(text(answer)).isEqualTo("{\"code\":5,\"message\":\"Unsupported protocol version\"}");
            }
            assertThat(text(refusal(server.webSocket(ROOT + "EIO=3&transport=websocket"))))
                    .isEqualTo("Unsupported protocol version");
            assertThat(server.engine.sessionCount()).isZero();
        }
    }

    @Test
    void allowRequestIsAskedBeforeTheRevisionAndOnlyForHandshakes() {
        try (EngineFixture server = new EngineFixture(options -> options.allowEio3(false)
                .allowRequest(request -> request.query("token").isPresent()
                        ? AllowRequest.Verdict.accept()
                        : AllowRequest.Verdict.refuse("no \"token\"")))) {
            HostResponse answer = server.get(ROOT + "EIO=3&transport=polling").join();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(text(answer)).isEqualTo("{\"code\":4,\"message\":\"no \\\"token\\\"\"}");
            HostResponse upgrade = refusal(server.webSocket(ROOT + "EIO=4&transport=websocket"));
            assertThat(upgrade.status()).isEqualTo(400);
            assertThat(text(upgrade)).isEqualTo("no \"token\"");
            String url = server.handshake("EIO=4&token=1").replace("&token=1", "");
            assertThat(text(server.post(url, "4a"))).isEqualTo("ok");
        }
    }

    @Test
    void allowRequestThatThrowsRefuses() {
        try (EngineFixture server = new EngineFixture(options -> options.allowRequest(request -> {
            throw new IllegalStateException("secret");
        }))) {
            HostResponse answer = server.get(ROOT + "EIO=4&transport=polling").join();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(text(answer)).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/engine.io?EIO=4&transport=polling", "/", "/engine.ioo/", "/socket.io/?EIO=4&transport=polling"
            })
    void otherPathsAreNotTaken(String target) {
        try (EngineFixture server = new EngineFixture()) {
            assertThat(server.engine.accepts(target)).isFalse();
            assertThat(server.get(target).join().status()).isEqualTo(404);
            assertThat(refusal(server.webSocket(target)).status()).isEqualTo(404);
            assertThat(server.host.connections()).isOne();
        }
    }

    @Test
    void thePathMayGoOnAndMayLackItsSlash() {
        try (EngineFixture server = new EngineFixture()) {
            assertThat(server.get("/engine.io/foo/bar?EIO=4&transport=polling")
                            .join()
                            .status())
                    .isEqualTo(200);
        }
        try (EngineFixture server = new EngineFixture(
                options -> options.path("/x/").addTrailingSlash(false).contextPath("/app"))) {
            assertThat(server.get("/app/x?EIO=4&transport=polling").join().status())
                    .isEqualTo(200);
            assertThat(server.get("/x?EIO=4&transport=polling").join().status()).isEqualTo(404);
        }
    }

    @Test
    void anUpgradeToPollingIsAcceptedAndClosedAtOnce() {
        try (EngineFixture server = new EngineFixture()) {
            MemoryWebSocket webSocket =
                    server.webSocket(ROOT + "EIO=4&transport=polling").join();
            assertThat(EngineFixture.frames(webSocket)).containsExactly("close 1005");
            server.handshake("EIO=4");
            webSocket = server.webSocket(ROOT + "EIO=4&transport=polling&sid="
                            + server.session().sid())
                    .join();
            assertThat(EngineFixture.frames(webSocket)).containsExactly("close 1005");
            assertThat(server.session().isOpen()).isTrue();
        }
    }

    @Test
    void aPollThatOffersH2cIsAnOrdinaryPoll() {
        try (EngineFixture server = new EngineFixture()) {
            Headers h2c = Headers.of("Connection", "Upgrade, HTTP2-Settings", "Upgrade", "h2c", "HTTP2-Settings", "");
            assertThat(server.request("GET", ROOT + "EIO=4&transport=polling", h2c, "")
                            .join()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void afterTheEndOfTheServerRequestsAreAnsweredWith503() {
        try (EngineFixture server = new EngineFixture()) {
            server.handshake("EIO=4");
            server.engine.close(io.sockeye.engineio.CloseReason.SERVER_SHUTTING_DOWN);
            assertThat(server.get(ROOT + "EIO=4&transport=polling").join().status())
                    .isEqualTo(503);
            assertThat(server.listener().take()).containsExactly("close server shutting down");
            assertThat(server.engine.sessionCount()).isZero();
        }
    }
}
