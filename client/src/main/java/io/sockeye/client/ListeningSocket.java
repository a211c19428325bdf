package io.sockeye.client;

import io.sockeye.dispatch.EventSource;
import io.sockeye.dispatch.Registration;
import io.sockeye.dispatch.run.EventDispatcher;
import io.sockeye.socketio.DisconnectReason;
import java.util.Optional;

/** What both kinds of socket have: all but the verbs that send. */
abstract class ListeningSocket<S> {
    private final SocketCore core;
    private final SocketEvents<S> events;

    ListeningSocket(SocketCore core) {
        ClientServices services = core.client().services();
        this.core = core;
        this.events = new SocketEvents<>(
                self(),
                services.settings().json(),
                new EventDispatcher<>(services.settings().json(), services.errors()));
    }

    /** This, as users see it. */
    abstract S self();

    final SocketEvents<S> listening() {
        return events;
    }

    final SocketCore core() {
        return core;
    }

    public final EventSource<S> events() {
        return events;
    }

    public final Registration onConnect(ClientHandlers.E0 handler) {
        return events.listeners().connect.add(handler);
    }

    public final Registration onConnectError(ClientHandlers.E1<? super ConnectError> handler) {
        return events.listeners().connectError.add(handler);
    }

    public final Registration onDisconnect(ClientHandlers.E1<? super DisconnectReason> handler) {
        return events.listeners().disconnect.add(handler);
    }

    public final Registration onAnyOutgoing(ClientHandlers.Any listener) {
        return events.listeners().outgoing.add(listener);
    }

    public final String namespace() {
        return core.namespace();
    }

    public final Optional<String> sid() {
        return Optional.ofNullable(core.session()).map(ClientSession::sid);
    }

    public final boolean isConnected() {
        return core.session() != null;
    }

    public final boolean isRecovered() {
        ClientSession session = core.session();
        return session != null && session.isRecovered();
    }

    @Override
    public final String toString() {
        return core.toString();
    }
}
