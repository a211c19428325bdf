package io.sockeye.server;

import io.sockeye.dispatch.Handlers;
import io.sockeye.dispatch.run.HandlerRegistry;
import io.sockeye.dispatch.run.Listeners;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.JsonCodec;
import java.util.List;

/** The listeners of a single socket; made when it gets its first. */
final class SocketListeners {
    final HandlerRegistry<Socket> handlers;
    final List<HandlerRegistry<Socket>> all;
    final Listeners<Handlers.Any<? super Socket>> outgoing = new Listeners<>();
    final Listeners<EventMiddleware> middlewares = new Listeners<>();
    final Listeners<Handlers.H1<? super Socket, ? super DisconnectReason>> disconnecting = new Listeners<>();
    final Listeners<Handlers.H1<? super Socket, ? super DisconnectReason>> disconnect = new Listeners<>();

    /** With those of the namespace, which come first. */
    SocketListeners(JsonCodec json, HandlerRegistry<Socket> namespace) {
        handlers = new HandlerRegistry<>(json);
        all = List.of(namespace, handlers);
    }
}
