package io.sockeye.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.FakeScheduler;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.client.EngineClient.Offer;
import io.sockeye.engineio.client.EngineClient.Urgency;
import io.sockeye.engineio.client.FakeTransport.Request;
import io.sockeye.engineio.client.FakeTransport.Socket;
import io.sockeye.engineio.client.transport.TransportException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {
    private static final String OPEN =
            "0{\"sid\":\"secret\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":100}";

    private final FakeTransport http = new FakeTransport();
    private final FakeScheduler time = new FakeScheduler();
    private final Heard heard = new Heard();
    private final ClientResources resources = ClientResources.builder()
            .transport(http)
            .scheduler(time)
            .executor(Runnable::run)
            .build();

    private EngineClient connect(UnaryOperator<EngineClientOptions.Builder> settings) {
        EngineClientOptions.Builder options = EngineClientOptions.builder(URI.create("http://server:8080"));
        return EngineClient.connect(settings.apply(options).build(), resources, heard);
    }

    private EngineClient polling() {
        EngineClient client = connect(options -> options.upgrade(false));
        http.poll().answer(OPEN);
        assertThat(heard.take()).containsExactly("open");
        return client;
    }

    private Socket webSocket() {
        connect(options -> options.transports(List.of(Transport.WEBSOCKET)));
        Socket socket = http.sockets.remove();
        socket.open();
        socket.receive(OPEN);
        assertThat(heard.take()).containsExactly("open");
        return socket;
    }

    private static EncodedMessage text(String text) {
        return EncodedMessage.text(("4" + text).getBytes(StandardCharsets.UTF_8));
    }

    private void assertEverythingIsReleased() {
        assertThat(resources.users()).isZero();
        assertThat(time.waiting()).isZero();
    }

    @Test
    void thePollingHandshakeTellsTheSession() {
        EngineClient client = connect(options -> options);
        assertThat(client.isOpen()).isFalse();
        assertThat(client.offer(text("early"), Urgency.NORMAL)).isEqualTo(Offer.CLOSED);
        Request first = http.poll();
        assertThat(first.call.uri().toString())
                .startsWith("http://server:8080/engine.io/?EIO=4&transport=polling&t=s")
                .doesNotContain("sid");
        first.answer(OPEN + "\u001e4hello\u001ebAQI=");
        assertThat(heard.take()).containsExactly("open", "hello", "hex:0102");
        assertThat(client.sid()).isEqualTo("secret");
        assertThat(client.isWritable()).isTrue();
        assertThat(client).asString().doesNotContain("secret");
        assertThat(http.poll().call.uri().toString()).endsWith("&sid=secret");
    }

    @Test
    void aBatchKeepsMaxPayloadAndSixteenPackets() {
        EngineClient client = polling();
        client.offer(text("first"), Urgency.NORMAL);
        for (int i = 0; i < 20; i++) {
            client.offer(text("m" + i), Urgency.NORMAL);
        }
        client.offer(text("x".repeat(90)), Urgency.NORMAL);
        client.offer(text("y".repeat(200)), Urgency.NORMAL);
        Request post = http.post();
        assertThat(post.body()).isEqualTo("4first");
        assertThat(post.call.headers()).containsEntry("Content-Type", "text/plain;charset=UTF-8");
        post.answer("ok");
        post = http.post();
        assertThat(post.body().split("\u001e")).hasSize(16).startsWith("4m0").endsWith("4m15");
        post.answer("ok");
        post = http.post();
        assertThat(post.body()).isEqualTo("4m16\u001e4m17\u001e4m18\u001e4m19");
        post.answer("ok");
        http.post().answer("ok");
        assertThat(client.queuedBytes()).isEqualTo(201 + OutboundQueue.OVERHEAD);
        assertThat(client.isWritable()).isFalse();
        assertThat(client.offer(text("dropped"), Urgency.VOLATILE)).isEqualTo(Offer.DROPPED);
        assertThat(heard.take()).isEmpty();
        http.post().answer("ok");
        assertThat(heard.take()).containsExactly("drain");
        assertThat(client.isWritable()).isTrue();
    }

    @Test
    void theOutboundBudgetRefusesAndDrainFollows() {
        EngineClient client = connect(options -> options.upgrade(false).outboundBytes(1000));
        http.poll().answer(OPEN);
        assertThat(client.offer(text("x".repeat(5000)), Urgency.NORMAL)).isEqualTo(Offer.ACCEPTED);
        assertThat(client.offer(text("y"), Urgency.NORMAL)).isEqualTo(Offer.OVER_BUDGET);
        assertThat(client.offer(text("y"), Urgency.EXEMPT)).isEqualTo(Offer.OVER_BUDGET);
        http.post().answer("ok");
        assertThat(heard.take()).containsExactly("open", "drain");
        assertThat(client.offer(text("x".repeat(900)), Urgency.NORMAL)).isEqualTo(Offer.ACCEPTED);
        assertThat(client.offer(text("y"), Urgency.EXEMPT)).isEqualTo(Offer.ACCEPTED);
    }

    @Test
    void anUpgradeWaitsForPendingRequestsAndLosesNothing() {
        EngineClient client = connect(options -> options);
        http.poll().answer(OPEN);
        Request poll = http.poll();
        Socket socket = http.sockets.remove();
        assertThat(socket.call.uri()).hasToString("ws://server:8080/engine.io/?EIO=4&transport=websocket&sid=secret");
        client.offer(text("by post"), Urgency.NORMAL);
        Request post = http.post();
        socket.open();
        assertThat(socket.sent).containsExactly("2probe");
        client.offer(text("later"), Urgency.NORMAL);
        socket.receive("3probe");
        assertThat(client.transport()).isEqualTo(Transport.POLLING);
        poll.answer("6");
        post.answer("ok");
        assertThat(http.requests).isEmpty();
        assertThat(socket.sent).containsExactly("2probe", "5", "4later");
        assertThat(client.transport()).isEqualTo(Transport.WEBSOCKET);
        assertThat(heard.take()).containsExactly("open", "upgrade", "drain");
        socket.receive("4over websocket");
        assertThat(heard.take()).containsExactly("over websocket");
    }

    @Test
    void attachmentsThatDidNotFitIntoAPostGoOverTheWebsocket() {
        EngineClient client = connect(options -> options);
        http.poll().answer(OPEN);
        Request poll = http.poll();
        Socket socket = http.sockets.remove();
        socket.open();
        client.offer(
                EncodedMessage.json(
                        "451-[\"x\"]".getBytes(StandardCharsets.UTF_8), List.of(new byte[66], new byte[] {7})),
                Urgency.NORMAL);
        Request post = http.post();
        assertThat(post.body()).startsWith("451-").contains("\u001eb").doesNotContain("Bw==");
        socket.receive("3probe");
        poll.answer("6");
        post.answer("ok");
        assertThat(socket.sent).containsExactly("2probe", "5", "hex:07");
        assertThat(client.queuedBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2probe", "4hello", "3", "x", "6"})
    void anUpgradeThatFailsLeavesPollingAsItIs(String answer) {
        EngineClient client = connect(options -> options);
        http.poll().answer(OPEN);
        Request poll = http.poll();
        Socket socket = http.sockets.remove();
        socket.open();
        socket.receive(answer);
        assertThat(socket.aborted).isTrue();
        poll.answer("4still here");
        assertThat(heard.take()).containsExactly("open", "still here");
        assertThat(client.transport()).isEqualTo(Transport.POLLING);
        assertThat(http.poll()).isNotNull();
    }

    @Test
    void anUpgradeThatHangsAfterPausingLetsPollingGoOn() {
        EngineClient client = connect(options -> options.openTimeout(Duration.ofSeconds(3)));
        http.poll().answer(OPEN);
        Socket socket = http.sockets.remove();
        socket.open();
        socket.receive("3probe");
        client.offer(text("waits"), Urgency.NORMAL);
        assertThat(http.take(true)).isEmpty();
        time.advance(Duration.ofSeconds(3));
        assertThat(socket.aborted).isTrue();
        assertThat(http.post().body()).isEqualTo("4waits");
    }

    @Test
    void theNextTransportIsTriedWhenTheFirstFails() {
        EngineClient client = connect(options -> options);
        http.poll().answer(400, "{\"code\":0,\"message\":\"Transport unknown\"}");
        assertThat(client.transport()).isEqualTo(Transport.WEBSOCKET);
        Socket socket = http.sockets.remove();
        socket.open();
        socket.receive(OPEN);
        assertThat(heard.take()).containsExactly("open");
        assertThat(http.requests).isEmpty();
    }

    @Test
    void whenAllTransportsFailTheFirstFailureIsTold() {
        connect(options -> options);
        http.poll().answer(403, "{\"code\":4,\"message\":\"Forbidden\"}");
        http.sockets.remove().handler.onFailure(new TransportException("no websocket", null));
        assertThat(heard.take()).containsExactly("closed: transport error, the server answered with status 403");
        assertThat(heard.cause).isInstanceOfSatisfying(TransportException.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(403);
            assertThat(refusal.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
            assertThat(refusal.getSuppressed()).hasSize(1);
        });
        assertEverythingIsReleased();
    }

    @Test
    void onlyTheFirstTransportIsTriedIfThatIsWanted() {
        connect(options -> options.tryAllTransports(false));
        http.poll().fail("no route");
        assertThat(heard.take()).containsExactly("closed: transport error, no route");
        assertThat(http.sockets).isEmpty();
        assertEverythingIsReleased();
    }

    @Test
    void aHandshakeThatDoesNotComeIsNotWaitedForForever() {
        connect(options -> options.openTimeout(Duration.ofSeconds(7)).tryAllTransports(false));
        Request poll = http.poll();
        time.advance(Duration.ofSeconds(7));
        assertThat(heard.take()).containsExactly("closed: transport error, no handshake within PT7S");
        assertThat(poll.cancelled).isTrue();
        poll.answer(OPEN);
        assertThat(heard.take()).isEmpty();
        assertEverythingIsReleased();
    }

    @Test
    void aConnectionRemembersThatTheLastOneCameToAWebsocket() {
        EngineClientOptions options = EngineClientOptions.builder(URI.create("http://server"))
                .rememberUpgrade(true)
                .build();
        EngineClient.connect(options, resources, heard);
        http.poll().answer(OPEN);
        Request poll = http.poll();
        Socket socket = http.sockets.remove();
        socket.open();
        socket.receive("3probe");
        poll.answer("6");
        EngineClient.connect(options, resources, heard);
        assertThat(http.requests).isEmpty();
        http.sockets.remove().handler.onFailure(new TransportException("gone", null));
        assertThat(http.poll()).isNotNull();
        EngineClient.connect(options, resources, heard);
        assertThat(http.sockets).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4hello", "x", "0{}", "0{\"sid\":\"a\"}", "6", "bAAA=", "0null", "\u001e"})
    void whatDoesNotBeginWithAHandshakeIsRefused(String body) {
        connect(options -> options.tryAllTransports(false));
        http.poll().answer(body);
        assertThat(heard.take()).singleElement().asString().startsWith("closed: transport error");
        assertEverythingIsReleased();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "4a\u001e", "4a\u001e\u001e4b", "7", "b!!!", "4a\u001e9b"})
    void whatIsNoEngineIoEndsTheConnectionAndTheServerIsTold(String body) {
        polling();
        Request poll = http.poll();
        poll.answer(body);
        List<String> events = heard.take();
        assertThat(events).last().asString().startsWith("closed: parse error");
        http.post().answer("ok");
        assertEverythingIsReleased();
    }

    @Test
    void unaskedPacketsDoNoHarm() {
        Socket socket = webSocket();
        for (int i = 0; i < 100_000; i++) {
            socket.receive(i % 2 == 0 ? "3" : "6");
        }
        socket.receive("5");
        socket.receive(OPEN);
        socket.receive("3probe");
        assertThat(socket.sent).isEmpty();
        assertThat(time.waiting()).isEqualTo(1);
        socket.receive("4end");
        assertThat(heard.take()).containsExactly("end");
    }

    @Test
    void aServerThatPingsAndNeverReadsIsLeft() {
        Socket socket = webSocket();
        socket.holdsBack = true;
        for (int i = 0; i < 1_100_000 && !socket.aborted; i++) {
            socket.receive("2");
        }
        assertThat(heard.take()).containsExactly("closed: transport error, the server reads no answers");
    }

    @Test
    void pingsAreAnsweredAndSilenceIsTheEnd() {
        Socket socket = webSocket();
        time.advance(Duration.ofSeconds(25));
        socket.receive("2");
        assertThat(socket.sent).containsExactly("3");
        time.advance(Duration.ofMillis(44_999));
        assertThat(heard.take()).containsExactly("drain");
        time.advance(Duration.ofMillis(1));
        assertThat(heard.take()).containsExactly("closed: ping timeout");
        assertThat(socket.aborted).isTrue();
        assertEverythingIsReleased();
    }

    @Test
    void afterTheMachineSleptTheConnectionIsKnownToBeDeadAtOnce() {
        EngineClient client = polling();
        time.sleep(Duration.ofHours(1));
        assertThat(client.isOpen()).isFalse();
        assertThat(client.offer(text("x"), Urgency.NORMAL)).isEqualTo(Offer.CLOSED);
        assertThat(heard.take()).containsExactly("closed: ping timeout");
    }

    @Test
    void afterTheMachineSleptItIsNoticedSoonWithoutAnyOffer() {
        polling();
        time.sleep(Duration.ofHours(1));
        time.advance(Duration.ZERO);
        assertThat(heard.take()).containsExactly("closed: ping timeout");
    }

    @Test
    void revision3PingsByItself() {
        connect(options -> options.protocol(EngineProtocol.V3).transports(List.of(Transport.WEBSOCKET)));
        Socket socket = http.sockets.remove();
        assertThat(socket.call.uri().toString()).contains("EIO=3");
        socket.open();
        socket.receive(OPEN);
        time.advance(Duration.ofSeconds(25));
        assertThat(socket.sent).containsExactly("2");
        socket.receive("3");
        time.advance(Duration.ofMillis(44_999));
        assertThat(heard.take()).containsExactly("open", "drain", "drain");
        time.advance(Duration.ofMillis(1));
        assertThat(heard.take()).containsExactly("closed: ping timeout");
    }

    @Test
    void whileItIsNotReadThereIsNoPollAndTheServerIsKeptAwake() {
        EngineClient client = polling();
        Request poll = http.poll();
        client.readable(false);
        poll.answer("4on its way");
        assertThat(heard.take()).containsExactly("on its way");
        assertThat(http.take(false)).isEmpty();
        time.advance(Duration.ofSeconds(10));
        assertThat(http.post().body()).isEqualTo("3");
        time.advance(Duration.ofMinutes(5));
        assertThat(client.isOpen()).isTrue();
        client.readable(true);
        assertThat(http.poll()).isNotNull();
        time.advance(Duration.ofSeconds(44));
        assertThat(client.isOpen()).isTrue();
        time.advance(Duration.ofSeconds(1));
        assertThat(heard.take()).containsExactly("closed: ping timeout");
    }

    @Test
    void whileAWebsocketIsNotReadItGetsNoDemand() {
        Socket socket = webSocket();
        EngineClient client = connect(options -> options.transports(List.of(Transport.WEBSOCKET)));
        Socket other = http.sockets.remove();
        other.open();
        other.receive(OPEN);
        client.readable(false);
        int window = other.demand;
        for (int i = 0; i < window; i++) {
            other.receive("4" + i);
        }
        assertThat(other.demand).isZero();
        client.readable(true);
        assertThat(other.demand).isEqualTo(window);
        assertThat(socket.demand).isEqualTo(window);
    }

    @Test
    void closingSendsWhatIsInTheQueueThenSaysGoodbye() {
        EngineClient client = polling();
        Request poll = http.poll();
        client.offer(text("a"), Urgency.NORMAL);
        client.offer(text("b"), Urgency.NORMAL);
        client.close();
        assertThat(client.offer(text("c"), Urgency.NORMAL)).isEqualTo(Offer.CLOSED);
        http.post().answer("ok");
        assertThat(heard.take()).isEmpty();
        Request second = http.post();
        assertThat(second.body()).isEqualTo("4b");
        second.answer("ok");
        assertThat(heard.take()).containsExactly("closed: forced close");
        Request last = http.post();
        assertThat(last.body()).isEqualTo("1");
        assertThat(resources.users()).isOne();
        last.answer("ok");
        assertThat(poll.cancelled).isTrue();
        assertEverythingIsReleased();
    }

    @Test
    void closingAWebsocketWaitsForTheServerButNotForLong() {
        Socket socket = webSocket();
        EngineClient client = connect(options -> options.transports(List.of(Transport.WEBSOCKET)));
        Socket silent = http.sockets.remove();
        silent.open();
        silent.receive(OPEN);
        client.close();
        assertThat(heard.take()).containsExactly("open", "closed: forced close");
        assertThat(silent.closed).isTrue();
        assertThat(resources.users()).isEqualTo(2);
        time.advance(Duration.ofSeconds(2));
        assertThat(silent.aborted).isTrue();
        assertThat(resources.users()).isOne();
        assertThat(socket.closed).isFalse();
    }

    @Test
    void closingDoesNotWaitForeverForASlowServer() {
        EngineClient client = polling();
        client.offer(text("a"), Urgency.NORMAL);
        client.close();
        time.advance(Duration.ofSeconds(5));
        assertThat(heard.take()).containsExactly("closed: forced close, not everything could be sent");
        assertThat(resources.users()).isZero();
    }

    @Test
    void closingNowDropsTheQueue() {
        EngineClient client = polling();
        client.offer(text("a"), Urgency.NORMAL);
        client.closeNow(CloseReason.INBOUND_TIMEOUT);
        assertThat(heard.take()).containsExactly("closed: inbound timeout");
        assertThat(client.queuedBytes()).isZero();
        assertEverythingIsReleased();
    }

    @Test
    void closingBeforeTheHandshakeGivesTheRequestUp() {
        EngineClient client = connect(options -> options);
        Request poll = http.poll();
        client.close();
        assertThat(heard.take()).containsExactly("closed: forced close");
        assertThat(poll.cancelled).isTrue();
        assertEverythingIsReleased();
    }

    @Test
    void theCloseOfTheServerIsATransportClose() {
        polling();
        http.poll().answer("4a\u001e1\u001e4b");
        assertThat(heard.take()).containsExactly("a", "closed: transport close, the server closed the session");
        assertEverythingIsReleased();
    }

    @Test
    void theCloseOfAWebsocketIsATransportCloseAndABreakAnError() {
        webSocket().handler.onClose(1001, "");
        assertThat(heard.take()).containsExactly("closed: transport close, websocket closed with 1001");
        webSocket().handler.onFailure(new TransportException("broke", null));
        assertThat(heard.take()).containsExactly("closed: transport error, broke");
        assertEverythingIsReleased();
    }

    @Test
    void aPostThatIsRefusedIsATransportError() {
        EngineClient client = polling();
        client.offer(text("a"), Urgency.NORMAL);
        http.post().answer(413, "");
        assertThat(heard.take()).containsExactly("closed: transport error, the server answered with status 413");
        assertEverythingIsReleased();
    }

    @Test
    void oneWebsocketMessageIsSentAtATime() {
        EngineClient client = connect(options -> options.transports(List.of(Transport.WEBSOCKET)));
        Socket socket = http.sockets.remove();
        socket.open();
        socket.receive(OPEN);
        socket.holdsBack = true;
        client.offer(text("a"), Urgency.NORMAL);
        client.offer(
                EncodedMessage.json("451-x".getBytes(StandardCharsets.UTF_8), List.of(new byte[] {1})), Urgency.NORMAL);
        assertThat(socket.sent).containsExactly("4a");
        socket.hasSent();
        assertThat(socket.sent).containsExactly("4a", "451-x");
        socket.hasSent();
        assertThat(socket.sent).containsExactly("4a", "451-x", "hex:01");
        assertThat(client.queuedBytes()).isPositive();
        socket.hasSent();
        assertThat(client.queuedBytes()).isZero();
        assertThat(heard.take()).containsExactly("open", "drain");
    }

    @Test
    void headersThatCannotBeMadeEndTheConnection() {
        connect(options -> options.headers(() -> {
            throw new IllegalStateException("no token");
        }));
        assertThat(heard.take()).containsExactly("closed: transport error, the headers could not be made");
        assertThat(heard.cause).hasMessage("no token");
        assertEverythingIsReleased();
    }

    @Test
    void headersAndQueryAreThoseOfTheUser() {
        EngineClientOptions options = EngineClientOptions.builder(
                        URI.create("https://me:pass%21@server/ignored?a=1%202&EIO=9&sid=evil"))
                .path("/socket.io/")
                .query(Map.of("x y", "1&2", "transport", "evil"))
                .headers(Map.of("user-agent", "mine"))
                .timestampRequests(false)
                .forceBase64(true)
                .build();
        EngineClient.connect(options, resources, heard);
        Request poll = http.poll();
        assertThat(poll.call.uri())
                .hasToString("https://server/socket.io/?a=1%202&x%20y=1%262&EIO=4&b64=1&transport=polling");
        assertThat(poll.call.headers())
                .containsEntry("User-Agent", "mine")
                .containsEntry("Authorization", "Basic bWU6cGFzcyE=");
    }

    @Test
    void aSidIsEncodedBeforeItBecomesPartOfAnAddress() {
        connect(options -> options.upgrade(false));
        http.poll().answer("0{\"sid\":\"a&b=c d\\r\\nX: y#\",\"pingInterval\":1000,\"pingTimeout\":1000}");
        assertThat(http.poll().call.uri().toString()).endsWith("&sid=a%26b%3Dc%20d%0D%0AX%3A%20y%23");
    }
}
