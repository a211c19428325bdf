package io.sockeye.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sockeye.server.SocketIoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How meters come and go, and what they are called. */
final class BindingTest {
    private static final Pattern PROMETHEUS_TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(sockeye[.a-z]+)` \\|");

    private static Set<String> names(MeterRegistry registry) {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(Meter.Id::getName)
                .collect(Collectors.toSet());
    }

    private static Set<String> allNames() {
        return Arrays.stream(MeterName.values()).map(MeterName::text).collect(Collectors.toSet());
    }

    @Test
    void theServerIsNotStartedByBindingAndItsConnectionsAreThereWhenItIs() {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (SocketIoServer io = SocketIoServer.create()) {
            SockeyeMetrics.of(io).bindTo(registry);
            io.onConnectionError(error -> {}); // would throw if it were started
            assertThat(names(registry)).contains("sockeye.sockets").doesNotContain("sockeye.connections");
            assertThat(io.engine()).isNotNull();
            assertThat(names(registry)).isEqualTo(allNames());
        }
    }

    @Test
    void aServerThatRunsCanBeBoundToo() {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (MeteredServer server = new MeteredServer()) {
            server.io.of("/chat");
            SockeyeMetrics.of(server.io).bindTo(registry);
            assertThat(names(registry)).isEqualTo(allNames());
            assertThat(registry.get("sockeye.sockets")
                            .tags("namespace", "/chat")
                            .gauge()
                            .value())
                    .isZero();
        }
    }

    @Test
    void afterTheCloseNothingIsLeftAndAnotherServerCanBeBound() throws Exception {
        MeterRegistry below = new SimpleMeterRegistry();
        CompositeMeterRegistry registry = new CompositeMeterRegistry();
        registry.add(below);
        for (int i = 0; i < 2; i++) {
            try (MeteredServer server = new MeteredServer(registry, options -> options, metrics -> metrics)) {
                server.joined("/");
                assertThat(below.get("sockeye.sockets").gauge().value()).isOne();
            }
            assertThat(registry.getMeters()).isEmpty();
            assertThat(below.getMeters()).isEmpty();
        }
        SocketIoServer closed = SocketIoServer.create();
        closed.close();
        SockeyeMetrics.of(closed).bindTo(registry);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void twoServersInOneRegistryNeedTagsThatTellThemApart() {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (SocketIoServer second = SocketIoServer.create()) {
            SockeyeMetrics metrics = SockeyeMetrics.of(second);
            try (SocketIoServer first = SocketIoServer.create()) {
                SockeyeMetrics.of(first).tags(Tags.of("server", "public")).bindTo(registry);
                assertThatThrownBy(
                                () -> metrics.tags(Tags.of("server", "public")).bindTo(registry))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("public");
                assertThatThrownBy(() -> metrics.bindTo(registry)).isInstanceOf(IllegalStateException.class);
                metrics.tags(Tags.of("server", "internal")).bindTo(registry);
            }
            assertThat(registry.getMeters())
                    .isNotEmpty()
                    .allMatch(meter -> "internal".equals(meter.getId().getTag("server")));
        }
    }

    @Test
    void aNegativeNumberOfNamespacesIsRefused() {
        try (SocketIoServer io = SocketIoServer.create()) {
            SockeyeMetrics metrics = SockeyeMetrics.of(io);
            assertThatThrownBy(() -> metrics.maxNamespaces(-1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void prometheusTakesAllOfThemUnderItsOwnNames() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (MeteredServer server = new MeteredServer(registry, options -> options, metrics -> metrics)) {
            server.io.of("/chat");
            List<String> types = PROMETHEUS_TYPE
                    .matcher(registry.scrape())
                    .results()
                    .map(type -> type.group(2) + " " + type.group(1))
                    .sorted()
                    .toList();
            assertThat(types)
                    .containsExactly(
                            "counter sockeye_connections_closed_total",
                            "counter sockeye_connections_opened_total",
                            "counter sockeye_connections_refused_total",
                            "counter sockeye_connections_upgraded_total",
                            "counter sockeye_events_dropped_total",
                            "counter sockeye_events_received_total",
                            "counter sockeye_events_sent_total",
                            "counter sockeye_handler_errors_total",
                            "counter sockeye_packets_received_total",
                            "counter sockeye_packets_sent_total",
                            "counter sockeye_received_bytes_total",
                            "counter sockeye_sent_bytes_total",
                            "counter sockeye_sockets_joined_total",
                            "counter sockeye_sockets_refused_total",
                            "gauge sockeye_acks_pending",
                            "gauge sockeye_connections",
                            "gauge sockeye_connections_paused",
                            "gauge sockeye_handler_seconds_max",
                            "gauge sockeye_outbound_queued_bytes",
                            "gauge sockeye_rooms",
                            "gauge sockeye_sockets",
                            "summary sockeye_handler_seconds");
        }
    }

    @Test
    void theDocumentNamesAllOfThem() throws IOException {
        String document = Files.readString(Path.of("../docs/metrics.md"));
        List<String> documented = DOCUMENTED
                .matcher(document)
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
        assertThat(documented).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(allNames());
    }
}
