/**
 * Metrics of a server in a Micrometer registry.
 *
 * {@snippet :
 * SockeyeMetrics.of(io).bindTo(registry);
 * }
 */
@SuppressWarnings({"module", "requires-automatic", "requires-transitive-automatic"
}) // Micrometer has only an automatic name
module io.sockeye.micrometer {
    requires static transitive org.jspecify;
    requires transitive io.sockeye.server;
    requires transitive micrometer.core;

    exports io.sockeye.micrometer;
}
