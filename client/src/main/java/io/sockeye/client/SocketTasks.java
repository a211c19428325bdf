package io.sockeye.client;

import io.sockeye.dispatch.HandlerError;
import io.sockeye.dispatch.HandlerError.Kind;
import io.sockeye.dispatch.run.Mailbox;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.Packet;

/** What comes into the mailbox of a namespace. */
final class SocketTasks {
    /** What an event costs besides its JSON, so that many small ones count. */
    private static final int EVENT_BYTES = 64;

    private SocketTasks() {}

    /** User code that may throw. */
    interface Code {
        void run() throws Exception;
    }

    /** An event. Its size counts against the budget of the connection until it has run. */
    static final class Event extends Mailbox.Task {
        private final ClientSession session;
        private final Packet.Event event;

        Event(ClientSession session, Packet.Event event) {
            this.session = session;
            this.event = event;
        }

        static int size(Packet.Event event) {
            return event.arguments().byteSize() + EVENT_BYTES;
        }

        @Override
        public void run() {
            ClientCore client = session.socket().client();
            client.services().handlers().enter();
            try {
                if (session.hears()) {
                    session.socket().events().dispatch(session, event);
                }
            } finally {
                client.services().handlers().leave();
                session.budget().release(size(event));
            }
        }
    }

    /** Listeners of the life of a namespace, or of the client. */
    static final class Life extends Mailbox.Task {
        private final ClientCore client;
        private final String namespace;
        private final String event;
        private final Code code;

        Life(ClientCore client, String namespace, String event, Code code) {
            this.client = client;
            this.namespace = namespace;
            this.event = event;
            this.code = code;
        }

        @Override
        public void run() {
            client.services().handlers().enter();
            try {
                code.run();
            } catch (Throwable e) {
                client.services().errors().onError(new HandlerError(Kind.LISTENER, namespace, "", event, e));
            } finally {
                client.services().handlers().leave();
            }
        }

        @Override
        public boolean isBarrier() {
            return true;
        }
    }

    /** Comes last: the disconnect handlers. */
    static final class Disconnect extends Mailbox.Task {
        private final ClientSession session;
        private final DisconnectReason reason;

        Disconnect(ClientSession session, DisconnectReason reason) {
            this.session = session;
            this.reason = reason;
        }

        @Override
        public void run() {
            ClientCore client = session.socket().client();
            client.services().handlers().enter();
            try {
                session.socket().events().disconnected(reason);
            } catch (Throwable e) {
                client.services()
                        .errors()
                        .onError(new HandlerError(Kind.DISCONNECT, session.namespace(), session.sid(), null, e));
            } finally {
                client.services().handlers().leave();
                client.farewellDone();
            }
        }

        @Override
        public boolean isBarrier() {
            return true;
        }
    }
}
