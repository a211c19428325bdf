package io.sockeye.micrometer;

import org.jspecify.annotations.Nullable;

/** The meters, each with what it means. */
enum MeterName {
    CONNECTIONS("connections", null, "Connections that are open"),
    CONNECTIONS_PAUSED(
            "connections.paused", null, "Connections that are not read because their handlers don't keep up"),
    CONNECTIONS_OPENED("connections.opened", null, "Connections that were opened"),
    CONNECTIONS_UPGRADED("connections.upgraded", null, "Connections that went from polling to websocket"),
    CONNECTIONS_CLOSED("connections.closed", null, "Connections that ended"),
    CONNECTIONS_REFUSED("connections.refused", null, "Requests that were refused by Engine.IO"),
    PACKETS_RECEIVED("packets.received", null, "Engine.IO packets that arrived"),
    PACKETS_SENT("packets.sent", null, "Engine.IO packets that were written, for each receiver"),
    RECEIVED("received", "bytes", "Bytes of messages and bodies that arrived"),
    SENT("sent", "bytes", "Bytes of packets that were written, before compression"),
    OUTBOUND_QUEUED("outbound.queued", "bytes", "Bytes that wait to be written, as the outbound budget counts them"),
    SOCKETS("sockets", null, "Sockets that are connected"),
    SOCKETS_JOINED("sockets.joined", null, "Sockets that were let into a namespace"),
    SOCKETS_REFUSED("sockets.refused", null, "Sockets that were not let into a namespace"),
    ROOMS("rooms", null, "Rooms, those of the sockets themselves included"),
    ACKS_PENDING("acks.pending", null, "Acknowledgements that are awaited from clients"),
    EVENTS_RECEIVED("events.received", null, "Events that arrived"),
    EVENTS_SENT("events.sent", null, "Events that were sent, a broadcast being one"),
    EVENTS_DROPPED("events.dropped", null, "Volatile events that were dropped, for each receiver"),
    HANDLER("handler", null, "Time that the handlers of an event took"),
    HANDLER_ERRORS("handler.errors", null, "What went wrong in handlers and listeners");

    private final String text;
    private final @Nullable String unit;
    private final String meaning;

    MeterName(String name, @Nullable String unit, String meaning) {
        this.text = "sockeye." + name;
        this.unit = unit;
        this.meaning = meaning;
    }

    /** The name in the registry. */
    String text() {
        return text;
    }

    @Nullable
    String unit() {
        return unit;
    }

    String meaning() {
        return meaning;
    }
}
