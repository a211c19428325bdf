package io.sockeye.micrometer;

import static io.sockeye.micrometer.MeteredServer.get;
import static io.sockeye.micrometer.MeteredServer.join;
import static io.sockeye.micrometer.MeteredServer.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.sockeye.dispatch.Args;
import io.sockeye.engineio.server.host.MemoryWebSocket;
import io.sockeye.server.Socket;
import io.sockeye.socketio.ConnectionRefusedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every meter, moved by packets of real clients. */
final class SockeyeMetricsTest {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");
    private static final String KILOBYTE = "x".repeat(1024);

    private MeteredServer server = new MeteredServer();

    @AfterEach
    void close() {
        server.close();
    }

    private Socket onlySocket() {
        return server.io.sockets().iterator().next();
    }

    private double connections(String transport, String protocol) {
        return server.value(MeterName.CONNECTIONS, "transport", transport, "protocol", protocol);
    }

    @Test
    void anUpgradeMovesAConnectionFromPollingToWebSocket() throws Exception {
        Matcher sid = SID.matcher(server.poll("EIO=4"));
        assertThat(sid.find()).isTrue();
        assertThat(connections("polling", "eio4")).isOne();
        MemoryWebSocket webSocket =
                get(server.host.connect().webSocket("/socket.io/?EIO=4&transport=websocket&sid=" + sid.group(1)));
        webSocket.send("2probe");
        assertThat(next(webSocket)).isEqualTo("3probe");
        assertThat(server.value(MeterName.CONNECTIONS_UPGRADED)).isZero();
        webSocket.send("5");
        server.await(1, MeterName.CONNECTIONS_UPGRADED);
        server.await(0, MeterName.CONNECTIONS, "transport", "polling", "protocol", "eio4");
        server.await(1, MeterName.CONNECTIONS, "transport", "websocket", "protocol", "eio4");
        assertThat(server.value(MeterName.CONNECTIONS_OPENED, "transport", "polling", "protocol", "eio4"))
                .isOne();
        assertThat(server.value(MeterName.CONNECTIONS_OPENED, "transport", "websocket", "protocol", "eio4"))
                .isZero();
    }

    @Test
    void bothRevisionsOfTheProtocolAreTold() throws Exception {
        server.webSocket("EIO=3");
        MemoryWebSocket newer = server.webSocket("EIO=4");
        assertThat(connections("websocket", "eio3")).isOne();
        assertThat(connections("websocket", "eio4")).isOne();
        newer.close(1000);
        server.await(1, MeterName.CONNECTIONS_CLOSED, "reason", "transport_close");
        server.await(0, MeterName.CONNECTIONS, "transport", "websocket", "protocol", "eio4");
        assertThat(connections("websocket", "eio3")).isOne();
    }

    @Test
    void packetsAndBytesOverBothTransports() throws Exception {
        MemoryWebSocket client = server.joined("/");
        double opening = server.value(MeterName.SENT);
        server.io.emit("hi");
        assertThat(next(client)).isEqualTo("42[\"hi\"]");
        assertThat(server.value(MeterName.SENT)).isEqualTo(opening + 8);
        assertThat(server.value(MeterName.PACKETS_SENT)).isEqualTo(3); // open, CONNECT, hi
        client.send("42[\"héllo\"]");
        server.await(2, MeterName.PACKETS_RECEIVED);
        server.await(2 + 12, MeterName.RECEIVED);
        client.close(1000);
        server.await(1, MeterName.CONNECTIONS_CLOSED, "reason", "transport_close");

        Matcher sid = SID.matcher(server.poll("EIO=4"));
        assertThat(sid.find()).isTrue();
        server.await(3 + 1, MeterName.PACKETS_SENT);
        double before = server.value(MeterName.SENT);
        assertThat(server.post("EIO=4&sid=" + sid.group(1), "40/nowhere,")).isEqualTo("ok");
        server.await(2 + 1, MeterName.PACKETS_RECEIVED);
        server.await(14 + 11, MeterName.RECEIVED);
        String answer = server.poll("EIO=4&sid=" + sid.group(1));
        server.await(4 + 1, MeterName.PACKETS_SENT);
        assertThat(server.value(MeterName.SENT)).isEqualTo(before + answer.length());
    }

    @Test
    void refusalsByCode() throws Exception {
        server.poll("EIO=4&sid=nobody");
        server.poll("EIO=4&sid=nobody-else");
        get(server.host.connect().get("/socket.io/?EIO=4&transport=pigeon"));
        assertThat(server.value(MeterName.CONNECTIONS_REFUSED, "code", "unknown_sid"))
                .isEqualTo(2);
        assertThat(server.value(MeterName.CONNECTIONS_REFUSED, "code", "unknown_transport"))
                .isOne();
        assertThat(server.value(MeterName.CONNECTIONS_REFUSED, "code", "forbidden"))
                .isZero();
    }

    @Test
    void socketsThatAreLetInAndThoseThatAreNot() throws Exception {
        server.io.of("/vip").use(socket -> {
            throw new ConnectionRefusedException("no");
        });
        server.io.of("/chat");
        MemoryWebSocket client = server.joined("/chat");
        assertThat(join(client, "/vip")).startsWith("44/vip,");
        assertThat(join(client, "/made-up-by-a-client")).startsWith("44/made-up-by-a-client,");
        assertThat(server.value(MeterName.SOCKETS, "namespace", "/chat")).isOne();
        assertThat(server.value(MeterName.SOCKETS_JOINED, "namespace", "/chat")).isOne();
        assertThat(server.value(MeterName.ROOMS, "namespace", "/chat")).isOne();
        assertThat(server.value(MeterName.SOCKETS_REFUSED, "namespace", "/vip")).isOne();
        assertThat(server.value(MeterName.SOCKETS_REFUSED, "namespace", "unknown"))
                .isOne();
        client.close(1000);
        server.await(0, MeterName.SOCKETS, "namespace", "/chat");
        server.await(0, MeterName.ROOMS, "namespace", "/chat");
        assertThat(server.value(MeterName.SOCKETS_JOINED, "namespace", "/chat")).isOne();
    }

    @Test
    void eventsAndAcknowledgements() throws Exception {
        server.io.onCall("sum", int.class, int.class, (socket, a, b) -> a + b);
        MemoryWebSocket client = server.joined("/");
        client.send("420[\"sum\",1,2]");
        assertThat(next(client)).isEqualTo("430[3]");
        assertThat(server.value(MeterName.EVENTS_RECEIVED, "namespace", "/")).isOne();
        CompletableFuture<Args> answer = onlySocket().emitWithAck("question");
        assertThat(next(client)).isEqualTo("420[\"question\"]");
        assertThat(server.value(MeterName.EVENTS_SENT, "namespace", "/")).isOne();
        assertThat(server.value(MeterName.ACKS_PENDING, "namespace", "/")).isOne();
        client.send("430[42]");
        get(answer);
        assertThat(server.value(MeterName.ACKS_PENDING, "namespace", "/")).isZero();
    }

    @Test
    void whatWaitsForAClientThatDoesNotReadAndWhatIsDropped() throws Exception {
        MemoryWebSocket client = server.joined("/");
        server.await(0, MeterName.OUTBOUND_QUEUED);
        client.reading(false);
        Socket slow = onlySocket();
        slow.emit("news", KILOBYTE);
        assertThat(server.value(MeterName.OUTBOUND_QUEUED)).isGreaterThan(1024);
        slow.asVolatile().emit("tick");
        server.io.asVolatile().emit("tick");
        assertThat(server.value(MeterName.EVENTS_DROPPED, "namespace", "/")).isEqualTo(2);
        client.reading(true);
        server.await(0, MeterName.OUTBOUND_QUEUED);
    }

    @Test
    void aSlowClientThatIsCutOff() throws Exception {
        server.close();
        server = new MeteredServer(
                options -> options.engine(engine -> engine.outboundBudget(10_000)), metrics -> metrics);
        server.joined("/").reading(false);
        Socket slow = onlySocket();
        for (int i = 0; i < 20; i++) {
            slow.emit("news", KILOBYTE);
        }
        server.await(1, MeterName.CONNECTIONS_CLOSED, "reason", "slow_client");
    }

    @Test
    void connectionsThatAreNotReadBecauseTheirHandlersDoNotKeepUp() throws Exception {
        server.close();
        server = new MeteredServer(options -> options.inboundBudget(2, 1 << 20), metrics -> metrics);
        CountDownLatch go = new CountDownLatch(1);
        server.io.on("wait", socket -> go.await());
        MemoryWebSocket client = server.joined("/");
        for (int i = 0; i < 5; i++) {
            client.send("42[\"wait\"]");
        }
        server.await(1, MeterName.CONNECTIONS_PAUSED);
        go.countDown();
        server.await(0, MeterName.CONNECTIONS_PAUSED);
    }

    @Test
    void howLongHandlersTakeAndWhatGoesWrong() throws Exception {
        server.io.onError(error -> {}); // or it would be logged
        server.io.on("pause", socket -> Thread.yield());
        server.io.on("fail", socket -> {
            throw new IllegalStateException("as the test wants it");
        });
        server.io.on("number", int.class, (socket, number) -> {});
        server.io.onCall("done", socket -> true);
        MemoryWebSocket client = server.joined("/");
        client.send("42[\"pause\"]");
        client.send("42[\"fail\"]");
        client.send("42[\"number\",\"none\"]");
        client.send("42[\"nobody listens\"]");
        client.send("420[\"done\"]");
        assertThat(next(client)).isEqualTo("430[true]");
        Timer timer = server.registry
                .get(MeterName.HANDLER.text())
                .tags("namespace", "/")
                .timer();
        MeteredServer.eventually(() -> timer.count() == 5);
        assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive();
        assertThat(timer.getId().getTag("event")).isNull();
        assertThat(server.value(MeterName.HANDLER_ERRORS, "kind", "handler")).isOne();
        assertThat(server.value(MeterName.HANDLER_ERRORS, "kind", "bind")).isOne();
        assertThat(server.value(MeterName.HANDLER_ERRORS, "kind", "connect")).isZero();
    }
}
