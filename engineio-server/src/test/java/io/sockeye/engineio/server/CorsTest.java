package io.sockeye.engineio.server;

import static io.sockeye.engineio.server.EngineFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.engineio.server.ConnectionError.Context;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.MemoryWebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CorsTest {
    private static final String URL = "/engine.io/?EIO=4&transport=polling";
    private static final String WEBSOCKET = "/engine.io/?EIO=4&transport=websocket";

    private static EngineFixture server(CorsOptions cors) {
        return new EngineFixture(options -> options.cors(cors));
    }

    private static HostResponse get(EngineFixture server, String... headers) {
        return server.request("GET", URL, Headers.of(headers), "").join();
    }

    private static int webSocketStatus(EngineFixture server, String... headers) {
        var webSocket = server.connect().webSocket(WEBSOCKET, Headers.of(headers));
        server.settle();
        try {
            webSocket.join();
            return 101;
        } catch (CompletionException e) {
            return ((MemoryWebSocket.RefusedException) e.getCause()).response().status();
        }
    }

    private static void assertNoCorsHeader(HostResponse answer) {
        answer.headers()
                .forEach((name, value) ->
                        assertThat(name.toLowerCase(java.util.Locale.ROOT)).doesNotStartWith("access-control"));
    }

    @Test
    void byDefaultAForeignOriginIsRefusedOnBothTransportsAndNoHeaderIsSent() {
        try (EngineFixture server = new EngineFixture()) {
            HostResponse answer = get(server, "Host", "a.example", "Origin", "http://b.example");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(text(answer)).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
            assertNoCorsHeader(answer);
            assertThat(server.refused.getLast().context()).isEqualTo(Context.FOREIGN_ORIGIN);
            assertThat(webSocketStatus(server, "Host", "a.example", "Origin", "http://b.example"))
                    .isEqualTo(400);
            assertThat(get(server, "Host", "a.example", "Origin", "null").status())
                    .isEqualTo(403);
            assertThat(server.engine.sessionCount()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.example, http://a.example",
        "A.example, http://a.EXAMPLE",
        "a.example:80, http://a.example",
        "a.example:8000, http://a.example:8000",
        "[::1]:8000, http://[::1]:8000",
        "a.example:8000, a.example:8000"
    })
    void theServersOwnOriginIsAllowed(String host, String origin) {
        try (EngineFixture server = new EngineFixture()) {
            HostResponse answer = get(server, "Host", host, "Origin", origin);
            assertThat(answer.status()).isEqualTo(200);
            assertNoCorsHeader(answer);
            assertThat(webSocketStatus(server, "Host", host, "Origin", origin)).isEqualTo(101);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.example, https://a.example",
        "a.example:8000, http://a.example",
        "a.example, http://a.example:8000",
        "a.example, http://a.example.evil",
        "a.example, http://evil-a.example",
        "a.example, evil-a.example",
        "a.example, null"
    })
    void anotherSchemeOrPortOrHostIsForeign(String host, String origin) {
        try (EngineFixture server = new EngineFixture()) {
            assertThat(get(server, "Host", host, "Origin", origin).status()).isEqualTo(403);
        }
    }

    @Test
    void aTrustedProxyTellsSchemeAndHost() {
        String[] headers = {
            "Host", "inner:8080",
            "Origin", "https://a.example",
            "X-Forwarded-For", "203.0.113.7",
            "X-Forwarded-Proto", "https",
            "X-Forwarded-Host", "a.example"
        };
        try (EngineFixture server =
                new EngineFixture(options -> options.trustedProxies(TrustedProxies.of("127.0.0.0/8")))) {
            assertThat(get(server, headers).status()).isEqualTo(200);
            assertThat(server.session().handshake().remoteAddress()).isEqualTo("203.0.113.7");
            assertThat(server.session().handshake().secure()).isTrue();
        }
        try (EngineFixture server = new EngineFixture()) {
            assertThat(get(server, headers).status()).isEqualTo(403);
        }
    }

    @Test
    void laterRequestsOfASessionAreCheckedToo() {
        try (EngineFixture server = new EngineFixture()) {
            String url = server.handshake("EIO=4");
            Headers foreign = Headers.of("Host", "a.example", "Origin", "http://b.example");
            assertThat(server.request("POST", url, foreign, "4a").join().status())
                    .isEqualTo(403);
            assertThat(server.listener().take()).isEmpty();
        }
    }

    @Test
    void aListIsReflectedAndOthersAreRefused() {
        try (EngineFixture server = server(CorsOptions.of("https://a.example", "https://b.example"))) {
            HostResponse answer = get(server, "Origin", "https://b.example");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().first("Access-Control-Allow-Origin")).isEqualTo("https://b.example");
            assertThat(answer.headers().first("Access-Control-Allow-Credentials"))
                    .isEqualTo("true");
            assertThat(answer.headers().first("Vary")).isEqualTo("Origin");
            HostResponse refused = get(server, "Origin", "https://c.example");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.headers().first("Access-Control-Allow-Origin")).isNull();
            assertThat(webSocketStatus(server, "Origin", "https://a.example")).isEqualTo(101);
            assertThat(webSocketStatus(server, "Origin", "https://c.example")).isEqualTo(400);
        }
    }

    @Test
    void aSingleOriginIsAnnouncedToEverybody() {
        try (EngineFixture server =
                server(CorsOptions.builder().origin("https://a.example").build())) {
            HostResponse answer = get(server);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().first("Access-Control-Allow-Origin")).isEqualTo("https://a.example");
            assertThat(answer.headers().first("Access-Control-Allow-Credentials"))
                    .isNull();
        }
    }

    @Test
    void anyOriginIsAStar() {
        try (EngineFixture server = server(CorsOptions.any())) {
            HostResponse answer = get(server, "Origin", "https://a.example");
            assertThat(answer.headers().first("Access-Control-Allow-Origin")).isEqualTo("*");
            assertThat(answer.headers().first("Vary")).isNull();
        }
    }

    @Test
    void reflectingAnyOriginAllowsCredentials() {
        try (EngineFixture server = server(
                CorsOptions.builder().reflectAnyOrigin().credentials(true).build())) {
            HostResponse answer = get(server, "Origin", "https://x.example");
            assertThat(answer.headers().first("Access-Control-Allow-Origin")).isEqualTo("https://x.example");
            assertThat(answer.headers().first("Access-Control-Allow-Credentials"))
                    .isEqualTo("true");
        }
    }

    @Test
    void patternsAndFunctionsDecide() {
        CorsOptions cors = CorsOptions.builder()
                .pattern(Pattern.compile("^https://[a-z]+\\.example$"))
                .matching(origin -> {
                    if (origin.endsWith("throws")) {
                        throw new IllegalStateException("thrown by the test");
                    }
                    return origin.endsWith(":1234");
                })
                .build();
        try (EngineFixture server = server(cors)) {
            assertThat(get(server, "Origin", "https://x.example").status()).isEqualTo(200);
            assertThat(get(server, "Origin", "http://y:1234").status()).isEqualTo(200);
            assertThat(get(server, "Origin", "http://y:4321").status()).isEqualTo(403);
            assertThat(get(server, "Origin", "http://throws").status()).isEqualTo(403);
            assertThat(get(server).status()).isEqualTo(200);
        }
    }

    @Test
    void aPreflightIsAnsweredWith204() {
        CorsOptions cors = CorsOptions.builder()
                .origins(List.of("https://a.example", "https://b.example"))
                .credentials(true)
                .maxAge(Duration.ofMinutes(10))
                .build();
        try (EngineFixture server = server(cors)) {
            Headers headers = Headers.of("Origin", "https://a.example", "Access-Control-Request-Headers", "x-a, x-b");
            HostResponse answer = server.request("OPTIONS", URL, headers, "").join();
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.headers().first("Access-Control-Allow-Origin")).isEqualTo("https://a.example");
            assertThat(answer.headers().first("Access-Control-Allow-Methods"))
                    .isEqualTo("GET,HEAD,PUT,PATCH,POST,DELETE");
            assertThat(answer.headers().first("Access-Control-Allow-Headers")).isEqualTo("x-a, x-b");
            assertThat(answer.headers().first("Access-Control-Max-Age")).isEqualTo("600");
            assertThat(answer.headers().all("Vary")).containsExactly("Origin", "Access-Control-Request-Headers");
        }
    }

    @Test
    void namedHeadersAndMethodsAreAnnounced() {
        CorsOptions cors = CorsOptions.builder()
                .anyOrigin()
                .methods("GET", "POST")
                .allowedHeaders("X-A")
                .exposedHeaders("X-B", "X-C")
                .build();
        try (EngineFixture server = server(cors)) {
            Headers origin = Headers.of("Origin", "https://a.example");
            HostResponse preflight = server.request("OPTIONS", URL, origin, "").join();
            assertThat(preflight.headers().first("Access-Control-Allow-Methods"))
                    .isEqualTo("GET,POST");
            assertThat(preflight.headers().first("Access-Control-Allow-Headers"))
                    .isEqualTo("X-A");
            assertThat(get(server, "Origin", "https://a.example").headers().first("Access-Control-Expose-Headers"))
                    .isEqualTo("X-B,X-C");
        }
    }

    @Test
    void errorsCarryTheHeadersToo() {
        try (EngineFixture server = server(CorsOptions.any())) {
            HostResponse answer = server.request(
                            "GET", "/engine.io/?transport=x", Headers.of("Origin", "https://a.example"), "")
                    .join();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.headers().first("Access-Control-Allow-Origin")).isEqualTo("*");
        }
    }

    @Test
    void contradictionsAndNonsenseAreRefusedWithASentence() {
        assertThatThrownBy(() ->
                        CorsOptions.builder().anyOrigin().credentials(true).build())
                .hasMessageContaining("anyOrigin()")
                .hasMessageContaining("credentials(true)");
        assertThatThrownBy(() ->
                        CorsOptions.builder().anyOrigin().origin("http://a").build())
                .hasMessageContaining("contradict");
        assertThatThrownBy(() -> CorsOptions.of("https://a.example/path")).hasMessageContaining("without a path");
        assertThatThrownBy(() -> CorsOptions.of("a.example")).hasMessageContaining("a.example");
        assertThatThrownBy(() -> CorsOptions.of("http://a\r\nX: y")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CorsOptions.builder().allowedHeaders("a b")).hasMessageContaining("token");
        assertThatThrownBy(() -> CorsOptions.builder().maxAge(Duration.ofSeconds(-1)))
                .hasMessageContaining("negative");
    }
}
