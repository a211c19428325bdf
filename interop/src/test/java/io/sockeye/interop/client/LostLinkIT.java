package io.sockeye.interop.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.interop.peer.Link;
import io.sockeye.interop.peer.NodeServer;
import io.sockeye.interop.peer.Server;
import io.sockeye.interop.wire.Until;
import io.sockeye.socketio.DisconnectReason;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Links that go silent, and links that break. */
final class LostLinkIT {
    private static final Duration PING_TIMEOUT = Duration.ofSeconds(10);
    /** For a machine that is busy with other tests. */
    private static final Duration SLACK = Duration.ofSeconds(20);

    @TestFactory
    Stream<DynamicNode> aLinkThatGoesSilentIsNoticedInTimeAndLeftForANewOne() {
        Lines lines = new Lines();
        Arrays.stream(Peer.values()).forEach(peer -> new Silence(peer).addTo(lines));
        return lines.start();
    }

    /** One server, one link that freezes, and all clients behind it. */
    private static final class Silence {
        private final Peer peer;
        private final List<Victim> victims;
        private Server server;
        private Link link;
        private long frozenAt;

        private Silence(Peer peer) {
            this.peer = peer;
            this.victims = Variant.all().stream()
                    .map(variant -> new Victim(variant, variant.client(peer, UnaryOperator.identity())))
                    .toList();
        }

        void addTo(Lines lines) {
            String line = peer.toString();
            lines.add(line, "starts", () -> {
                server = peer.start(PING_TIMEOUT);
                link = Link.to(server.port());
            });
            victims.forEach(victim -> lines.add(line, victim.variant + " connects", () -> victim.connect(link)));
            lines.add(line, "freezes", () -> {
                frozenAt = System.nanoTime();
                link.freeze();
            });
            victims.forEach(victim -> lines.add(line, victim.variant + " notices", () -> victim.notices(frozenAt)));
            lines.add(line, "thaws", () -> link.thaw());
            victims.forEach(victim -> lines.add(line, victim.variant + " is back", victim::isBack));
            lines.add(line, "ends", () -> {
                victims.forEach(victim -> victim.client.close());
                link.close();
                server.close();
            });
        }
    }

    private record End(DisconnectReason reason, long at) {}

    private record Victim(Variant variant, TestClient client, Heard<End> ends, Heard<Boolean> connects) {
        Victim(Variant variant, TestClient client) {
            this(variant, client, new Heard<>(), new Heard<>());
            client.events().onDisconnect(reason -> ends.add(new End(reason, System.nanoTime())));
            client.events().onConnect(() -> connects.add(true));
        }

        void connect(Link link) throws InterruptedException {
            // The first time is slow enough to miss a heartbeat.
            client.connect(variant.to(link.url()).retry(true).build());
            connects.take();
            Until.becomes(
                    TestClient.LIMIT,
                    () -> client.transport().orElseThrow(),
                    transport -> transport == variant.mode().last());
        }

        void notices(long frozenAt) throws InterruptedException {
            End end = ends.take();
            assertThat(end.reason()).isEqualTo(DisconnectReason.PING_TIMEOUT);
            assertThat(Duration.ofNanos(end.at() - frozenAt))
                    .isLessThan(Peer.PING_INTERVAL.plus(PING_TIMEOUT).plus(SLACK));
        }

        void isBack() throws InterruptedException {
            connects.take();
            assertThat(client.call("ask", 1).get(0, int.class)).isEqualTo(1);
        }
    }

    @Test
    void whatWasMissedIsSentAgainWhenTheServerKnowsTheClient() throws InterruptedException {
        try (Server server = NodeServer.socketIo(
                        "4.8.4", "{\"pingInterval\":500,\"pingTimeout\":10000,\"connectionStateRecovery\":{}}");
                Link link = Link.to(server.port())) {
            for (Variant variant : Variant.all()) {
                try (TestClient client = variant.client(Peer.NODE_4, UnaryOperator.identity())) {
                    isRecovered(variant, client, server, link);
                }
            }
        }
    }

    private static void isRecovered(Variant variant, TestClient client, Server server, Link link)
            throws InterruptedException {
        Heard<String> heard = new Heard<>();
        client.events().onConnect(() -> heard.add("connect, recovered: " + client.isRecovered()));
        client.events().onDisconnect(reason -> heard.add("disconnect"));
        client.events().on("broadcast", String.class, heard::add);
        client.connect(variant.to(link.url()).build());
        assertThat(heard.take()).isEqualTo("connect, recovered: false");
        String sid = client.sid("/").orElseThrow();
        server.command("broadcast first"); // an event that tells the offset
        assertThat(heard.take()).isEqualTo("first");

        link.freeze();
        link.cut();
        server.command("alone");
        server.command("broadcast missed");
        link.thaw();

        assertThat(heard.take()).as(variant.toString()).isEqualTo("disconnect");
        assertThat(List.of(heard.take(), heard.take()))
                .as(variant.toString())
                .containsExactlyInAnyOrder("missed", "connect, recovered: true");
        assertThat(client.sid("/")).contains(sid);
        assertThat(client.call("ask", 1).get(0, int.class)).isEqualTo(1);
        assertThat(heard.isEmpty()).isTrue();
    }
}
