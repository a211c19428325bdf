package io.sockeye.micrometer;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sockeye.server.Namespace;
import io.sockeye.server.NamespaceCounters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The meters of one value of the tag {@code namespace}: of one namespace, or of all that share {@link #OTHER}. */
final class NamespaceMeters {
    /** The value of a tag for everything that has none of its own. */
    static final String OTHER = "other";

    private final List<NamespaceCounters> members = new CopyOnWriteArrayList<>();
    private final Map<String, Timer> timers;
    private final Timer otherTimer;

    /**
     * Registers them.
     *
     * @param events that are timed each for itself; without any there is no tag for events
     */
    NamespaceMeters(Meters meters, String name, Set<String> events) {
        Tags tags = Tags.of("namespace", name);
        meters.gauge(MeterName.SOCKETS, tags, this, sum(NamespaceCounters::connected));
        meters.gauge(MeterName.ROOMS, tags, this, sum(NamespaceCounters::rooms));
        meters.gauge(MeterName.ACKS_PENDING, tags, this, sum(NamespaceCounters::pendingAcks));
        meters.counter(MeterName.SOCKETS_JOINED, tags, this, sum(NamespaceCounters::joined));
        meters.counter(MeterName.SOCKETS_REFUSED, tags, this, sum(NamespaceCounters::refused));
        meters.counter(MeterName.EVENTS_RECEIVED, tags, this, sum(NamespaceCounters::eventsReceived));
        meters.counter(MeterName.EVENTS_SENT, tags, this, sum(NamespaceCounters::eventsSent));
        meters.counter(MeterName.EVENTS_DROPPED, tags, this, sum(NamespaceCounters::eventsDropped));
        Function<String, Timer> timer = event -> meters.timer(MeterName.HANDLER, tags.and("event", event));
        this.timers = events.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), timer));
        this.otherTimer = events.isEmpty() ? meters.timer(MeterName.HANDLER, tags) : timer.apply(OTHER);
    }

    private static ToDoubleFunction<NamespaceMeters> sum(ToLongFunction<NamespaceCounters> number) {
        return meters -> meters.members.stream().mapToLong(number).sum();
    }

    void add(Namespace namespace) {
        members.add(namespace.counters());
    }

    void handled(String event, long nanos) {
        timers.getOrDefault(event, otherTimer).record(nanos, TimeUnit.NANOSECONDS);
    }
}
