package io.sockeye.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostExchange;
import io.sockeye.engineio.server.host.HostExchange.WriteListener;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.RawClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP as it shouldn't be, over plain sockets. */
@Timeout(180)
final class HttpIT {
    private NettyTestServer host;

    @BeforeEach
    void start() throws Exception {
        host = new NettyTestServer();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0007',
            value = {
                "400 | POST /body HTTP/1.1~Content-Length: 3~Transfer-Encoding: chunked~~0~~",
                "400 | POST /body HTTP/1.1~Transfer-Encoding: chunked~Content-Length: 3~~0~~",
                "400 | POST /body HTTP/1.1~Content-Length: 3~Content-Length: 4~~abc",
                "400 | POST /body HTTP/1.1~Content-Length: 3, 4~~abc",
                "400 | POST /body HTTP/1.1~Content-Length: 3~Content-Length: 3~~abc",
                "400 | POST /body HTTP/1.1~Content-Length: -3~~abc",
                "400 | POST /body HTTP/1.1~Content-Length: +3~~abc",
                "400 | POST /body HTTP/1.1~Content-Length: 0x3~~abc",
                "400 | POST /body HTTP/1.1~Content-Length: 99999999999999999999~~abc",
                "400 | POST /body HTTP/1.0~Transfer-Encoding: chunked~~0~~",
                "501 | POST /body HTTP/1.1~Transfer-Encoding: gzip, chunked~~0~~",
                "400 | POST /body HTTP/1.1~Transfer-Encoding: xchunked~~0~~",
                "400 | POST /body HTTP/1.1~Transfer-Encoding: identity~~0~~",
                "400 | POST /body HTTP/1.1~Transfer-Encoding : chunked~~0~~",
                "400 | POST /body HTTP/1.1~Transfer-Encoding: chunked~~zz~~",
                "400 | GET / HTTP/1.1~X y: 1~~",
                "400 | GET / HTTP/1.1~: 1~~",
                "400 | GET /~~",
                "400 | hello~~",
                "400 | \u0016\u0003\u0001\u0002\u0000\u0001abc~~",
                "505 | PRI * HTTP/2.0~~SM~~",
                "505 | GET / HTTP/3.7~~",
                "417 | POST /body HTTP/1.1~Expect: miracles~Content-Length: 1~~",
                "200 | POST /body HTTP/1.1~Transfer-Encoding: CHUNKED~~3;x=y~abc~0~X-Trailer: 1~~",
                "200 | GET /x HTTP/1.1~X-Empty:~~",
            })
    void requestsAreReadStrictly(int status, String request) throws Exception {
        try (RawClient client = host.connect()) {
            CompletableFuture<HostResponse> answer = client.answer();
            client.send(request.replace("~", "\r\n"));
            assertThat(get(answer).status()).isEqualTo(status);
            if (status != 200) {
                client.awaitEnd();
            }
        }
    }

    @Test
    void tooManyHeadersOrTooLongOnesAreRefused() throws Exception {
        refused(431, "GET / HTTP/1.1\r\n" + "a: b\r\n".repeat(2000) + "\r\n");
        refused(431, "GET / HTTP/1.1\r\na: " + "b".repeat(40_000) + "\r\n\r\n");
        refused(414, "GET /" + "b".repeat(40_000) + " HTTP/1.1\r\n\r\n");
        refused(
                431,
                "GET /ws HTTP/1.1\r\n" + "a: b\r\n".repeat(2000) + "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    }

    private void refused(int status, String request) throws Exception {
        try (RawClient client = host.connect()) {
            CompletableFuture<HostResponse> answer = client.answer();
            client.send(request);
            assertThat(get(answer).status()).isEqualTo(status);
            client.awaitEnd();
        }
    }

    @Test
    void aRequestThatComesByteByByteIsUnderstood() throws Exception {
        try (RawClient client = host.connect()) {
            CompletableFuture<HostResponse> first = client.answer();
            CompletableFuture<HostResponse> second = client.answer();
            String requests =
                    "POST /body HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n";
            for (byte b : requests.getBytes(StandardCharsets.US_ASCII)) {
                client.send(new byte[] {b});
            }
            assertThat(text(get(first))).isEqualTo("body 5");
            assertThat(text(get(second))).isEqualTo("GET /x");
        }
    }

    @Test
    void aChunkedBodyIsCutAtItsLimitAndTheAnswerArrivesAllTheSame() throws Exception {
        for (String target : List.of("/body", "/late")) {
            try (RawClient client = host.connect()) {
                CompletableFuture<HostResponse> answer = client.answer();
                client.send("POST " + target + " HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
                Thread.startVirtualThread(() -> sendChunksUntilItBreaks(client));
                assertThat(get(answer).status()).isEqualTo(413);
            }
        }
        host.assertNothingIsLeft();
    }

    private static void sendChunksUntilItBreaks(RawClient client) {
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        try {
            for (int i = 0; i < 2000; i++) {
                client.send(chunk);
            }
        } catch (java.io.UncheckedIOException e) {
            // the server has had enough
        }
    }

    @Test
    void aBodyThatIsAskedForLateArrivesWhole() throws Exception {
        try (RawClient client = host.connect()) {
            for (int size : new int[] {0, 1, 1000, NettyTestServer.BODY_LIMIT}) {
                HostResponse answer = get(client.request("POST", "/late", Headers.EMPTY, new byte[size]));
                assertThat(text(answer)).isEqualTo("body " + size);
            }
        }
    }

    @Test
    void continueIsSentWhenTheBodyIsWantedAndOnlyThen() throws Exception {
        String expecting = " HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: ";
        try (RawClient client = host.connect()) {
            CompletableFuture<HostResponse> answer = client.answer();
            client.send("POST /body" + expecting + "3\r\n\r\n");
            client.awaitContinue();
            client.send("abc");
            assertThat(text(get(answer))).isEqualTo("body 3");
        }
        for (String refused : List.of("/body" + expecting + "1000000\r\n\r\n", "/no" + expecting + "3\r\n\r\n")) {
            try (RawClient client = host.connect()) {
                CompletableFuture<HostResponse> answer = client.answer();
                client.send("POST " + refused);
                assertThat(get(answer).headers().first("Connection")).isEqualTo("close");
                client.awaitEnd();
            }
        }
    }

    @Test
    void http10ClosesUnlessItAsksForMore() throws Exception {
        try (RawClient client = host.connect()) {
            CompletableFuture<HostResponse> first = client.answer();
            CompletableFuture<HostResponse> second = client.answer();
            client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n");
            assertThat(get(first).headers().first("Connection")).isEqualTo("keep-alive");
            assertThat(get(second).headers().first("Connection")).isEqualTo("close");
            client.awaitEnd();
        }
    }

    @Test
    void pipelinedRequestsBehindAParkedOneWaitAsBytesAndNotWithoutLimit() throws Exception {
        try (RawClient client = host.connect()) {
            CompletableFuture<HostResponse> first = client.answer();
            int many = 3000;
            List<CompletableFuture<HostResponse>> answers = new ArrayList<>();
            client.send("GET /park HTTP/1.1\r\n\r\n");
            HostExchange exchange = host.takeParked();
            for (int i = 0; i < many; i++) {
                answers.add(client.answer());
            }
            byte[] flood = ("GET / HTTP/1.1\r\nX-Padding: " + "x".repeat(4000) + "\r\n\r\n")
                    .repeat(many)
                    .getBytes(StandardCharsets.US_ASCII);
            CompletableFuture<Void> sent =
                    CompletableFuture.runAsync(() -> client.send(flood), Thread::startVirtualThread);
            assertThat(sent).failsWithin(Duration.ofMillis(500));
            exchange.respond(NettyTestServer.response(200, "first"), WriteListener.NONE);
            assertThat(text(get(first))).isEqualTo("first");
            assertThat(text(answers.getLast().get(60, TimeUnit.SECONDS))).isEqualTo("GET /");
        }
    }

    @Test
    void answersThatAreNotTakenDoNotPileUp() throws Exception {
        try (NettyTestServer hasty = new NettyTestServer(Duration.ofSeconds(1), false);
                RawClient client = hasty.connect()) {
            client.reading(false);
            byte[] request = ("GET /" + "x".repeat(2000) + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            CompletableFuture<Void> sent = CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < 100_000; i++) {
                            client.send(request);
                        }
                    },
                    Thread::startVirtualThread);
            assertThat(sent).failsWithin(Duration.ofSeconds(20));
            hasty.assertNothingIsLeft();
        }
    }

    @Test
    void aLargeAnswerThatIsTakenSlowlyArrivesWhole() throws Exception {
        try (NettyTestServer hasty = new NettyTestServer(Duration.ofSeconds(2), false)) {
            for (String connection : List.of("keep-alive", "close")) {
                try (RawClient client = hasty.connect()) {
                    CompletableFuture<HostResponse> answer =
                            client.request("GET", "/park", Headers.of("Connection", connection), new byte[0]);
                    HostExchange exchange = hasty.takeParked();
                    client.takingSlowly();
                    exchange.respond(NettyTestServer.response(200, "x".repeat(16_000_000)), WriteListener.NONE);
                    assertThat(answer.get(60, TimeUnit.SECONDS).body()).hasSize(16_000_000);
                }
            }
        }
    }

    @Test
    void aClientThatIsGoneIsNoticedWhileItsPollIsParked() throws Exception {
        for (String way : List.of("close", "reset", "half-close")) {
            RawClient client = host.connect();
            client.send("GET /park HTTP/1.1\r\n\r\n");
            HostExchange exchange = host.takeParked();
            CompletableFuture<Void> aborted = new CompletableFuture<>();
            exchange.onAbort(() -> aborted.complete(null));
            switch (way) {
                case "close" -> client.close();
                case "reset" -> client.reset();
                default -> client.finishOutput();
            }
            get(aborted);
            host.assertNothingIsLeft();
            client.close();
        }
    }

    @Test
    void aSlowHeadIsAnswered408AndASilentConnectionIsClosed() throws Exception {
        try (NettyTestServer hasty = new NettyTestServer(Duration.ofSeconds(3), false);
                RawClient silent = hasty.connect();
                RawClient slow = hasty.connect();
                RawClient kept = hasty.connect()) {
            CompletableFuture<HostResponse> answer = slow.answer();
            slow.send("GET / HTTP/1.1\r\nX-One: 1\r\n");
            assertThat(get(kept.request("GET", "/", Headers.EMPTY, new byte[0])).status())
                    .isEqualTo(200);
            assertThat(get(answer).status()).isEqualTo(408);
            slow.awaitEnd();
            silent.awaitEnd();
            kept.awaitEnd();
            hasty.assertNothingIsLeft();
        }
    }

    @Test
    void aSlowBodyIsCutOffAndAParkedPollIsNot() throws Exception {
        try (NettyTestServer hasty = new NettyTestServer(Duration.ofSeconds(3), false);
                RawClient slow = hasty.connect();
                RawClient parked = hasty.connect()) {
            CompletableFuture<HostResponse> answer = parked.request("GET", "/park", Headers.EMPTY, new byte[0]);
            HostExchange poll = hasty.takeParked();
            slow.send("POST /body HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc");
            slow.awaitEnd();
            poll.respond(NettyTestServer.response(200, "patient"), WriteListener.NONE);
            assertThat(text(get(answer))).isEqualTo("patient");
        }
    }

    @Test
    void badUpgradesWithAResetAtOnceLeaveNothing() throws Exception {
        for (int i = 0; i < 1000; i++) {
            RawClient client = host.connect();
            client.send(
                    "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n");
            client.reset();
        }
        host.assertNothingIsLeft();
    }

    private static String text(HostResponse response) {
        return new String(response.body(), StandardCharsets.ISO_8859_1);
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }
}
