package io.sockeye.dispatch.run;

import io.sockeye.dispatch.Ack;
import io.sockeye.socketio.Packet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The acknowledgement of one event that arrived; sent at most once. */
final class EventAck extends AtomicBoolean implements Ack {
    private static final long serialVersionUID = 1L;

    private final transient SocketContext context;
    private final long ackId;

    EventAck(SocketContext context, long ackId) {
        this.context = context;
        this.ackId = ackId;
    }

    @Override
    public boolean requested() {
        return ackId != Packet.NO_ACK;
    }

    @Override
    public void send(@Nullable Object... arguments) {
        if (requested() && compareAndSet(false, true)) {
            context.sendAck(ackId, arguments);
        }
    }
}
