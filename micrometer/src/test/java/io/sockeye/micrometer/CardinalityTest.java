package io.sockeye.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.server.host.MemoryWebSocket;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Clients can't make time series. */
final class CardinalityTest {
    private static final int CLIENTS = 20;

    private static Set<String> ids(MeteredServer server) {
        Set<String> ids = new TreeSet<>();
        server.registry.getMeters().forEach(meter -> ids.add(meter.getId().toString()));
        return ids;
    }

    @Test
    void whateverClientsCallNamespacesAndEventsNoMeterIsAdded() throws Exception {
        try (MeteredServer server = new MeteredServer(options -> options, metrics -> metrics.events("bid", "chat"))) {
            server.io.onCall("bid", socket -> "ok");
            Set<String> before = ids(server);
            for (int i = 0; i < CLIENTS; i++) {
                MemoryWebSocket client = server.webSocket("EIO=4&color=" + i);
                MeteredServer.join(client, "/namespace-" + i);
                MeteredServer.join(client, "/");
                client.send("42[\"event-" + i + "\"]");
                client.send("420[\"bid\"]");
                assertThat(MeteredServer.next(client)).isEqualTo("430[\"ok\"]");
                server.poll("EIO=4&sid=made-up-" + i);
            }
            assertThat(ids(server)).isEqualTo(before);
            assertThat(server.value(MeterName.SOCKETS_REFUSED, "namespace", "unknown"))
                    .isEqualTo(CLIENTS);
            MeteredServer.eventually(() -> handled(server, "/", "bid") == CLIENTS);
            MeteredServer.eventually(() -> handled(server, "/", "other") == CLIENTS);
            assertThat(handled(server, "/", "chat")).isZero();
        }
    }

    private static long handled(MeteredServer server, String namespace, String event) {
        return server.registry
                .get(MeterName.HANDLER.text())
                .tags("namespace", namespace, "event", event)
                .timer()
                .count();
    }

    @Test
    void namespacesBeyondTheLimitShareOneTag() throws Exception {
        try (MeteredServer server = new MeteredServer(options -> options, metrics -> metrics.maxNamespaces(2))) {
            server.io.of("/first");
            server.io.of("/second").on("any", socket -> {});
            Set<String> before = ids(server);
            server.io.of("/third").on("any", socket -> {});
            assertThat(ids(server)).isEqualTo(before);
            server.joined("/first");
            server.joined("/second").send("42/second,[\"any\"]");
            server.joined("/third").send("42/third,[\"any\"]");
            assertThat(server.value(MeterName.SOCKETS, "namespace", "/first")).isOne();
            assertThat(server.value(MeterName.SOCKETS, "namespace", "other")).isEqualTo(2);
            server.await(2, MeterName.EVENTS_RECEIVED, "namespace", "other");
            MeteredServer.eventually(() -> server.registry
                            .get(MeterName.HANDLER.text())
                            .tags("namespace", "other")
                            .timer()
                            .count()
                    == 2);
            assertThat(before).noneMatch(id -> id.contains("/second") || id.contains("/third"));
        }
    }
}
