package io.sockeye.client;

import io.sockeye.dispatch.run.Listeners;
import io.sockeye.socketio.DisconnectReason;

/** Who hears of the life of one namespace, other than its events. */
final class SocketListeners {
    final Listeners<ClientHandlers.E0> connect = new Listeners<>();
    final Listeners<ClientHandlers.E1<? super ConnectError>> connectError = new Listeners<>();
    final Listeners<ClientHandlers.E1<? super DisconnectReason>> disconnect = new Listeners<>();
    final Listeners<ClientHandlers.Any> outgoing = new Listeners<>();

    boolean isEmpty() {
        return connect.isEmpty() && connectError.isEmpty() && disconnect.isEmpty() && outgoing.isEmpty();
    }
}
