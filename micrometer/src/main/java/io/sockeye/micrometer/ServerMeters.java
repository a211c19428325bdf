package io.sockeye.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import io.sockeye.dispatch.HandlerError;
import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.server.ConnectionError;
import io.sockeye.engineio.server.EngineCounters;
import io.sockeye.engineio.server.EngineServer;
import io.sockeye.server.Namespace;
import io.sockeye.server.ServerObserver;
import io.sockeye.server.SocketIoServer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Registers the meters of a server as its parts come into being, and records what can't be read from counters. */
final class ServerMeters implements ServerObserver {
    /** Where the sockets are counted that asked for a namespace that doesn't exist. No name of a namespace, which start with a slash. */
    private static final String UNKNOWN = "unknown";

    private final Meters meters;
    private final int maxNamespaces;
    private final Set<String> events;
    private final Map<HandlerError.Kind, Counter> errors = new EnumMap<>(HandlerError.Kind.class);
    private final AtomicInteger known = new AtomicInteger();
    private final Map<String, NamespaceMeters> byTag = new ConcurrentHashMap<>();
    private final Map<String, NamespaceMeters> byName = new ConcurrentHashMap<>();

    ServerMeters(Meters meters, SocketIoServer io, int maxNamespaces, Set<String> events) {
        this.meters = meters;
        this.maxNamespaces = maxNamespaces;
        this.events = events;
        for (HandlerError.Kind kind : HandlerError.Kind.values()) {
            errors.put(kind, meters.counter(MeterName.HANDLER_ERRORS, Tags.of("kind", word(kind))));
        }
        Tags unknown = Tags.of("namespace", UNKNOWN);
        meters.counter(MeterName.SOCKETS_REFUSED, unknown, io, SocketIoServer::unknownNamespaces);
    }

    @Override
    public void onStart(EngineServer engine) {
        EngineCounters counters = engine.counters();
        traffic(engine, counters);
        for (Transport transport : Transport.values()) {
            for (EngineProtocol protocol : EngineProtocol.values()) {
                Tags tags = Tags.of("transport", transport.wireName(), "protocol", revision(protocol));
                meters.gauge(MeterName.CONNECTIONS, tags, counters, from -> from.open(transport, protocol));
                meters.counter(MeterName.CONNECTIONS_OPENED, tags, counters, from -> from.opened(transport, protocol));
            }
        }
        meters.counter(MeterName.CONNECTIONS_UPGRADED, Tags.empty(), counters, EngineCounters::upgraded);
        for (CloseReason reason : CloseReason.values()) {
            Tags tags = Tags.of("reason", word(reason));
            meters.counter(MeterName.CONNECTIONS_CLOSED, tags, counters, from -> from.closed(reason));
        }
        for (ConnectionError.Code code : ConnectionError.Code.values()) {
            Tags tags = Tags.of("code", word(code));
            meters.counter(MeterName.CONNECTIONS_REFUSED, tags, counters, from -> from.refused(code));
        }
    }

    private void traffic(EngineServer engine, EngineCounters counters) {
        meters.counter(MeterName.PACKETS_RECEIVED, Tags.empty(), counters, EngineCounters::packetsReceived);
        meters.counter(MeterName.PACKETS_SENT, Tags.empty(), counters, EngineCounters::packetsSent);
        meters.counter(MeterName.RECEIVED, Tags.empty(), counters, EngineCounters::bytesReceived);
        meters.counter(MeterName.SENT, Tags.empty(), counters, EngineCounters::bytesSent);
        meters.gauge(
                MeterName.CONNECTIONS_PAUSED,
                Tags.empty(),
                engine,
                from -> from.stats().pausedSessions());
        meters.gauge(
                MeterName.OUTBOUND_QUEUED,
                Tags.empty(),
                engine,
                from -> from.stats().queuedBytes());
    }

    private static String revision(EngineProtocol protocol) {
        return switch (protocol) {
            case V3 -> "eio3";
            case V4 -> "eio4";
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void onNamespace(Namespace namespace) {
        String tag = known.incrementAndGet() <= maxNamespaces ? namespace.name() : NamespaceMeters.OTHER;
        NamespaceMeters group = byTag.computeIfAbsent(tag, name -> new NamespaceMeters(meters, name, events));
        group.add(namespace);
        byName.put(namespace.name(), group);
    }

    @Override
    public void onHandled(String namespace, String event, long nanos) {
        NamespaceMeters group = byName.get(namespace);
        if (group != null) { // else it is just being made
            group.handled(event, nanos);
        }
    }

    @Override
    public void onError(HandlerError error) {
        Counter counter = errors.get(error.kind());
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void onClose() {
        meters.close();
    }
}
