package io.sockeye.engineio.server;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Transport;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * What an {@link EngineServer} has counted since it was made, for metrics; got from {@link EngineServer#counters}. Each number is read without a walk over the sessions, and none of them ever
 * goes down but {@link #open}.
 *
 * <p>Thread-safe. Packets and bytes are added once for what was read or written together, so counting costs no more than a few nanoseconds a system call.
 */
public final class EngineCounters {
    private final LongAdder[] open = adders(Transport.values().length * EngineProtocol.values().length);
    private final LongAdder[] opened = adders(open.length);
    private final LongAdder upgraded = new LongAdder();
    private final LongAdder[] closed = adders(CloseReason.values().length);
    private final LongAdder[] refused = adders(ConnectionError.Code.values().length);
    private final LongAdder[] packetsReceived = adders(Transport.values().length);
    private final LongAdder[] bytesReceived = adders(Transport.values().length);
    private final LongAdder[] packetsSent = adders(Transport.values().length);
    private final LongAdder[] bytesSent = adders(Transport.values().length);

    EngineCounters() {}

    private static LongAdder[] adders(int count) {
        return Stream.generate(LongAdder::new).limit(count).toArray(LongAdder[]::new);
    }

    private static int kind(Transport transport, EngineProtocol protocol) {
        return transport.ordinal() * EngineProtocol.values().length + protocol.ordinal();
    }

    void begin(Transport transport, EngineProtocol protocol) {
        opened[kind(transport, protocol)].increment();
        open[kind(transport, protocol)].increment();
    }

    void upgrade(EngineProtocol protocol) {
        upgraded.increment();
        open[kind(Transport.POLLING, protocol)].decrement();
        open[kind(Transport.WEBSOCKET, protocol)].increment();
    }

    void end(Transport transport, EngineProtocol protocol, CloseReason reason) {
        open[kind(transport, protocol)].decrement();
        closed[reason.ordinal()].increment();
    }

    void refuse(ConnectionError.Code code) {
        refused[code.ordinal()].increment();
    }

    void receive(Transport transport, int packets, long bytes) {
        packetsReceived[transport.ordinal()].add(packets);
        bytesReceived[transport.ordinal()].add(bytes);
    }

    void send(Transport transport, int packets, long bytes) {
        packetsSent[transport.ordinal()].add(packets);
        bytesSent[transport.ordinal()].add(bytes);
    }

    /** Sessions at this moment; an upgrade moves one from polling to websocket. */
    public long open(Transport transport, EngineProtocol protocol) {
        return open[kind(transport, protocol)].sum();
    }

    /** Sessions that began over a transport. */
    public long opened(Transport transport, EngineProtocol protocol) {
        return opened[kind(transport, protocol)].sum();
    }

    /** Sessions that went from polling to websocket. */
    public long upgraded() {
        return upgraded.sum();
    }

    /** Sessions that ended for a reason. */
    public long closed(CloseReason reason) {
        return closed[reason.ordinal()].sum();
    }

    /** Requests that were refused with a code, each of which {@link EngineHooks#onConnectionError} hears too. */
    public long refused(ConnectionError.Code code) {
        return refused[code.ordinal()].sum();
    }

    /** Engine.IO packets that arrived over a transport, pings and pongs included. */
    public long packetsReceived(Transport transport) {
        return packetsReceived[transport.ordinal()].sum();
    }

    /** Bytes of websocket messages or POST bodies that arrived, without headers of frames or requests. */
    public long bytesReceived(Transport transport) {
        return bytesReceived[transport.ordinal()].sum();
    }

    /** Engine.IO packets that were handed to the host to be written; a broadcast counts once for each receiver. */
    public long packetsSent(Transport transport) {
        return packetsSent[transport.ordinal()].sum();
    }

    /** Bytes of these packets, before compression and base64 and without headers of frames or answers. */
    public long bytesSent(Transport transport) {
        return bytesSent[transport.ordinal()].sum();
    }
}
