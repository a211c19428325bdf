package io.sockeye.server;

import io.sockeye.dispatch.run.Mailbox;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.Packet;

/** What comes into the mailbox of a socket. */
final class SocketTasks {
    private SocketTasks() {}

    /** Comes first: middleware and connect handlers. */
    static final class Connect extends Mailbox.Task {
        private final SocketCore socket;

        Connect(SocketCore socket) {
            this.socket = socket;
        }

        @Override
        public void run() {
            socket.connect();
        }

        @Override
        public boolean isBarrier() {
            return true;
        }
    }

    /** An event. */
    static final class Event extends Mailbox.Task {
        /** What an event costs besides its JSON, so that many small ones count. */
        private static final int OVERHEAD = 64;

        private final SocketCore socket;
        private final Packet.Event event;

        Event(SocketCore socket, Packet.Event event) {
            this.socket = socket;
            this.event = event;
        }

        /** What it counts against the budget of its connection until it has been handled. */
        int size() {
            return event.arguments().byteSize() + OVERHEAD;
        }

        @Override
        public void run() {
            try {
                if (socket.hears()) {
                    socket.home().dispatch(socket, event);
                }
            } finally {
                socket.budget().release(size());
            }
        }
    }

    /** Comes last: the disconnect handlers. */
    static final class Disconnect extends Mailbox.Task {
        private final SocketCore socket;
        private final DisconnectReason reason;

        Disconnect(SocketCore socket, DisconnectReason reason) {
            this.socket = socket;
            this.reason = reason;
        }

        @Override
        public void run() {
            socket.farewell(reason);
        }

        @Override
        public boolean isBarrier() {
            return true;
        }
    }
}
