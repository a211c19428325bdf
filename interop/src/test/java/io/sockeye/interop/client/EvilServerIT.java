package io.sockeye.interop.client;

import static io.sockeye.interop.client.EvilServer.CONNECTED;
import static io.sockeye.interop.client.EvilServer.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.client.ConnectFailedException;
import io.sockeye.client.ConnectOptions;
import io.sockeye.client.SocketIoClient;
import io.sockeye.engineio.Transport;
import io.sockeye.interop.peer.Server;
import io.sockeye.socketio.DisconnectReason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What bad servers say (CVE-2022-25867 and its kin): the connection ends with a reason, nothing hangs, and the same client can be connected to a good server. */
final class EvilServerIT {
    private static final char RS = 0x1e;
    private static Server good;

    @BeforeAll
    static void startGoodServer() {
        good = Peer.SOCKEYE.start();
    }

    @AfterAll
    static void closeGoodServer() {
        good.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42",
                "42\"x\"",
                "42{}",
                "42[]",
                "42[1",
                "42[{\"toString\":\"x\"}]",
                "42[null]",
                "42[[]]",
                "42x[\"a\"]",
                "43[]",
                "43",
                "431{}",
                "4399999999999999999999999[]",
                "45",
                "450-[\"x\"]",
                "4511-[\"x\"]",
                "45999999-[\"x\"]",
                "451-[\"x\",{\"_placeholder\":true,\"num\":1}]\u001ebAQID",
                "451-[\"x\",{\"_placeholder\":true,\"num\":\"splice\"}]\u001ebAQID",
                "451-[\"x\"]\u001e42[\"y\"]",
                "bAQID",
                "b***",
                "47",
                "49[\"x\"]",
                "4\"x\"",
                "9",
                "x",
                "\u001e",
                "42/\u001e",
            })
    void whatIsNotTheProtocolEndsTheConnectionWithParseError(String payload) throws InterruptedException {
        try (EvilServer evil = EvilServer.saying(OPEN, CONNECTED, payload);
                SocketIoClient client = client()) {
            Heard<DisconnectReason> ends = new Heard<>();
            client.onDisconnect(ends::add);

            client.connect(polling(evil.url()));

            assertThat(ends.take()).isIn(DisconnectReason.PARSE_ERROR, DisconnectReason.TRANSPORT_ERROR);
            client.join();
            isAlive(client);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "43999[]",
                "42/nobody,[\"x\"]",
                "41/nobody,",
                "44/nobody,{\"message\":\"no\"}",
                "42[\"x\",1e999999]",
                "42[\"x\",{\"__proto__\":1,\"a\":1,\"a\":2}]",
                "42[\"x\",\"\\ud800\"]",
            })
    void whatIsStrangeButAllowedIsIgnored(String payload) throws InterruptedException {
        try (EvilServer evil = EvilServer.saying(OPEN, CONNECTED, payload + RS + "42[\"next\",1]");
                SocketIoClient client = client()) {
            Heard<Integer> next = new Heard<>();
            client.on("next", Integer.class, next::add);

            client.connect(polling(evil.url()));

            assertThat(next.take()).isEqualTo(1);
            assertThat(client.isConnected()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0{",
                "0[]",
                "0{}",
                "0null",
                "0{\"sid\":null,\"upgrades\":[],\"pingInterval\":1,\"pingTimeout\":1}",
                "0{\"sid\":\"x\",\"upgrades\":{},\"pingInterval\":25000,\"pingTimeout\":20000}",
                "0{\"sid\":\"x\",\"upgrades\":[],\"pingInterval\":\"x\",\"pingTimeout\":20000}",
                "1",
                "<html>",
                "endless",
            })
    void aBadHandshakeFailsTheConnect(String handshake) {
        try (EvilServer evil = EvilServer.saying(handshake);
                SocketIoClient client = client()) {
            assertThatThrownBy(() -> client.connect(polling(evil.url()))).isInstanceOf(ConnectFailedException.class);
            isAlive(client);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"44", "44null", "44[]", "441", "44\"no\"", "44{\"message\":1}", "44{", "40{}", "40[]", "40null"})
    void aBadAnswerToConnectFailsTheConnect(String answer) {
        try (EvilServer evil = EvilServer.saying(OPEN, answer);
                SocketIoClient client = client()) {
            assertThatThrownBy(() -> client.connect(polling(evil.url()))).isInstanceOf(ConnectFailedException.class);
            isAlive(client);
        }
    }

    @Test
    void deepJsonAndEndlessNumbersEndTheConnectionAndNotTheThread() throws InterruptedException {
        for (String argument : new String[] {"[".repeat(100_000), "{\"a\":".repeat(100_000), "1".repeat(1_000_000)}) {
            try (EvilServer evil = EvilServer.saying(OPEN, CONNECTED, "42[\"x\"," + argument + "]");
                    SocketIoClient client = client()) {
                Heard<DisconnectReason> ends = new Heard<>();
                client.onDisconnect(ends::add);
                client.on("x", Object.class, value -> {});

                client.connect(polling(evil.url()));

                assertThat(ends.take()).isEqualTo(DisconnectReason.PARSE_ERROR);
                isAlive(client);
            }
        }
    }

    /** Its answer, which may have had messages in it, is lost: to ask again would hide that. */
    @Test
    void aPollWhoseConnectionBreaksIsNotSentAgain() throws InterruptedException {
        try (EvilServer evil = EvilServer.saying(OPEN, CONNECTED, "hang up", "42[\"lost\"]");
                SocketIoClient client = client()) {
            Heard<String> heard = new Heard<>();
            client.on("lost", () -> heard.add("lost"));
            client.onDisconnect(reason -> heard.add(reason.text()));

            client.connect(polling(evil.url()));

            assertThat(heard.take()).isEqualTo("transport error");
        }
    }

    @Test
    void aPayloadWithoutEndIsCutOff() throws InterruptedException {
        try (EvilServer evil = EvilServer.saying(OPEN, CONNECTED, "endless");
                SocketIoClient client = client()) {
            Heard<DisconnectReason> ends = new Heard<>();
            client.onDisconnect(ends::add);

            client.connect(polling(evil.url()));

            ends.take();
            isAlive(client);
        }
    }

    private static SocketIoClient client() {
        return SocketIoClient.builder().reconnection(false).build();
    }

    private static ConnectOptions polling(String url) {
        return ConnectOptions.to(url)
                .transports(Transport.POLLING)
                .timeout(TestClient.LIMIT)
                .build();
    }

    private static void isAlive(SocketIoClient client) {
        client.connect(polling(good.url()));
        assertThat(client.call("ask", int.class, 1)).isEqualTo(1);
        client.disconnect();
    }
}
