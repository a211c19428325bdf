package io.sockeye.server;

import io.sockeye.adapter.AckCollector;
import io.sockeye.dispatch.run.PendingAck;
import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.RawJson;
import io.sockeye.socketio.SocketIoException;

/** One socket's part of a broadcast that asks for acknowledgements. */
record CollectedAck(SocketSender socket, AckCollector collector) implements PendingAck {
    @Override
    public void completed(RawJson arguments) {
        try {
            socket.services().json().validate(arguments);
        } catch (MalformedJsonException e) {
            socket.malformed(e);
            collector.lost();
            return;
        }
        collector.answered(arguments);
    }

    @Override
    public void failed(SocketIoException cause) {
        collector.lost();
    }
}
