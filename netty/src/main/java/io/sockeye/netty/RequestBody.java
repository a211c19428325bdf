package io.sockeye.netty;

import io.netty.buffer.ByteBuf;
import io.sockeye.engineio.server.host.HostExchange.BodyReceiver;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A request body on its way to its receiver. Event loop only. */
final class RequestBody {
    private static final int MAX_DISCARDED = 64 * 1024;
    private static final byte[] EMPTY = {};
    /** A sender that is slower than this, on top of the timeout, is taken for an attacker: bytes a second. */
    private static final long SLOWEST = 1024;

    private final long announced;
    private final ByteCollector bytes = new ByteCollector();
    private @Nullable BodyReceiver receiver;
    private int limit;
    private boolean complete;
    private long discarded;

    /** @param announced Content-Length, negative when it isn't known */
    RequestBody(long announced) {
        this.announced = announced;
        this.complete = announced == 0;
    }

    boolean isComplete() {
        return complete;
    }

    /** Whether throwing the rest away costs more than a new connection. */
    boolean isLarge() {
        return Math.max(announced, discarded) > MAX_DISCARDED;
    }

    /** How many nanoseconds a client may take that has sent what has arrived. */
    long patience(long timeoutNanos) {
        return timeoutNanos + (bytes.size() + discarded) * TimeUnit.SECONDS.toNanos(1) / SLOWEST;
    }

    /** Returns false when the body is known to be too large, of which the receiver has heard then. */
    boolean receive(int maxBytes, BodyReceiver into) {
        if (announced > maxBytes) {
            into.onTooLarge();
            return false;
        }
        if (complete) {
            into.onBody(EMPTY);
            return true;
        }
        receiver = into;
        limit = maxBytes;
        return true;
    }

    /** Takes a part of the body. Returns false when that makes it too large, of which the receiver has heard then. */
    boolean add(ByteBuf part, boolean last) {
        int count = part.readableBytes();
        complete = last;
        BodyReceiver into = receiver;
        if (into == null) {
            discarded += count;
            return true;
        }
        if (count > limit - bytes.size()) {
            receiver = null;
            discarded = bytes.take().length;
            into.onTooLarge();
            return false;
        }
        bytes.add(part, count, announced < 0 ? limit - bytes.size() : (int) announced - bytes.size());
        if (last) {
            receiver = null;
            into.onBody(bytes.take());
        }
        return true;
    }

    /** No more of it is wanted, or can come. */
    void end() {
        BodyReceiver into = receiver;
        receiver = null;
        discarded += bytes.take().length;
        if (into != null) {
            into.onAbort();
        }
    }
}
