package io.sockeye.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.sockeye.server.SocketIoServer;
import java.util.Set;

/**
 * The metrics of a {@link SocketIoServer}: connections, traffic, refusals, and per namespace sockets, events, acknowledgements and the time of handlers. {@code docs/metrics.md} lists all of
 * them.
 *
 * <p>The number of time series has a bound, whatever clients do: tags are made of the protocol's own words, of the namespaces of the application up to a limit, and of events that are named here.
 *
 * <p>Immutable: each verb but {@link #bindTo} returns another one. Made and bound before or after the server is started; the meters of connections appear when it is, those of a namespace
 * when it is made, and all go when the server is closed.
 */
public final class SockeyeMetrics implements MeterBinder {
    private static final int NAMESPACES = 50;

    private final SocketIoServer io;
    private final Tags tags;
    private final int maxNamespaces;
    private final Set<String> events;

    private SockeyeMetrics(SocketIoServer io, Tags tags, int maxNamespaces, Set<String> events) {
        this.io = io;
        this.tags = tags;
        this.maxNamespaces = maxNamespaces;
        this.events = events;
    }

    /** The metrics of a server, with the defaults. */
    public static SockeyeMetrics of(SocketIoServer io) {
        return new SockeyeMetrics(io, Tags.empty(), NAMESPACES, Set.of());
    }

    /** Tags for all meters, besides those that are there; default none. Two servers in one registry need one that tells them apart. */
    public SockeyeMetrics tags(Iterable<? extends Tag> more) {
        return new SockeyeMetrics(io, tags.and(more), maxNamespaces, events);
    }

    /** How many namespaces have a {@code namespace} of their own; those that are made later share {@code other}. Default 50; 0 is possible. */
    public SockeyeMetrics maxNamespaces(int namespaces) {
        if (namespaces < 0) {
            throw new IllegalArgumentException("maxNamespaces: " + namespaces + ", but it can't be negative");
        }
        return new SockeyeMetrics(io, tags, namespaces, events);
    }

    /**
     * The events whose handlers are timed each for itself, with a tag {@code event}; all others share {@code other}. Default: none, and no such tag. Names must come from the application, never
     * from clients.
     */
    public SockeyeMetrics events(String... names) {
        return new SockeyeMetrics(io, tags, maxNamespaces, Set.of(names));
    }

    /**
     * Registers the meters, until the server is closed.
     *
     * @throws IllegalStateException if the registry has the meters of a server with the same tags already
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        Meters meters = new Meters(registry, tags);
        if (meters.has(MeterName.HANDLER_ERRORS)) {
            throw new IllegalStateException("the registry has the metrics of a server with the tags "
                    + tags.stream().toList() + " already: give each server tags of its own");
        }
        io.observe(new ServerMeters(meters, io, maxNamespaces, events));
    }

    /** What makes it different from others. */
    @Override
    public String toString() {
        return "SockeyeMetrics[" + tags.stream().toList() + ", " + maxNamespaces + " namespaces, events " + events
                + "]";
    }
}
