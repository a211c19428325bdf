package io.sockeye.server;

import io.sockeye.engineio.BriefLock;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.server.EngineSession;
import io.sockeye.engineio.server.EngineSession.Urgency;
import java.util.ArrayList;
import java.util.List;

/** Holds what is sent to a socket until its connect handlers have returned, so that it follows its CONNECT. A socket has one only until then. */
final class ConnectGate {
    private final BriefLock lock = new BriefLock();
    private final long budget;
    private final List<Held> held = new ArrayList<>();
    private long bytes;
    private boolean open;

    /** With the bytes that may be held. */
    ConnectGate(long budget) {
        this.budget = budget;
    }

    /** Holds a message unless the gate is open. */
    Outcome hold(EncodedMessage message, Urgency urgency, boolean compress) {
        lock.lock();
        try {
            if (open) {
                return Outcome.OPEN;
            }
            if (urgency == Urgency.VOLATILE) {
                return Outcome.DROPPED; // a client that hasn't been told that it is connected isn't ready
            }
            if (!held.isEmpty() && bytes + message.byteSize() > budget) {
                return Outcome.OVER_BUDGET;
            }
            bytes += message.byteSize();
            held.add(new Held(message, compress));
            return Outcome.HELD;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the CONNECT out, and behind it what was held, which has passed the budget already. Senders that come meanwhile wait the moment it takes: offering never blocks. */
    void open(EngineSession session, EncodedMessage connect) {
        lock.lock();
        try {
            session.offer(connect, Urgency.EXEMPT, true);
            for (Held message : held) {
                session.offer(message.message, Urgency.EXEMPT, message.compress);
            }
            held.clear();
            open = true;
        } finally {
            lock.unlock();
        }
    }

    /** What became of a message. */
    enum Outcome {
        HELD,
        DROPPED,
        OPEN,
        OVER_BUDGET
    }

    private record Held(EncodedMessage message, boolean compress) {}
}
