package io.sockeye.engineio.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sockeye.engineio.TestTls;
import io.sockeye.engineio.client.ClientResources;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkHttpIT {

    private final Outcome outcome = new Outcome();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        listen(server);
    }

    private static void listen(HttpServer listening) {
        listening.createContext("/headers", JdkHttpIT::echoHeaders);
        listening.createContext(
                "/post",
                exchange -> answer(
                        exchange,
                        200,
                        exchange.getRequestMethod() + " "
                                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        listening.createContext("/redirect", exchange -> {
            exchange.getResponseHeaders().set("Location", "/headers");
            answer(exchange, 302, "elsewhere");
        });
        listening.createContext("/announced", exchange -> answer(exchange, 200, "x".repeat(1001)));
        listening.createContext("/exact", exchange -> answer(exchange, 200, "x".repeat(1000)));
        listening.createContext("/endless", JdkHttpIT::endless);
        listening.start();
    }

    private static void echoHeaders(HttpExchange exchange) throws IOException {
        StringBuilder all = new StringBuilder(exchange.getRequestURI().toString());
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        all.append('\n').append(name).append(": ").append(values));
        answer(exchange, 200, all.toString());
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
                out.write(new byte[100]); // until the client hangs up
            }
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static String url(HttpServer listening) {
        return "http" + (listening instanceof HttpsServer ? "s" : "") + "://localhost:"
                + listening.getAddress().getPort();
    }

    private Cancellable get(ClientResources.Lease lease, String url) {
        return lease.transport().request(new HttpCall(URI.create(url), Map.of("X-Test", "yes"), null, 1000), outcome);
    }

    private String get(String path) throws InterruptedException {
        try (ClientResources.Lease lease = ClientResources.create().acquire()) {
            Cancellable unused = get(lease, url(server) + path);
            return outcome.next();
        }
    }

    @Test
    void http2IsNeverOfferedNotEvenByAClientOfTheUser() throws Exception {
        try (HttpClient own = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_2)
                        .build();
                ClientResources.Lease lease =
                        ClientResources.builder().httpClient(own).build().acquire()) {
            Cancellable unused = get(lease, url(server) + "/headers");
            assertThat(outcome.next())
                    .startsWith("200 ")
                    .containsIgnoringCase("x-test: [yes]")
                    .doesNotContainIgnoringCase("upgrade")
                    .doesNotContainIgnoringCase("http2");
        }
    }

    @Test
    void aBodyIsPosted() throws Exception {
        try (ClientResources.Lease lease = ClientResources.create().acquire()) {
            byte[] body = "héllo".getBytes(StandardCharsets.UTF_8);
            Cancellable unused = lease.transport()
                    .request(new HttpCall(URI.create(url(server) + "/post"), Map.of(), body, 1000), outcome);
            assertThat(outcome.next()).isEqualTo("200 POST héllo");
        }
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        assertThat(get("/redirect")).isEqualTo("302 elsewhere");
    }

    @Test
    void anAnswerOfTheLimitIsRead() throws Exception {
        assertThat(get("/exact")).hasSize(1004);
    }

    @Test
    void anAnswerThatAnnouncesMoreThanTheLimitIsRefused() throws Exception {
        assertThat(get("/announced")).isEqualTo("failed: an answer of more than 1000 bytes");
    }

    @Test
    void anAnswerThatGoesOnBeyondTheLimitIsCutOff() throws Exception {
        assertThat(get("/endless")).isEqualTo("failed: an answer of more than 1000 bytes");
    }

    @Test
    void aHeaderThatIsNoneIsAFailureAndNotAnException() throws Exception {
        try (ClientResources.Lease lease = ClientResources.create().acquire()) {
            for (Map<String, String> bad : java.util.List.of(
                    Map.of("X-Bad", "a\r\nInjected: b"), Map.of("bad name", "x"), Map.of("Host", "elsewhere"))) {
                Cancellable unused = lease.transport()
                        .request(new HttpCall(URI.create(url(server) + "/headers"), bad, null, 1000), outcome);
                assertThat(outcome.next()).startsWith("failed: not a possible request");
                Cancellable same = lease.transport()
                        .open(
                                new WebSocketCall(
                                        URI.create(url(server).replace("http", "ws")),
                                        bad,
                                        java.time.Duration.ofSeconds(60),
                                        1000),
                                outcome);
                assertThat(outcome.next()).startsWith("failed: ");
            }
        }
    }

    @Test
    void aCancelledRequestFreesItsConnectionAndIsNotHeardOfAgain() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        server.createContext("/hangs", exchange -> {
            asked.countDown();
            try (OutputStream out = exchange.getResponseBody()) {
                exchange.sendResponseHeaders(200, 0);
                while (true) {
                    out.write(0);
                    out.flush();
                }
            } catch (IOException e) {
                gone.countDown();
            }
        });
        try (ClientResources.Lease lease = ClientResources.create().acquire()) {
            Cancellable request = lease.transport()
                    .request(
                            new HttpCall(URI.create(url(server) + "/hangs"), Map.of(), null, Integer.MAX_VALUE),
                            outcome);
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            request.cancel();
            assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(outcome.isQuietFor(100)).isTrue();
        }
    }

    @Test
    void aPollWhoseConnectionBreaksIsNotSentAgain() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                ClientResources.Lease lease = ClientResources.create().acquire()) {
            String url = "http://localhost:" + listener.getLocalPort() + "/";
            AtomicInteger heads = new AtomicInteger();
            Thread.startVirtualThread(() -> answerEachConnectionOnce(listener, heads));
            int polls = 0;
            String answer;
            do { // until one goes over the connection of the one before
                Cancellable unused = get(lease, url);
                answer = outcome.next();
                polls++;
                assertThat(heads).hasValue(polls);
            } while (answer.equals("200 ok"));
            assertThat(answer).startsWith("failed: the request failed");
        }
    }

    /** The second request of a connection breaks it. */
    private static void answerEachConnectionOnce(ServerSocket listener, AtomicInteger heads) {
        try {
            while (true) {
                Socket peer = listener.accept();
                Thread.startVirtualThread(() -> answerOnce(peer, heads));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private static void answerOnce(Socket peer, AtomicInteger heads) {
        try (peer) {
            readHead(peer);
            heads.incrementAndGet();
            peer.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.UTF_8));
            readHead(peer);
            heads.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readHead(Socket peer) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = peer.getInputStream().read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
        }
        assertThat(head).startsWith("GET / HTTP/1.1");
    }

    @Test
    void requestsGoThroughTheProxy() throws Exception {
        ClientResources resources = ClientResources.builder()
                .proxy(ProxySelector.of(server.getAddress()))
                .build();
        try (ClientResources.Lease lease = resources.acquire()) {
            Cancellable unused = get(lease, "http://nobody.invalid/headers");
            assertThat(outcome.next()).startsWith("200 http://nobody.invalid/headers");
        }
    }

    @Test
    void certificatesAreCheckedUnlessTheyAreKnown(@TempDir Path folder) throws Exception {
        SSLContext context = TestTls.create(folder);
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context));
        listen(secure);
        try (ClientResources.Lease careful = ClientResources.create().acquire();
                ClientResources.Lease knowing =
                        ClientResources.builder().sslContext(context).build().acquire()) {
            Cancellable refused = get(careful, url(secure) + "/headers");
            assertThat(outcome.next()).startsWith("failed: ");
            assertThat(outcome.failure).hasCauseInstanceOf(SSLException.class);
            WebSocketCall call = new WebSocketCall(
                    URI.create(url(secure).replace("https", "wss")), Map.of(), java.time.Duration.ofSeconds(60), 1000);
            Cancellable refusedToo = careful.transport().open(call, outcome);
            assertThat(outcome.next()).startsWith("failed: ");
            assertThat(outcome.failure).hasCauseInstanceOf(SSLException.class);
            Cancellable taken = get(knowing, url(secure) + "/headers");
            assertThat(outcome.next()).startsWith("200 /headers");
        } finally {
            secure.stop(0);
        }
    }
}
