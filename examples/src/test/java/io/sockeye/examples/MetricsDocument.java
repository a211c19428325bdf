package io.sockeye.examples;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sockeye.micrometer.SockeyeMetrics;
import io.sockeye.server.SocketIoServer;

/** The Java of {@code docs/metrics.md}; {@link DocumentsTest} compares. */
final class MetricsDocument {
    private MetricsDocument() {}

    static void all(SocketIoServer io, MeterRegistry registry) {
        SockeyeMetrics.of(io).bindTo(registry);
    }

    static void chosen(SocketIoServer io, MeterRegistry registry) {
        SockeyeMetrics.of(io)
                .tags(Tags.of("server", "public"))
                .maxNamespaces(20)
                .events("bid", "chat")
                .bindTo(registry);
    }
}
