package io.sockeye.servlet;

import io.sockeye.engineio.server.host.WebSocketHandler;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Messages between the container's thread, which adds, and the tasks of the websocket, which deliver. A container that is faster than the deliveries waits for them; one
 * that goes on reading although the engine doesn't want to may fill this up to a limit.
 */
final class InboundMessages {
    private static final int MOST_AT_ONCE = 64;

    private final WebSocketHandler handler;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Queue<Message> waiting = new ArrayDeque<>(); // all below: lock
    private long bytes;
    private boolean readable = true;
    private boolean deliveryIsDue;
    private boolean over;

    InboundMessages(WebSocketHandler handler, long maxBytes) {
        this.handler = handler;
        this.maxBytes = maxBytes;
    }

    /** From the container's thread. Waits for a delivery that is behind, never for the engine or the peer. */
    Added add(Message message) {
        lock.lock();
        try {
            while (readable && !over && bytes > maxBytes) {
                room.awaitUninterruptibly();
            }
            if (over || (!readable && bytes > maxBytes)) {
                return over ? Added.MORE : Added.TOO_MUCH;
            }
            waiting.add(message);
            bytes += message.size();
            return isDue() ? Added.FIRST : Added.MORE;
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody has to call {@link #deliver}, which from now on is on its way. */
    private boolean isDue() {
        boolean first = readable && !deliveryIsDue && !waiting.isEmpty();
        deliveryIsDue |= first;
        return first;
    }

    /** In a task, which delivers when the answer is true. */
    boolean readable(boolean wanted) {
        lock.lock();
        try {
            readable = wanted;
            room.signalAll();
            return isDue();
        } finally {
            lock.unlock();
        }
    }

    /** In a task: hands over some of what is there for as long as the engine reads. True asks for another task of this. */
    boolean deliver() {
        int count = 0;
        for (Message message = next(); message != null; message = ++count < MOST_AT_ONCE ? next() : null) {
            if (message.text()) {
                handler.onText(message.payload());
            } else {
                handler.onBinary(message.payload());
            }
        }
        if (count > 0) {
            handler.onReadComplete();
        }
        lock.lock();
        try {
            deliveryIsDue = false;
            return isDue();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Message next() {
        lock.lock();
        try {
            Message message = readable ? waiting.poll() : null;
            if (message != null) {
                bytes -= message.size();
                room.signalAll();
            }
            return message;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is wanted any more. */
    void end() {
        lock.lock();
        try {
            over = true;
            waiting.clear();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What became of a message. */
    enum Added {
        /** A delivery has to begin. */
        FIRST,
        /** A delivery is on its way, or comes when the engine reads again, or never because all is over. */
        MORE,
        /** It was refused: too much waits already. */
        TOO_MUCH
    }

    /** A whole message. */
    record Message(boolean text, byte[] payload) {
        private static final int OVERHEAD = 64;

        int size() {
            return payload.length + OVERHEAD;
        }
    }
}
