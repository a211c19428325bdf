package io.sockeye.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What the official test suites of Engine.IO 3 and 4 have in common, against a server that echoes each message. Where time matters the settings are
 * theirs: {@code pingInterval} 300 ms, {@code pingTimeout} 200 ms. All else runs against a server with long ones, so that a busy machine fails nothing.
 */
abstract class EngineIoContract {
    static final int PING_INTERVAL = 300;
    static final int PING_TIMEOUT = 200;

    /** A server with the heartbeat of the suites. */
    abstract URI hasty();

    /** The same server with a heartbeat that no test waits for. */
    abstract URI calm();

    /** What identifies the client: the revision and what belongs to it. */
    abstract String client();

    /** The packets as one polling body. */
    abstract String payload(String... packets);

    PollingProbe polling() {
        return PollingProbe.open(calm(), client());
    }

    WebSocketProbe websocket() {
        return websocket(calm());
    }

    WebSocketProbe websocket(URI server) {
        WebSocketProbe probe = WebSocketProbe.open(WebSocketProbe.uri(server, client() + "&transport=websocket"));
        assertThat(probe.takeText()).startsWith("0{");
        return probe;
    }

    /** A session that has just got through an upgrade, and its websocket. */
    private WebSocketProbe upgraded(PollingProbe polling) {
        WebSocketProbe websocket = WebSocketProbe.open(polling.websocketUri());
        websocket.send("2probe");
        assertThat(websocket.takeText()).isEqualTo("3probe");
        websocket.send("5");
        return websocket;
    }

    /** Polls until the session is gone. */
    static void awaitEndOfPolls(PollingProbe polling) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (polling.poll().status() == 200) {
            assertThat(System.nanoTime()).as("the session lives on").isLessThan(deadline);
        }
    }

    /** Posts noops until the session is gone. */
    private void awaitEnd(PollingProbe polling) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (polling.post(payload("6")).status() == 200) {
            assertThat(System.nanoTime()).as("the session lives on").isLessThan(deadline);
        }
    }

    @Test
    void pollingHandshakeAnnouncesTheUpgradeAndTheSettings() {
        Answer answer = PollingProbe.request(hasty(), "GET", client() + "&transport=polling");
        JsonNode handshake = PollingProbe.open(hasty(), client()).handshake();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
        assertThat(handshake.propertyNames())
                .containsExactly("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload");
        assertThat(handshake.get("sid").asString()).matches("[A-Za-z0-9_-]{20}");
        assertThat(handshake.get("upgrades").toString()).isEqualTo("[\"websocket\"]");
        assertThat(handshake.get("pingInterval").asInt()).isEqualTo(PING_INTERVAL);
        assertThat(handshake.get("pingTimeout").asInt()).isEqualTo(PING_TIMEOUT);
        assertThat(handshake.get("maxPayload").asInt()).isEqualTo(1_000_000);
    }

    @Test
    void websocketHandshakeHasNothingLeftToUpgradeTo() {
        String query = client() + "&transport=websocket";
        try (WebSocketProbe probe = WebSocketProbe.open(WebSocketProbe.uri(hasty(), query))) {
            assertThat(probe.takeText())
                    .matches("0\\{\"sid\":\"[A-Za-z0-9_-]{20}\",\"upgrades\":\\[],\"pingInterval\":300,"
                            + "\"pingTimeout\":200,\"maxPayload\":1000000}");
        }
    }

    @Test
    void pollingHandshakeWithoutOrWithAnUnknownTransportIsRefused() {
        for (String transport : new String[] {"", "&transport=abc"}) {
            Answer answer = PollingProbe.request(calm(), "GET", client() + transport);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
        }
    }

    @Test
    void websocketHandshakeWithoutOrWithAnUnknownTransportIsRefused() {
        for (String transport : new String[] {"", "&transport=abc"}) {
            assertThat(WebSocketProbe.statusOfRefusal(WebSocketProbe.uri(calm(), client() + transport)))
                    .isEqualTo(400);
        }
    }

    @Test
    void onlyGetOpensASession() {
        for (String method : new String[] {"POST", "PUT"}) {
            Answer answer = PollingProbe.request(calm(), method, client() + "&transport=polling");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).isEqualTo("{\"code\":2,\"message\":\"Bad handshake method\"}");
        }
    }

    @Test
    void aPostedPacketIsAnsweredWithOkAndEchoedInTheNextPoll() {
        PollingProbe polling = polling();

        Answer answer = polling.post(payload("4hello"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("ok");
        Answer poll = polling.poll();
        assertThat(poll.status()).isEqualTo(200);
        assertThat(poll.text()).isEqualTo(payload("4hello"));
    }

    @Test
    void severalPacketsOfOnePostComeBackInOnePoll() {
        PollingProbe polling = polling();

        assertThat(polling.post(payload("4test1", "4test2", "4test3")).text()).isEqualTo("ok");

        assertThat(polling.poll().text()).isEqualTo(payload("4test1", "4test2", "4test3"));
    }

    @Test
    void aPendingPollIsAnsweredWhenAMessageComes() {
        PollingProbe polling = polling();
        CompletableFuture<Answer> pending = polling.pollLater();

        polling.post(payload("4hello"));

        assertThat(pending.join().text()).isEqualTo(payload("4hello"));
    }

    @Test
    void aMalformedPostEndsTheSession() {
        PollingProbe polling = polling();

        polling.postInVain("abc");

        assertThat(polling.poll().status()).isEqualTo(400);
    }

    @Test
    void aSecondPollAtTheSameTimeEndsTheSession() {
        PollingProbe polling = polling();

        CompletableFuture<Answer> one = polling.pollLater();
        CompletableFuture<Answer> other = polling.pollLater();

        assertThat(new int[] {one.join().status(), other.join().status()}).containsExactlyInAnyOrder(200, 400);
        assertThat((one.join().status() == 200 ? one : other).join().text()).isEqualTo(payload("1"));
        assertThat(polling.poll().status()).isEqualTo(400);
    }

    @Test
    void aPollWhoseConnectionIsCutEndsTheSession() {
        PollingProbe polling = polling();

        polling.pollAndHangUp();

        awaitEnd(polling);
    }

    @Test
    void aWebsocketEchoesText() {
        try (WebSocketProbe websocket = websocket()) {
            websocket.send("4hello");

            assertThat(websocket.takeText()).isEqualTo("4hello");
        }
    }

    @Test
    void aMalformedPacketClosesTheWebsocket() {
        try (WebSocketProbe websocket = websocket()) {
            websocket.send("abc");

            websocket.awaitClose();
        }
    }

    @Test
    void aWebsocketThatSaysNothingIsClosed() {
        try (WebSocketProbe websocket = websocket(hasty())) {
            websocket.awaitClose();
        }
    }

    @Test
    void aClosePacketAnswersThePendingPollWithNoopAndEndsTheSession() {
        Answer answer;
        int tries = 0;
        do { // which of two connections is served first is up to the machine: until it was the poll
            PollingProbe polling = polling();
            CompletableFuture<Answer> pending = polling.pollLater();
            polling.post(payload("1"));
            answer = pending.join();
            assertThat(polling.poll().status()).isEqualTo(400);
        } while (answer.status() == 400 && ++tries < 100);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(payload("6"));
    }

    @Test
    void aClosePacketClosesTheWebsocket() {
        try (WebSocketProbe websocket = websocket()) {
            websocket.send("1");

            websocket.awaitClose();
        }
    }

    @Test
    void theProbeOfAnUpgradeReleasesThePendingPoll() {
        PollingProbe polling = polling();
        CompletableFuture<Answer> pending = polling.pollLater();
        try (WebSocketProbe websocket = WebSocketProbe.open(polling.websocketUri())) {
            websocket.send("2probe");

            assertThat(websocket.takeText()).isEqualTo("3probe");
            assertThat(pending.join().text()).isEqualTo(payload("6"));
        }
    }

    @Test
    void aPollAfterTheProbeIsReleasedTooAndTheUpgradeEndsOnTheWebsocket() {
        PollingProbe polling = polling();
        try (WebSocketProbe websocket = WebSocketProbe.open(polling.websocketUri())) {
            websocket.send("2probe");
            assertThat(websocket.takeText()).isEqualTo("3probe");

            assertThat(polling.poll().text()).isEqualTo(payload("6"));
            websocket.send("5");
            websocket.send("4hello");

            assertThat(websocket.takeText()).isEqualTo("4hello");
        }
    }

    @Test
    void afterAnUpgradeAPollIsRefusedAndTheWebsocketLivesOn() {
        PollingProbe polling = polling();
        try (WebSocketProbe websocket = upgraded(polling)) {
            websocket.send("4before");
            assertThat(websocket.takeText()).isEqualTo("4before");

            assertThat(polling.poll().status()).isEqualTo(400);

            websocket.send("4hello");
            assertThat(websocket.takeText()).isEqualTo("4hello");
        }
    }

    @Test
    void afterAnUpgradeASecondWebsocketIsTurnedAwayAndTheFirstLivesOn() {
        PollingProbe polling = polling();
        try (WebSocketProbe websocket = upgraded(polling)) {
            WebSocketProbe.awaitRefusalOrClose(polling.websocketUri());

            websocket.send("4hello");
            assertThat(websocket.takeText()).isEqualTo("4hello");
        }
    }

    @Test
    void anUpgradeThatIsGivenUpLeavesPollingAlive() {
        PollingProbe polling = polling();
        WebSocketProbe websocket = WebSocketProbe.open(polling.websocketUri());
        websocket.send("2probe");
        assertThat(websocket.takeText()).isEqualTo("3probe");

        websocket.close();

        assertThat(polling.post(payload("4hello")).text()).isEqualTo("ok");
        String answer = polling.poll().text();
        while (answer.equals(payload("6"))) { // as long as the server doesn't know that it is given up
            answer = polling.poll().text();
        }
        assertThat(answer).isEqualTo(payload("4hello"));
    }
}
