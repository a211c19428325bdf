package io.sockeye.engineio.server;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Heartbeat;
import io.sockeye.engineio.OpenPacket;
import io.sockeye.engineio.Scheduler;
import io.sockeye.engineio.Sid;
import io.sockeye.engineio.Transport;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All sessions of one server that are not closed, and what they share. Thread-safe. */
final class Sessions {
    private static final long OPEN_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LAST_POLL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EngineOptions options;
    private final EngineHandler handler;
    private final Scheduler scheduler;
    private final Executor hooks;
    private final long sweepPeriodNanos;
    private final Heartbeat.Times heartbeatTimes;
    private final ConcurrentHashMap<String, Session> bySid = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Session> farewells = new ConcurrentHashMap<>();
    private final EngineCounters counters = new EngineCounters(bySid.values());
    private volatile boolean closed;

    Sessions(EngineOptions options, EngineHandler handler, Scheduler scheduler, Executor hooks) {
        this.options = options;
        this.handler = handler;
        this.scheduler = scheduler;
        this.hooks = hooks;
        this.sweepPeriodNanos = Sweeper.period(options);
        HeartbeatOptions pings = options.heartbeat();
        this.heartbeatTimes = new Heartbeat.Times(
                pings.pingInterval().toNanos(), pings.pingTimeout().toNanos());
    }

    EngineOptions options() {
        return options;
    }

    EngineCounters counters() {
        return counters;
    }

    EngineHandler handler() {
        return handler;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    /** When clients are pinged, and how long they have. */
    Heartbeat.Times heartbeatTimes() {
        return heartbeatTimes;
    }

    /** How often deadlines are looked at. */
    long sweepPeriodNanos() {
        return sweepPeriodNanos;
    }

    long now() {
        return scheduler.nanoTime();
    }

    /** Where code of the user runs, and what takes too long for a loop. */
    Executor hooks() {
        return hooks;
    }

    @Nullable
    Session find(String sid) {
        return bySid.get(sid);
    }

    /** The session that a request is for: one that is open at this moment, or one to whose client an answer is owed. */
    @Nullable
    Session findForRequest(String sid) {
        Session session = bySid.get(sid);
        if (session != null && now() - session.deadline() >= 0) {
            // The sweep may come a little late, a request need not know.
            session.inbox().submit(session::onTime);
            session = bySid.get(sid);
        }
        return session != null ? session : farewells.get(sid);
    }

    /** The client has said goodbye while no poll of it was here: one that was on its way gets an answer for a second more. */
    void expectLastPoll(Session session) {
        farewells.put(session.sid(), session);
        scheduler.schedule(LAST_POLL_NANOS, () -> farewells.remove(session.sid()));
    }

    /** Whether this is that poll. */
    boolean takeLastPoll(Session session) {
        return farewells.remove(session.sid()) != null;
    }

    boolean isClosed() {
        return closed;
    }

    /** A session over polling begins; the handshake is its first poll. */
    void openPolling(String sid, EngineRequest request, PollRequest handshake) {
        Session session = new Session(this, sid, request, self -> new PollingTransport(self, this, request));
        add(session);
        session.inbox().submit(() -> {
            try {
                session.open(openPacket(sid, options.transport().offersUpgrade()));
            } catch (RuntimeException | Error e) {
                Answers.empty(handshake, 500);
                throw e;
            }
            PollingTransport polling = session.polling();
            if (polling != null) {
                polling.onGet(handshake);
            }
        });
        endWhenTooLate(session);
    }

    /** A session over websocket begins: the websocket has opened. */
    Session openWebSocket(String sid, EngineRequest request, WebSocketTransport webSocket) {
        Session session = new Session(this, sid, request, self -> webSocket);
        add(session);
        session.inbox().submit(() -> {
            if (session.protocol() == EngineProtocol.V3) {
                // Some clients of those days listen only after they have seen the end of the handshake, and would miss
                // what comes with it.
                webSocket.holdBack();
                scheduler.schedule(OPEN_DELAY_NANOS, webSocket::begin);
            }
            session.open(openPacket(sid, false));
            webSocket.wake();
        });
        endWhenTooLate(session);
        return session;
    }

    private void add(Session session) {
        counters.begin(session);
        bySid.put(session.sid(), session);
    }

    private EncodedMessage openPacket(String sid, boolean upgrade) {
        OpenPacket packet = new OpenPacket(
                sid,
                upgrade ? List.of(Transport.WEBSOCKET) : List.of(),
                options.heartbeat().pingInterval().toMillis(),
                options.heartbeat().pingTimeout().toMillis(),
                options.transport().maxPayload());
        return EncodedMessage.text(packet.encode());
    }

    /** The server may have been closed while the session was being made. */
    private void endWhenTooLate(Session session) {
        if (closed) {
            session.discard(CloseReason.SERVER_SHUTTING_DOWN);
        }
    }

    static String newSid() {
        return Sid.next();
    }

    void remove(Session session) {
        bySid.remove(session.sid(), session);
    }

    int count() {
        return bySid.size();
    }

    void forEach(Consumer<? super Session> action) {
        bySid.values().forEach(action);
    }

    void close(CloseReason reason) {
        closed = true;
        forEach(session -> session.discard(reason));
    }

    EngineStats stats() {
        StatsCounter counter = new StatsCounter();
        forEach(counter::add);
        return counter.stats();
    }

    private static final class StatsCounter {
        private int sessions;
        private int polling;
        private int parked;
        private int posts;
        private int upgrades;
        private int unread;
        private long bytes;

        void add(Session session) {
            sessions++;
            PollingTransport transport = session.polling();
            if (transport != null) {
                polling++;
                parked += transport.isParked() ? 1 : 0;
                posts += transport.hasPost() ? 1 : 0;
                upgrades += transport.upgrade().isUnderWay() ? 1 : 0;
            }
            unread += session.isUnread() ? 1 : 0;
            bytes += session.queuedBytes();
        }

        EngineStats stats() {
            return new EngineStats(sessions, polling, parked, posts, upgrades, bytes, unread);
        }
    }
}
