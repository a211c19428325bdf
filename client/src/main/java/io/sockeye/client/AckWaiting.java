package io.sockeye.client;

import io.sockeye.dispatch.run.AckRegistry;
import io.sockeye.dispatch.run.InboundBudget;
import io.sockeye.dispatch.run.Mailbox;
import io.sockeye.dispatch.run.SocketContext;
import io.sockeye.socketio.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/**
 * One namespace as those see it who wait for acknowledgements, over all its sessions.
 *
 * @param acks the registry in which they wait: that of the wire, or that of the retry queue
 */
record AckWaiting(SocketCore socket, AckRegistry acks) implements SocketContext {
    @Override
    public String sid() {
        ClientSession session = socket.session();
        return session == null ? "(not connected)" : session.sid();
    }

    @Override
    public String namespace() {
        return socket.namespace();
    }

    @Override
    public Mailbox mailbox() {
        return socket.mailbox();
    }

    @Override
    public InboundBudget budget() {
        return socket.client().budget();
    }

    @Override
    public void sendAck(long ackId, @Nullable Object[] arguments) {
        throw new IllegalStateException("only events are acknowledged");
    }

    @Override
    public void malformed(MalformedJsonException cause) {
        ClientSession session = socket.session();
        if (session != null) {
            socket.client().malformed(session);
        }
    }
}
