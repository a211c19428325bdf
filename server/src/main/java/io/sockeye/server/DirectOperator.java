package io.sockeye.server;

import io.sockeye.dispatch.AckCallback;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.run.AckRequests;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.socketio.Packet;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends to one socket with these flags. */
record DirectOperator(SocketCore socket, Duration ackTimeout, boolean isVolatile, boolean compressed)
        implements SocketOperator {
    @Override
    public void emit(String event, @Nullable Object... arguments) {
        Outgoing.event(event);
        send(Packet.NO_ACK, event, arguments);
    }

    @Override
    public CompletableFuture<Args> emitWithAck(String event, @Nullable Object... arguments) {
        Outgoing.event(event);
        long id = socket.home().nextAckId();
        return requests().future(socket, id, ackTimeout, () -> send(id, event, arguments));
    }

    @Override
    public void emitWithCallback(String event, AckCallback callback, @Nullable Object... arguments) {
        Outgoing.event(event);
        long id = socket.home().nextAckId();
        requests().callback(socket, id, ackTimeout, callback, () -> send(id, event, arguments));
    }

    @Override
    public Args callForArgs(String event, @Nullable Object... arguments) {
        Outgoing.event(event);
        if (socket.isConnecting()) {
            throw new IllegalStateException("call to " + socket.sid()
                    + " would wait for ever: the client is connected when the connect handlers have returned");
        }
        long id = socket.home().nextAckId();
        return requests().call(socket, id, ackTimeout, () -> send(id, event, arguments));
    }

    private AckRequests requests() {
        return socket.services().ackRequests();
    }

    private void send(long ackId, String event, @Nullable Object[] arguments) {
        if (!socket.isEnded()) {
            EncodedMessage message = socket.services().codec().event(socket.namespace(), ackId, event, arguments);
            socket.home().counters().send();
            socket.home().outgoing(socket, event, arguments);
            socket.send(message, isVolatile, compressed);
        }
    }

    @Override
    public SocketOperator timeout(Duration timeout) {
        return new DirectOperator(socket, Outgoing.timeout(timeout), isVolatile, compressed);
    }

    @Override
    public SocketOperator asVolatile() {
        return new DirectOperator(socket, ackTimeout, true, compressed);
    }

    @Override
    public SocketOperator compress(boolean compress) {
        return new DirectOperator(socket, ackTimeout, isVolatile, compress);
    }
}
