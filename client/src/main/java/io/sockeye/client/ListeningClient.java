package io.sockeye.client;

import io.sockeye.dispatch.ErrorListener;
import io.sockeye.dispatch.EventSource;
import io.sockeye.dispatch.Registration;
import io.sockeye.engineio.Transport;
import io.sockeye.socketio.DisconnectReason;
import java.util.Optional;

/** What both kinds of client have: all but the verbs that send and those that wait. Its own events are those of the namespace {@code /}. */
abstract class ListeningClient<S> {
    private final ClientCore core;
    private final ListeningSocket<S> root;

    ListeningClient(ClientCore core, ListeningSocket<S> root) {
        this.core = core;
        this.root = root;
    }

    final ClientCore core() {
        return core;
    }

    public final boolean isConnected() {
        return root.isConnected();
    }

    public final Optional<String> sid() {
        return root.sid();
    }

    public final Optional<Transport> transport() {
        return core.transport();
    }

    public final EventSource<S> events() {
        return root.events();
    }

    public final Registration onConnect(ClientHandlers.E0 handler) {
        return root.onConnect(handler);
    }

    public final Registration onConnectError(ClientHandlers.E1<? super ConnectError> handler) {
        return root.onConnectError(handler);
    }

    public final Registration onDisconnect(ClientHandlers.E1<? super DisconnectReason> handler) {
        return root.onDisconnect(handler);
    }

    public final Registration onAnyOutgoing(ClientHandlers.Any listener) {
        return root.onAnyOutgoing(listener);
    }

    public final Registration onReconnectAttempt(ClientHandlers.E1<? super Integer> handler) {
        return core.reconnects().attempt.add(handler);
    }

    public final Registration onReconnectError(ClientHandlers.E1<? super Throwable> handler) {
        return core.reconnects().error.add(handler);
    }

    public final Registration onReconnectFailed(ClientHandlers.E0 handler) {
        return core.reconnects().failed.add(handler);
    }

    public final Registration onReconnect(ClientHandlers.E1<? super Integer> handler) {
        return core.reconnects().success.add(handler);
    }

    public final Registration onError(ErrorListener listener) {
        return core.services().errors().add(listener);
    }

    @Override
    public final String toString() {
        return core.toString();
    }
}
