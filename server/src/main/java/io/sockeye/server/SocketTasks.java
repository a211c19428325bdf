package io.sockeye.server;

import io.sockeye.dispatch.run.Mailbox;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.Packet;

/** What comes into the mailbox of a socket. Each has a size that counts against the budget of the connection until it has run. */
final class SocketTasks {
    /** What an event costs besides its JSON, so that many small ones count. */
    private static final int EVENT_BYTES = 64;

    /** What a begin and an end cost: a client that joins and leaves all the time keeps sockets waiting for their handlers. */
    private static final int LIFE_BYTES = 2048;

    private SocketTasks() {}

    /** A begin or an end of which no code of the user hears. */
    static final class Silent extends Mailbox.Task {
        private final Runnable step;

        Silent(Runnable step) {
            this.step = step;
        }

        @Override
        public void run() {
            step.run();
        }
    }

    /** Comes first: middleware and connect handlers. */
    static final class Connect extends Mailbox.Task {
        private final SocketCore socket;

        Connect(SocketCore socket) {
            this.socket = socket;
        }

        int size() {
            return LIFE_BYTES;
        }

        @Override
        public void run() {
            try {
                socket.connect();
            } finally {
                socket.budget().release(size());
            }
        }

        @Override
        public boolean isBarrier() {
            return true;
        }
    }

    /** An event. */
    static final class Event extends Mailbox.Task {
        private final SocketCore socket;
        private final Packet.Event event;

        Event(SocketCore socket, Packet.Event event) {
            this.socket = socket;
            this.event = event;
        }

        int size() {
            return event.arguments().byteSize() + EVENT_BYTES;
        }

        @Override
        public void run() {
            try {
                socket.handle(event);
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

        int size() {
            return LIFE_BYTES;
        }

        @Override
        public void run() {
            try {
                socket.farewell(reason);
            } finally {
                socket.budget().release(size());
            }
        }

        @Override
        public boolean isBarrier() {
            return true;
        }
    }
}
