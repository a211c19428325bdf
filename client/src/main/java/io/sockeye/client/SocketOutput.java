package io.sockeye.client;

import io.sockeye.dispatch.run.AckRegistry;
import io.sockeye.socketio.Packet;
import org.jspecify.annotations.Nullable;

/** The way out of one namespace: to the connection, or into the buffer. Inside of the client's inbox only. */
final class SocketOutput {
    private final ClientCore client;
    private final String namespace;
    private final AckRegistry acks;
    private final SendBuffer buffer;

    SocketOutput(ClientCore client, String namespace, AckRegistry acks) {
        this.client = client;
        this.namespace = namespace;
        this.acks = acks;
        this.buffer = new SendBuffer(client.services().settings().delivery().buffer());
    }

    /**
     * Sends an event, or keeps it, or refuses it.
     *
     * @param link null while the namespace isn't connected
     */
    void transmit(Outbound event, @Nullable Link link) {
        if (link == null) {
            keep(event);
        } else if (event.isVolatile()) {
            if (buffer.isEmpty()) {
                link.offerVolatile(event.encoded());
            }
            event.accept();
        } else if (buffer.isEmpty() && link.offer(event.encoded())) {
            event.accept();
        } else if (hasRoom(event)) {
            buffer.add(event); // taken when the connection has room
        } else {
            refuse(event, "the server doesn't read, and the buffer for what can't be sent is full");
        }
    }

    private void keep(Outbound event) {
        if (event.isVolatile()) {
            event.accept();
        } else if (client.isClosed()) {
            refuse(event, "the client has been closed");
        } else if (!client.services().settings().delivery().buffer().offline()) {
            refuse(event, "it isn't connected, and the buffer for events is switched off");
        } else if (hasRoom(event)) {
            buffer.add(event);
            event.accept();
        } else {
            refuse(event, "it isn't connected, and the buffer for events is full");
        }
    }

    private boolean hasRoom(Outbound event) {
        if (!buffer.hasRoom(event)) {
            buffer.purge(this::isUnwanted);
        }
        return buffer.hasRoom(event);
    }

    private void refuse(Outbound event, String why) {
        event.taken().completeExceptionally(new NotSentException("namespace " + namespace + ": " + why));
    }

    /** Whether somebody wanted an acknowledgement and waits no longer. */
    private boolean isUnwanted(Outbound event) {
        return event.ackId() != Packet.NO_ACK && !acks.awaits(event.ackId());
    }

    /** Sends what was kept, as far as there is room. */
    void flush(Link link) {
        for (Outbound event = buffer.peek(); event != null; event = buffer.peek()) {
            if (!isUnwanted(event) && !link.offer(event.encoded())) {
                return;
            }
            event.accept();
            buffer.remove();
        }
    }

    /** The connection has ended: what waited for room waits for another one, and whoever sent it no longer. */
    void accept() {
        if (client.services().settings().delivery().buffer().offline()) {
            buffer.accept();
        } else {
            fail(new NotSentException(
                    "namespace " + namespace + ": disconnected, and the buffer for events is switched off"));
        }
    }

    /** Drops everything. */
    void fail(NotSentException cause) {
        buffer.fail(cause);
    }
}
