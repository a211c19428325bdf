package io.sockeye.servlet;

import io.sockeye.engineio.server.host.WebSocketHandler;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Messages between the container's thread, which adds, and the tasks of the websocket, which deliver. They wait here while the engine doesn't want to read; a container that
 * goes on reading meanwhile may fill it up to a limit.
 */
final class InboundMessages {
    private final WebSocketHandler handler;
    private final long maxBytes;
    private final Queue<Message> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private @Nullable Suspension suspension;
    private boolean readable = true;

    InboundMessages(WebSocketHandler handler, long maxBytes) {
        this.handler = handler;
        this.maxBytes = maxBytes;
    }

    void opened(Suspension means) {
        suspension = means;
    }

    /** From the container's thread. */
    Added add(Message message) {
        if (bytes.addAndGet(message.payload().length + Message.OVERHEAD) > maxBytes) {
            return Added.TOO_MUCH;
        }
        waiting.add(message);
        return count.getAndIncrement() == 0 ? Added.FIRST : Added.MORE;
    }

    void readable(boolean wanted) {
        readable = wanted;
        if (suspension != null) {
            suspension.reading(wanted);
        }
    }

    /** Hands over what is there for as long as the engine reads. */
    void deliver() {
        boolean any = false;
        while (readable) {
            Message message = waiting.poll();
            if (message == null) {
                break;
            }
            any = true;
            count.decrementAndGet();
            bytes.addAndGet(-message.payload().length - Message.OVERHEAD);
            if (message.text()) {
                handler.onText(message.payload());
            } else {
                handler.onBinary(message.payload());
            }
        }
        if (any) {
            handler.onReadComplete();
        }
    }

    /** What became of a message. */
    enum Added {
        /** It has to be delivered; others wait for no one. */
        FIRST,
        /** A delivery is on its way. */
        MORE,
        /** It was refused: too much waits already. */
        TOO_MUCH
    }

    /** A whole message. */
    record Message(boolean text, byte[] payload) {
        static final int OVERHEAD = 64;
    }
}
