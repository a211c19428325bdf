package io.sockeye.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.client.ConnectFailedException;
import io.sockeye.client.ConnectOptions;
import io.sockeye.client.SocketIoClient;
import io.sockeye.dispatch.HandlerError;
import io.sockeye.engineio.Transport;
import io.sockeye.server.SocketIoServer;
import io.sockeye.socketio.AckTimeoutException;
import io.sockeye.spring.TestApplication.Message;
import jakarta.validation.ConstraintViolationException;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.security.access.AccessDeniedException;

/** An application with sockets on its own port. Subclasses name the web server and the version of Boot. */
@SpringBootTest(
        classes = TestApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.servlet.context-path=/app",
            "management.endpoint.health.show-details=always",
            "management.endpoints.web.exposure.include=health,metrics",
            "spring.jackson.property-naming-strategy=SNAKE_CASE"
        })
abstract class ApplicationContract {
    @Value("${local.server.port}")
    private int port;

    @Autowired
    private SocketIoServer io;

    @Autowired
    private TestApplication.Errors errors;

    private static SocketIoClient client(Transport transport, CookieHandler cookies) {
        return SocketIoClient.builder()
                .reconnection(false)
                .ackTimeout(Duration.ofSeconds(30))
                .engine(engine -> engine.transports(List.of(transport)).cookies(cookies))
                .build();
    }

    private String origin() {
        return "http://127.0.0.1:" + port;
    }

    private SocketIoClient connected(Transport transport, CookieHandler cookies, String... namespaces) {
        SocketIoClient client = client(transport, cookies);
        client.connect(ConnectOptions.to(origin())
                .path("/app/socket.io/")
                .namespaces(namespaces)
                .build());
        return client;
    }

    private HttpResponse<String> post(CookieHandler cookies, String path, String type, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(origin() + "/app" + path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newBuilder().cookieHandler(cookies).build().send(request, BodyHandlers.ofString());
    }

    private String get(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(origin() + "/app" + path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private CookieManager login(String user) throws Exception {
        CookieManager cookies = new CookieManager();
        HttpResponse<String> answer =
                post(cookies, "/login", "application/x-www-form-urlencoded", "username=" + user + "&password=secret");
        assertThat(answer.headers().firstValue("location"))
                .isPresent()
                .get()
                .asString()
                .doesNotContain("error");
        return cookies;
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void handlersOfBeansAnswer(Transport transport) {
        try (SocketIoClient client = connected(transport, new CookieManager())) {
            assertThat(client.call("echo", Message.class, new Message("hi"))).isEqualTo(new Message("hi"));
            assertThat(client.call("reversed", byte[].class, new byte[] {1, 2, 3}))
                    .containsExactly(3, 2, 1);
            assertThat(client.call("virtual", boolean.class)).isTrue();
            assertThat(client.transport()).contains(transport);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whatIsPostedOverRestIsHeardBySockets(Transport transport) throws Exception {
        try (SocketIoClient client = connected(transport, new CookieManager())) {
            CompletableFuture<String> heard = new CompletableFuture<>();
            client.on("news", Message.class, news -> heard.complete(news.text()));
            assertThat(post(new CookieManager(), "/news", "application/json", "{\"text\":\"spring\"}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(heard.get(30, TimeUnit.SECONDS)).isEqualTo("spring");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoHasLoggedInIsThePrincipal(Transport transport) throws Exception {
        try (SocketIoClient ada = connected(transport, login("ada"), "/members")) {
            assertThat(ada.call("who", String.class)).isEqualTo("ada");
            assertThat(ada.call("context", String.class)).isEqualTo("ada");
            assertThat(ada.call("secret", String.class)).isEqualTo("42");
            assertThat(ada.of("/members").call("name", String.class)).isEqualTo("ada");
            assertThat(io.of("/members").sockets())
                    .anyMatch(socket -> socket.rooms().contains("ada"));
        }
    }

    @Test
    void nobodyIsAnonymousAndRefusedWhereALoginIsNeeded() throws Exception {
        try (SocketIoClient nobody = connected(Transport.WEBSOCKET, new CookieManager())) {
            assertThat(nobody.call("who", String.class)).isEqualTo("nobody");
            assertThat(nobody.call("context", String.class)).isEqualTo("anonymousUser");
        }
        try (SocketIoClient nobody = client(Transport.WEBSOCKET, new CookieManager())) {
            assertThatThrownBy(() -> nobody.connect(ConnectOptions.to(origin())
                            .path("/app/socket.io/")
                            .namespaces("/members")
                            .root(false)
                            .build()))
                    .isInstanceOf(ConnectFailedException.class)
                    .hasMessageContaining("Access Denied");
        }
    }

    @Test
    void whatAdviceAndConstraintsForbidIsHeardByTheErrorListenerAndNotAcknowledged() throws Exception {
        try (SocketIoClient bob = connected(Transport.WEBSOCKET, login("bob"), "/board")) {
            bob.emit("secret");
            assertThat(next().cause()).isInstanceOf(AccessDeniedException.class);
            bob.of("/board").emit("clear");
            assertThat(next().cause()).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> bob.timeout(Duration.ofMillis(1)).call("echo", Message.class, new Message(" ")))
                    .isInstanceOf(AckTimeoutException.class);
            assertThat(next().cause()).isInstanceOf(ConstraintViolationException.class);
            assertThat(bob.of("/board").call("post", int.class)).isPositive();
        }
    }

    @Test
    void jsonIsThatOfTheApplicationsOwnMapper() {
        try (SocketIoClient client = connected(Transport.WEBSOCKET, new CookieManager())) {
            assertThat(client.call("first name", String.class, Map.of("first_name", "Ada")))
                    .isEqualTo("Ada");
        }
    }

    private HandlerError next() throws InterruptedException {
        HandlerError error = errors.heard.poll(30, TimeUnit.SECONDS);
        assertThat(error).isNotNull();
        return error;
    }

    @Test
    void theFilesOfTheClientComeFromTheSamePort() throws Exception {
        assertThat(get("/socket.io/socket.io.js")).startsWith("/*!");
    }

    @Test
    void healthAndMetricsShowTheServer() throws Exception {
        assertThat(get("/actuator/health")).contains("\"sockeye\":{", "\"connections\":", "\"sockets\":");
        assertThat(get("/actuator/metrics/sockeye.connections.opened")).contains("\"transport\"");
    }
}
