package io.sockeye.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.client.ConnectOptions;
import io.sockeye.client.SocketIoClient;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.server.CorsOptions;
import io.sockeye.engineio.server.StaticFiles;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.RawClient;
import io.sockeye.server.SocketIoServer;
import io.sockeye.socketio.DisconnectReason;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * A web application of its own at {@code /shop}, with Sockeye as a filter in front of it, a second server as a servlet on another path behind a filter that wraps
 * everything, and clients that talk to them.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WebApplicationContract {
    private static final byte[] NO_BODY = {};
    private static final byte[] BINARY = new byte[300_000];
    private static final String TEXT = "é ☃ 𝒳 ".repeat(50_000);

    private final Container container;
    private final BlockingQueue<DisconnectReason> disconnects = new LinkedBlockingQueue<>();
    private final SocketIoServer io = SocketIoServer.builder()
            .engine(engine -> engine.cors(CorsOptions.of("https://example.org"))
                    .outboundBudget(1_000_000)
                    .staticFiles(StaticFiles.builder()
                            .resource("/hello.txt", WebApplicationContract.class, "hello.txt")
                            .resource("/rest", WebApplicationContract.class, "nothing")
                            .build()))
            .build();
    private final SocketIoServer behind =
            SocketIoServer.builder().engine(engine -> engine.path("/live/feed")).build();
    private Container.Running running;

    WebApplicationContract(Container container) {
        this.container = container;
    }

    @BeforeAll
    void start() throws IOException {
        io.of("/slow").onDisconnect((socket, reason) -> disconnects.add(reason));
        echo(io);
        echo(behind);
        behind.onCall(
                "who",
                socket -> socket.handshake().principal().map(Principal::getName).orElse("nobody"));
        running = container.start(0, "/shop", (classes, application) -> register(application));
    }

    private static void echo(SocketIoServer server) {
        server.onCall("text", String.class, (socket, text) -> text);
        server.onCall("bytes", byte[].class, (socket, bytes) -> bytes);
        server.on("back", byte[].class, (socket, bytes) -> socket.emit("forth", "text", bytes));
    }

    private void register(ServletContext application) {
        new SockeyeFilter(io.hostConfig(), io.engine()).addTo(application);
        var wrapping = application.addFilter("wrapping", (Filter) (request, response, chain) -> chain.doFilter(
                new Known((HttpServletRequest) request),
                new HttpServletResponseWrapper((HttpServletResponse) response)));
        wrapping.setAsyncSupported(true);
        wrapping.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/live/*");
        new SockeyeServlet(behind.hostConfig(), behind.engine()).addTo(application, "/live/feed/*");
        application.addServlet("rest", new Rest()).addMapping("/rest", "/hello.txt");
    }

    @AfterAll
    void close() {
        io.close();
        behind.close();
        running.close();
    }

    @Test
    void clientsTalkByPollingByWebSocketAndByAnUpgrade() throws Exception {
        talk("/shop/socket.io/");
    }

    @Test
    void anotherPathBehindAFilterThatWrapsRequestAndResponseWorksAsWell() throws Exception {
        talk("/shop/live/feed/");
    }

    private void talk(String path) throws Exception {
        for (List<Transport> transports :
                List.of(List.of(Transport.POLLING), List.of(Transport.WEBSOCKET), List.of(Transport.values()))) {
            try (SocketIoClient client = SocketIoClient.create()) {
                CompletableFuture<byte[]> forth = new CompletableFuture<>();
                client.on("forth", String.class, byte[].class, (text, bytes) -> forth.complete(bytes));
                client.connect(to(path).transports(transports.toArray(Transport[]::new))
                        .build());
                client.emit("back", new byte[] {0, 1, (byte) 255});
                assertThat(get(forth)).containsExactly(0, 1, 255);
                assertThat(client.call("text", String.class, TEXT)).isEqualTo(TEXT);
                assertThat(client.call("bytes", byte[].class, BINARY)).isEqualTo(BINARY);
            }
        }
    }

    @Test
    void whatAWrappedRequestSaysOfTheUserArrivesInTheHandshake() {
        for (Transport transport : Transport.values()) {
            try (SocketIoClient client = SocketIoClient.create()) {
                client.connect(to("/shop/live/feed/")
                        .transports(transport)
                        .headers(Map.of("X-User", "ann"))
                        .build());
                assertThat(client.call("who", String.class)).isEqualTo("ann");
            }
        }
    }

    @Test
    void theFilterServesItsOwnThenStaticFilesThenTheApplication() throws Exception {
        try (RawClient client = new RawClient(new Socket(), running.address())) {
            assertThat(text(client, "GET", "/shop/hello.txt")).isEqualTo("200 a file\n");
            assertThat(text(client, "POST", "/shop/hello.txt")).isEqualTo("200 the application");
            assertThat(text(client, "GET", "/shop/rest")).isEqualTo("200 the application");
            assertThat(text(client, "GET", "/shop/nowhere")).startsWith("404");
            assertThat(text(client, "GET", "/shop/socket.io/?EIO=4&transport=polling"))
                    .startsWith("200 0{");
        }
    }

    @Test
    void pollsOfOneConnectionFollowEachOther() throws Exception {
        try (RawClient client = new RawClient(new Socket(), running.address())) {
            String opened = text(client, "GET", "/shop/socket.io/?EIO=4&transport=polling");
            String target = "/shop/socket.io/?EIO=4&transport=polling&sid=" + sid(opened);
            assertThat(text(client, "POST", target, "40")).isEqualTo("200 ok");
            assertThat(text(client, "GET", target)).startsWith("200 40{");
            for (int i = 0; i < 20; i++) {
                assertThat(text(client, "POST", target, "420[\"text\",\"" + i + "\"]"))
                        .isEqualTo("200 ok");
                assertThat(text(client, "GET", target)).isEqualTo("200 430[\"" + i + "\"]");
            }
            assertThat(text(client, "POST", target, "1")).isEqualTo("200 ok");
        }
    }

    @Test
    void headOptionsForeignOriginsAndScriptsAreAnsweredAsOnAPortOfItsOwn() throws Exception {
        String target = "/shop/socket.io/?EIO=3&transport=polling";
        Headers page = Headers.of("Origin", "https://example.org");
        try (RawClient client = new RawClient(new Socket(), running.address())) {
            HostResponse allowed = get(client.request("GET", target, page, NO_BODY));
            assertThat(allowed.headers().first("Access-Control-Allow-Origin")).isEqualTo("https://example.org");
            Headers asks = page.and(Headers.of("Access-Control-Request-Method", "POST"));
            HostResponse preflight = get(client.request("OPTIONS", target, asks, NO_BODY));
            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.headers().first("Access-Control-Allow-Origin")).isEqualTo("https://example.org");
            Headers foreign = Headers.of("Origin", "https://elsewhere.example");
            assertThat(get(client.request("GET", target, foreign, NO_BODY)).status())
                    .isEqualTo(403);
            assertThat(text(client, "GET", target + "&j=0")).startsWith("200 ___eio[0](");
            assertThat(text(client, "GET", "/shop/rest")).isEqualTo("200 the application");
            HostResponse head = get(client.request("HEAD", target, Headers.EMPTY, NO_BODY));
            assertThat(head.status()).isEqualTo(400);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void aLargeAnswerIsCompressedOnce() throws Exception {
        try (RawClient client = new RawClient(new Socket(), running.address())) {
            String target = "/shop/socket.io/?EIO=4&transport=polling";
            target += "&sid=" + sid(text(client, "GET", target));
            assertThat(text(client, "POST", target, "40")).isEqualTo("200 ok");
            assertThat(text(client, "GET", target)).startsWith("200 40{");
            assertThat(text(client, "POST", target, "420[\"text\",\"" + "x".repeat(5000) + "\"]"))
                    .isEqualTo("200 ok");
            HostResponse answer = get(client.request("GET", target, Headers.of("Accept-Encoding", "gzip"), NO_BODY));
            assertThat(answer.headers().all("Content-Encoding")).containsExactly("gzip");
            try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
                assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("430[\"xxx");
            }
        }
    }

    @Test
    void aClientThatDoesNotReadIsDisconnectedWhenItsBudgetIsUsedUp() throws Exception {
        try (RawClient client = new RawClient(new Socket(), running.address())) {
            get(client.webSocket("/shop/socket.io/?EIO=4&transport=websocket", Headers.EMPTY));
            client.nextFrame();
            client.send(RawClient.frame(0x81, "40/slow,".getBytes(StandardCharsets.UTF_8)));
            client.nextFrame();
            client.reading(false);
            byte[] payload = new byte[100_000];
            DisconnectReason reason = null;
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (reason == null && System.nanoTime() < end) {
                io.of("/slow").emit("flood", (Object) payload);
                reason = disconnects.poll(1, TimeUnit.MILLISECONDS);
            }
            assertThat(reason).isNotNull();
        }
    }

    private ConnectOptions.Builder to(String path) {
        return ConnectOptions.to("http://127.0.0.1:" + running.address().getPort())
                .path(path);
    }

    private static String text(RawClient client, String method, String target, String... body) throws Exception {
        byte[] bytes = String.join("", body).getBytes(StandardCharsets.UTF_8);
        HostResponse answer = get(client.request(method, target, Headers.EMPTY, bytes));
        return answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String sid(String open) {
        int start = open.indexOf("\"sid\":\"") + 7;
        return open.substring(start, open.indexOf('"', start));
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(15, TimeUnit.SECONDS);
    }

    /** What belongs to the application. */
    private static final class Rest extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            byte[] answer = "the application".getBytes(StandardCharsets.UTF_8);
            response.setContentLength(answer.length);
            response.getOutputStream().write(answer);
        }
    }

    /** A request that knows who asks. */
    private static final class Known extends HttpServletRequestWrapper {
        Known(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Principal getUserPrincipal() {
            String name = getHeader("X-User");
            return name == null ? null : () -> name;
        }
    }
}
