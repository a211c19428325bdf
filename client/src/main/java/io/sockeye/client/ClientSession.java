package io.sockeye.client;

import io.sockeye.dispatch.run.AckRegistry;
import io.sockeye.dispatch.run.InboundBudget;
import io.sockeye.dispatch.run.Mailbox;
import io.sockeye.dispatch.run.SocketContext;
import io.sockeye.socketio.MalformedJsonException;
import org.jspecify.annotations.Nullable;

/** From one CONNECT to its end. Acknowledgements that a handler owes to an earlier session go nowhere. */
final class ClientSession implements SocketContext {
    private final SocketCore socket;
    private final String sid;
    private final boolean recovered;

    /** Whether events that wait are not handled any more. */
    private volatile boolean deaf;

    ClientSession(SocketCore socket, String sid, boolean recovered) {
        this.socket = socket;
        this.sid = sid;
        this.recovered = recovered;
    }

    SocketCore socket() {
        return socket;
    }

    boolean isRecovered() {
        return recovered;
    }

    /** This side has left: what was received and not handled is dropped. */
    void deafen() {
        deaf = true;
    }

    boolean hears() {
        return !deaf;
    }

    @Override
    public String sid() {
        return sid;
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
    public AckRegistry acks() {
        return socket.acks();
    }

    @Override
    public InboundBudget budget() {
        return socket.client().budget();
    }

    @Override
    public void sendAck(long ackId, @Nullable Object[] arguments) {
        socket.sendAck(this, ackId, arguments);
    }

    @Override
    public void malformed(MalformedJsonException cause) {
        socket.client().malformed(this);
    }
}
