package io.sockeye.engineio.server;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Transport;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What an {@link EngineServer} has counted since it was made, for metrics; got from {@link EngineServer#counters}. None of the numbers ever goes down but {@link #open}. Thread-safe.
 *
 * <p>Packets and bytes are counted in the sessions, with an addition that no other thread takes part in: asking for them walks over the sessions. All other numbers are at hand.
 */
public final class EngineCounters {
    private final Collection<Session> sessions;
    private final LongAdder[] open = adders(Transport.values().length * EngineProtocol.values().length);
    private final LongAdder[] opened = adders(open.length);
    private final LongAdder upgraded = new LongAdder();
    private final LongAdder[] closed = adders(CloseReason.values().length);
    private final LongAdder[] refused = adders(ConnectionError.Code.values().length);
    private final Total packetsReceived = new Total(Session::packetsReceived);
    private final Total bytesReceived = new Total(Session::bytesReceived);
    private final Total packetsSent = new Total(session -> session.outbound().packetsTaken());
    private final Total bytesSent = new Total(session -> session.outbound().bytesTaken());

    /** With a view of those that have not ended. */
    EngineCounters(Collection<Session> sessions) {
        this.sessions = sessions;
    }

    private static LongAdder[] adders(int count) {
        return Stream.generate(LongAdder::new).limit(count).toArray(LongAdder[]::new);
    }

    private static int kind(Transport transport, EngineProtocol protocol) {
        return transport.ordinal() * EngineProtocol.values().length + protocol.ordinal();
    }

    void begin(Session session) {
        opened[kind(session.transport(), session.protocol())].increment();
        open[kind(session.transport(), session.protocol())].increment();
    }

    void upgrade(EngineProtocol protocol) {
        upgraded.increment();
        open[kind(Transport.POLLING, protocol)].decrement();
        open[kind(Transport.WEBSOCKET, protocol)].increment();
    }

    /** Takes over what a session has counted. Called when the view doesn't show it any more. */
    void end(Session session, CloseReason reason) {
        packetsReceived.keep(session);
        bytesReceived.keep(session);
        packetsSent.keep(session);
        bytesSent.keep(session);
        open[kind(session.transport(), session.protocol())].decrement();
        closed[reason.ordinal()].increment();
    }

    void refuse(ConnectionError.Code code) {
        refused[code.ordinal()].increment();
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

    /** Engine.IO packets that arrived, pings and pongs included. */
    public long packetsReceived() {
        return packetsReceived.sum();
    }

    /** Bytes of websocket messages and POST bodies that arrived, without headers of frames or requests. */
    public long bytesReceived() {
        return bytesReceived.sum();
    }

    /** Engine.IO packets that were handed to the host to be written; a broadcast counts once for each receiver. */
    public long packetsSent() {
        return packetsSent.sum();
    }

    /** Bytes of these packets, before compression and base64 and without headers of frames or answers. */
    public long bytesSent() {
        return bytesSent.sum();
    }

    /** A number that each session counts for itself. */
    private final class Total {
        private final ToLongFunction<Session> count;
        private final LongAdder ended = new LongAdder();
        private final AtomicLong told = new AtomicLong();

        Total(ToLongFunction<Session> count) {
            this.count = count;
        }

        void keep(Session session) {
            ended.add(count.applyAsLong(session));
        }

        /** Looks at those that have ended first: one that ends meanwhile may be missing this time, but is never in it twice. */
        long sum() {
            long sum = ended.sum();
            for (Session session : sessions) {
                sum += count.applyAsLong(session);
            }
            return told.accumulateAndGet(sum, Math::max);
        }
    }
}
