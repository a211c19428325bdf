package io.sockeye.engineio.server;

import static io.sockeye.engineio.server.EngineFixture.message;
import static io.sockeye.engineio.server.EngineFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.server.EngineSession.Offer;
import io.sockeye.engineio.server.EngineSession.Urgency;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.MemoryClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PollingTest {
    private EngineFixture server = new EngineFixture();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theHandshakeSaysWhatAClientHasToKnow() {
        HostResponse answer = server.get("/engine.io/?EIO=4&transport=polling").join();
        assertThat(text(answer))
                .isEqualTo(
                        "0{\"sid\":\"" + server.session().sid()
                                + "\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}");
        assertThat(answer.headers().first("content-type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(answer.headers().first("cache-control")).isEqualTo("no-store");
        assertThat(answer.headers().first("x-xss-protection")).isNull();
        assertThat(answer.headers().first("set-cookie")).isNull();
        assertThat(answer.headers().first("access-control-allow-origin")).isNull();
    }

    @Test
    void withoutUpgradesNoneIsOffered() {
        server.close();
        server = new EngineFixture(options -> options.allowUpgrades(false));
        assertThat(text(server.get("/engine.io/?EIO=4&transport=polling"))).contains("\"upgrades\":[],");
    }

    @Test
    void whatIsOfferedDuringTheHandshakeLeavesRightBehindTheOpenPacket() {
        server.onSession = session -> session.offer(message("hi"), Urgency.NORMAL, true);
        assertThat(text(server.get("/engine.io/?EIO=4&transport=polling"))).endsWith("}\u001e4hi");
    }

    @Test
    void aPollWaitsUntilThereIsSomethingToSay() {
        String url = server.handshake("EIO=4");
        CompletableFuture<HostResponse> poll = server.get(url);
        assertThat(poll).isNotDone();
        assertThat(server.engine.stats().parkedPolls()).isOne();
        server.send("a");
        server.send("b");
        assertThat(poll).isNotDone();
        server.settle();
        assertThat(text(poll)).isEqualTo("4a\u001e4b");
        assertThat(server.engine.stats().queuedBytes()).isZero();
    }

    @Test
    void aPostIsAnsweredWhenItsPacketsHaveEntered() {
        String url = server.handshake("EIO=4");
        HostResponse answer = server.post(url, "4a\u001e4b\u001ebAQID").join();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("ok");
        assertThat(answer.headers().first("content-type")).isEqualTo("text/html");
        assertThat(server.listener().take()).containsExactly("text a", "text b", "binary 010203");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"})
    void otherMethodsAreAnsweredWith500AndTheSessionStays(String method) {
        String url = server.handshake("EIO=4");
        HostResponse answer = server.request(method, url, Headers.EMPTY, "").join();
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEmpty();
        assertThat(server.session().isOpen()).isTrue();
    }

    @Test
    void aSecondPollEndsTheSession() {
        String url = server.handshake("EIO=4");
        CompletableFuture<HostResponse> first = server.get(url);
        HostResponse second = server.get(url).join();
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.body()).isEmpty();
        assertThat(text(first)).isEqualTo("1");
        assertThat(server.listener().take()).containsExactly("close transport error");
        assertThat(server.engine.sessionCount()).isZero();
    }

    @Test
    void aSecondPostEndsTheSession() {
        String url = server.handshake("EIO=4");
        server.session().readable(false);
        server.settle();
        CompletableFuture<HostResponse> first = server.post(url, "4a");
        assertThat(first).isNotDone();
        HostResponse second = server.post(url, "4b").join();
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.body()).isEmpty();
        assertThat(first).isCompletedExceptionally();
        assertThat(server.listener().take()).containsExactly("text a", "close transport error");
    }

    @Test
    void revisionFourTakesNoBytesButAnswersThem() {
        String url = server.handshake("EIO=4");
        HostResponse answer = server.request("POST", url, Headers.of("Content-Type", "application/octet-stream"), "4a")
                .join();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEmpty();
        assertThat(server.listener().take()).containsExactly("close transport error");
    }

    @Test
    void aBodyAboveTheLimitIsAnsweredWith413AndTheSessionStays() {
        server.close();
        server = new EngineFixture(options -> options.maxPayload(10));
        String url = server.handshake("EIO=4");
        assertThat(text(server.post(url, "4123456789"))).isEqualTo("ok");
        HostResponse answer = server.post(url, "41234567890").join();
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).isEmpty();
        assertThat(server.session().isOpen()).isTrue();
        assertThat(text(server.post(url, "4a"))).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "4a\u001e", "9", "4a\u001exx", "b%%%%"})
    void aBadPayloadEndsTheSessionAndDropsTheRequest(String body) {
        String url = server.handshake("EIO=4");
        CompletableFuture<HostResponse> poll = server.get(url);
        assertThat(server.post(url, body)).isCompletedExceptionally();
        assertThat(text(poll)).isEqualTo("1");
        assertThat(server.listener().take().getLast()).isEqualTo("close parse error");
        assertThat(server.get(url).join().status()).isEqualTo(400);
    }

    @Test
    void whatStandsBeforeABadPacketIsHeard() {
        String url = server.handshake("EIO=4");
        server.post(url, "4a\u001eabc\u001e4b");
        assertThat(server.listener().take()).containsExactly("text a", "close parse error");
    }

    @Test
    void aClientThatDropsItsPollIsGone() {
        String url = server.handshake("EIO=4");
        MemoryClient client = server.connect();
        client.get(url);
        server.settle();
        client.close();
        server.settle();
        assertThat(server.listener().take()).containsExactly("close transport error");
        assertThat(server.engine.sessionCount()).isZero();
    }

    @Test
    void aClientThatDropsItsPostIsGone() {
        String url = server.handshake("EIO=4");
        server.session().readable(false);
        server.settle();
        MemoryClient client = server.connect();
        client.post(url, "4a".getBytes(StandardCharsets.UTF_8));
        server.settle();
        client.close();
        server.settle();
        assertThat(server.listener().take()).containsExactly("text a", "close transport error");
    }

    @Test
    void anAnswerThatCouldNotBeWrittenEndsTheSession() {
        String url = server.handshake("EIO=4");
        MemoryClient client = server.connect();
        client.get(url);
        client.reading(false);
        server.settle();
        server.send("a");
        server.settle();
        assertThat(server.session().queuedBytes()).isEqualTo(66);
        client.close();
        server.settle();
        assertThat(server.listener().take()).containsExactly("close transport error");
    }

    @Test
    void bytesCountUntilTheAnswerHasBeenWritten() {
        String url = server.handshake("EIO=4");
        MemoryClient client = server.connect();
        CompletableFuture<HostResponse> poll = client.get(url);
        client.reading(false);
        server.settle();
        server.send("a");
        server.settle();
        assertThat(server.session().queuedBytes()).isEqualTo(66);
        client.reading(true);
        server.settle();
        assertThat(text(poll)).isEqualTo("4a");
        assertThat(server.session().queuedBytes()).isZero();
    }

    // closing

    @Test
    void theClientsGoodbyeIsAnsweredAndEndsThePoll() {
        String url = server.handshake("EIO=4");
        CompletableFuture<HostResponse> poll = server.get(url);
        assertThat(text(server.post(url, "4a\u001e1\u001e4b"))).isEqualTo("ok");
        assertThat(text(poll)).isEqualTo("6");
        assertThat(server.listener().take()).containsExactly("text a", "close transport close");
        assertThat(text(server.get(url))).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }

    @Test
    void aPollThatTheClientsGoodbyeHasOvertakenIsAnsweredOnce() {
        String url = server.handshake("EIO=3&b64=1");
        assertThat(text(server.post(url, "1:1"))).isEqualTo("ok");
        assertThat(server.listener().take()).containsExactly("close transport close");
        assertThat(server.engine.sessionCount()).isZero();
        assertThat(text(server.get(url))).isEqualTo("1:6");
        assertThat(server.get(url).join().status()).isEqualTo(400);
        String other = server.handshake("EIO=4");
        server.post(other, "1");
        server.advance(1000);
        assertThat(server.get(other).join().status()).isEqualTo(400);
    }

    @Test
    void closingAnswersThePendingPollWithTheClosePacket() {
        String url = server.handshake("EIO=4");
        CompletableFuture<HostResponse> poll = server.get(url);
        server.session().close(CloseReason.FORCED_CLOSE);
        assertThat(server.session().isOpen()).isFalse();
        server.settle();
        assertThat(text(poll)).isEqualTo("1");
        assertThat(server.listener().take()).containsExactly("close forced close");
    }

    @Test
    void withoutAPollTheClosePacketGoesWithTheNextOne() {
        String url = server.handshake("EIO=4");
        server.session().close(CloseReason.FORCED_CLOSE);
        server.settle();
        assertThat(server.send("late")).isEqualTo(Offer.CLOSED);
        assertThat(text(server.get(url))).isEqualTo("6\u001e1");
        assertThat(server.listener().take()).containsExactly("close forced close");
    }

    @Test
    void whatWasAcceptedBeforeTheCloseIsSentInAPollBeforeIt() {
        String url = server.handshake("EIO=4");
        server.send("a");
        server.session().close(CloseReason.FORCED_CLOSE);
        server.settle();
        assertThat(server.listener().take()).isEmpty();
        assertThat(text(server.get(url))).isEqualTo("4a");
        assertThat(server.listener().take()).isEmpty();
        assertThat(text(server.get(url))).isEqualTo("6\u001e1");
        assertThat(server.listener().take()).containsExactly("close forced close");
    }

    @Test
    void aClientThatDoesNotFetchItsEndIsWaitedForThirtySeconds() {
        server.close();
        server = new EngineFixture(options -> options.pingInterval(java.time.Duration.ofSeconds(100)));
        server.handshake("EIO=4");
        server.session().close(CloseReason.FORCED_CLOSE);
        server.advance(29_000);
        assertThat(server.listener().take()).isEmpty();
        server.advance(2000);
        assertThat(server.listener().take()).containsExactly("close forced close");
        assertThat(server.engine.sessionCount()).isZero();
    }

    @Test
    void closingAbortsAPostThatIsNotAnswered() {
        String url = server.handshake("EIO=4");
        server.session().readable(false);
        server.settle();
        CompletableFuture<HostResponse> post = server.post(url, "4a");
        server.session().close(CloseReason.FORCED_CLOSE);
        server.settle();
        assertThat(post).isCompletedExceptionally();
    }

    @Test
    void whatArrivesAfterTheCloseIsNotHeard() {
        String url = server.handshake("EIO=4");
        server.session().close(CloseReason.FORCED_CLOSE);
        server.post(url, "4a");
        assertThat(server.listener().take()).isEmpty();
    }

    @Test
    void closingNowDropsTheQueue() {
        String url = server.handshake("EIO=4");
        server.send("a");
        server.session().closeNow(CloseReason.SLOW_CLIENT);
        server.settle();
        assertThat(server.listener().take()).containsExactly("close slow client");
        assertThat(server.session().queuedBytes()).isZero();
        assertThat(server.get(url).join().status()).isEqualTo(400);
    }

    // forms

    @Test
    void revisionThreeCountsCharacters() {
        String url = server.handshake("EIO=3&b64=1");
        assertThat(text(server.post(url, "3:4aé2:4b"))).isEqualTo("ok");
        assertThat(server.listener().take()).containsExactly("text aé", "text b");
        server.session().offer(EncodedMessage.binary(new byte[] {1, 2, 3}), Urgency.NORMAL, true);
        server.send("ab");
        assertThat(text(server.get(url))).isEqualTo("6:b4AQID3:4ab");
    }

    @Test
    void revisionThreeGetsBytesWhenThereAreBytes() {
        String url = server.handshake("EIO=3");
        server.send("hello");
        server.session().offer(EncodedMessage.binary(new byte[] {1, 2, 3, 4}), Urgency.NORMAL, true);
        HostResponse answer = server.get(url).join();
        assertThat(answer.headers().first("content-type")).isEqualTo("application/octet-stream");
        assertThat(HexFormat.of().withUpperCase().formatHex(answer.body()))
                .isEqualTo("0006FF3468656C6C6F0105FF0401020304");
        server.send("text");
        assertThat(text(server.get(url))).isEqualTo("5:4text");
    }

    @Test
    void revisionThreePostsBytes() {
        String url = server.handshake("EIO=3");
        MemoryClient client = server.connect();
        byte[] body = HexFormat.of().parseHex("0006FF3468656C6C6F0105FF0401020304");
        CompletableFuture<HostResponse> answer =
                client.request("POST", url, Headers.of("Content-Type", "application/octet-stream"), body);
        server.settle();
        assertThat(text(answer)).isEqualTo("ok");
        assertThat(server.listener().take()).containsExactly("text hello", "binary 01020304");
    }

    @Test
    void theClientsOf2014AlwaysGetBytes() {
        String url = server.handshake("EIO=3&t=1418000000000-0");
        server.send("a");
        HostResponse answer = server.get(url.replace("-0", "-1")).join();
        assertThat(answer.headers().first("content-type")).isEqualTo("application/octet-stream");
        assertThat(HexFormat.of().formatHex(answer.body())).isEqualTo("0002ff3461");
    }

    @Test
    void revisionThreeOverPollingIsEscapedJson() {
        String url = server.handshake("EIO=3&b64=1");
        byte[] json = "42[\"é\"]".getBytes(StandardCharsets.UTF_8);
        server.session().offer(EncodedMessage.json(json, List.of()), Urgency.NORMAL, true);
        assertThat(text(server.get(url))).isEqualTo("12:42[\"\\u00e9\"]");
    }

    @Test
    void textEncodedTwiceByAnOldClientIsDecodedTwice() {
        String url = server.handshake("EIO=3&b64=1");
        String twice = new String("4é".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        server.post(url, "3:" + twice);
        assertThat(server.listener().take()).containsExactly("text é");
        server.post(url, "2:4☃");
        server.post(url, "3:" + twice);
        assertThat(server.listener().take()).containsExactly("text ☃", "text Ã©");
    }

    @Test
    void aBacklogIsSplitAtSixteenPackets() {
        String url = server.handshake("EIO=4");
        for (int i = 0; i < 20; i++) {
            server.send(Integer.toString(i));
        }
        assertThat(text(server.get(url)).split("\u001e")).hasSize(16);
        assertThat(text(server.get(url))).isEqualTo("416\u001e417\u001e418\u001e419");
    }

    @Test
    void aBacklogIsSplitAtMaxPayload() {
        server.close();
        server = new EngineFixture(options -> options.maxPayload(10));
        String url = server.handshake("EIO=4");
        server.send("123456");
        server.send("789");
        server.send("a much larger packet goes alone");
        server.send("x");
        assertThat(text(server.get(url))).isEqualTo("4123456");
        assertThat(text(server.get(url))).isEqualTo("4789");
        assertThat(text(server.get(url))).isEqualTo("4a much larger packet goes alone");
        assertThat(text(server.get(url))).isEqualTo("4x");
        assertThat(server.session().queuedBytes()).isZero();
    }

    @Test
    void oldBrowsersOfMicrosoftGetTheirHeader() {
        for (String agent : List.of("Mozilla/5.0 (compatible;MSIE 9.0)", "Mozilla/5.0 (Trident/7.0; rv:11.0)")) {
            HostResponse answer = server.request(
                            "GET", "/engine.io/?EIO=4&transport=polling", Headers.of("User-Agent", agent), "")
                    .join();
            assertThat(answer.headers().first("X-XSS-Protection")).isEqualTo("0");
        }
    }

    // jsonp

    @Test
    void aScriptAnswersAJsonpPoll() {
        HostResponse answer =
                server.get("/engine.io/?EIO=3&transport=polling&j=0").join();
        assertThat(answer.headers().first("content-type")).isEqualTo("text/javascript; charset=UTF-8");
        assertThat(text(answer))
                .startsWith("___eio[0](\"")
                .contains("0{\\\"sid\\\":")
                .endsWith("\");");
        String url = "/engine.io/?EIO=3&transport=polling&j=0&sid="
                + server.session().sid();
        server.send("a\u2028\"</script>");
        assertThat(text(server.get(url)))
                .doesNotContain("\u2028")
                .doesNotContain("</script>")
                .startsWith("___eio[0](\"13:4a");
    }

    @Test
    void onlyTheDigitsOfTheIndexAreUsed() {
        HostResponse answer = server.get("/engine.io/?EIO=4&transport=polling&j=1%5D(alert(2));//")
                .join();
        assertThat(text(answer)).startsWith("___eio[12](\"0{");
    }

    @Test
    void aJsonpPostIsAForm() {
        String url = server.handshake("EIO=4&j=0");
        assertThat(text(server.post(url, "d=4a%20b%5Cnc%1e4%5C%5Cn"))).isEqualTo("ok");
        assertThat(server.listener().take()).containsExactly("text a b\nc", "text \\n");
    }

    @Test
    void withoutJsonpTheAnswerIsText() {
        server.close();
        server = new EngineFixture(options -> options.jsonp(false));
        assertThat(text(server.get("/engine.io/?EIO=4&transport=polling&j=0"))).startsWith("0{");
    }

    // compression

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            gzip, deflate         | gzip
            deflate               | deflate
            deflate, gzip         | deflate
            gzip;q=0.5, deflate   | deflate
            gzip;q=0              | -
            br                    | -
            *                     | gzip
            identity              | -
            -                     | -
            """)
    void aLargeAnswerIsCompressed(String accepted, String coding) throws IOException {
        String url = server.handshake("EIO=4");
        String large = "x".repeat(2000);
        server.send(large);
        Headers headers = accepted == null ? Headers.EMPTY : Headers.of("Accept-Encoding", accepted);
        HostResponse answer = server.request("GET", url, headers, "").join();
        assertThat(answer.headers().first("content-encoding")).isEqualTo(coding);
        InputStream body = new ByteArrayInputStream(answer.body());
        InputStream plain = coding == null
                ? body
                : coding.equals("gzip") ? new GZIPInputStream(body) : new InflaterInputStream(body);
        assertThat(new String(plain.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("4" + large);
    }

    @Test
    void smallAnswersAndThoseThatDoNotWantItAreNotCompressed() {
        Headers gzip = Headers.of("Accept-Encoding", "gzip");
        String url = server.handshake("EIO=4");
        server.send("x".repeat(1022));
        assertThat(server.request("GET", url, gzip, "").join().headers().first("content-encoding"))
                .isNull();
        server.send("x".repeat(1023));
        assertThat(server.request("GET", url, gzip, "").join().headers().first("content-encoding"))
                .isEqualTo("gzip");
        server.session().offer(message("x".repeat(5000)), Urgency.NORMAL, false);
        assertThat(server.request("GET", url, gzip, "").join().headers().first("content-encoding"))
                .isNull();
        server.session().offer(message("x".repeat(100_000)), Urgency.NORMAL, true);
        assertThat(server.request("GET", url, gzip, "").join().headers().first("content-encoding"))
                .isEqualTo("gzip");
    }

    @Test
    void compressionCanBeSwitchedOff() {
        server.close();
        server = new EngineFixture(options -> options.compression(CompressionOptions.off()));
        String url = server.handshake("EIO=4");
        server.send("x".repeat(5000));
        Headers gzip = Headers.of("Accept-Encoding", "gzip");
        assertThat(server.request("GET", url, gzip, "").join().body()).hasSize(5001);
    }

    // budgets

    @Test
    void aVolatileMessageNeedsAPendingPoll() {
        String url = server.handshake("EIO=4");
        assertThat(server.session().offer(message("lost"), Urgency.VOLATILE, true))
                .isEqualTo(Offer.DROPPED);
        CompletableFuture<HostResponse> poll = server.get(url);
        assertThat(server.session().offer(message("first"), Urgency.VOLATILE, true))
                .isEqualTo(Offer.ACCEPTED);
        assertThat(server.session().offer(message("second"), Urgency.VOLATILE, true))
                .isEqualTo(Offer.DROPPED);
        server.send("normal");
        server.settle();
        assertThat(text(poll)).isEqualTo("4first\u001e4normal");
    }

    @Test
    void whileItIsNotReadThePostStaysWithoutItsOk() {
        String url = server.handshake("EIO=4");
        server.session().readable(false);
        server.settle();
        CompletableFuture<HostResponse> post = server.post(url, "4a");
        assertThat(post).isNotDone();
        assertThat(server.engine.stats().pausedSessions()).isOne();
        assertThat(server.engine.stats().pendingPosts()).isOne();
        server.session().readable(true);
        server.settle();
        assertThat(text(post)).isEqualTo("ok");
        assertThat(server.engine.stats().pausedSessions()).isZero();
    }
}
