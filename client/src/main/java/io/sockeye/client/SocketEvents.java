package io.sockeye.client;

import io.sockeye.dispatch.EventHandler;
import io.sockeye.dispatch.EventSource;
import io.sockeye.dispatch.Handlers;
import io.sockeye.dispatch.Registration;
import io.sockeye.dispatch.run.AnnotatedMethods;
import io.sockeye.dispatch.run.EventDispatcher;
import io.sockeye.dispatch.run.HandlerRegistry;
import io.sockeye.dispatch.run.SocketContext;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.Packet;
import java.util.List;

/**
 * Everybody who hears from one namespace: functions, and methods of class-based namespaces, which only run when there is no function for the same.
 *
 * @param <S> the socket that they are given
 */
final class SocketEvents<S> implements EventSource<S> {
    private final S socket;
    private final EventDispatcher<S> dispatcher;
    private final HandlerRegistry<S> functions;
    private final HandlerRegistry<S> methods;
    private final List<HandlerRegistry<S>> onlyFunctions;
    private final List<HandlerRegistry<S>> both;
    private final SocketListeners functionListeners = new SocketListeners();
    private final SocketListeners methodListeners = new SocketListeners();

    SocketEvents(S socket, JsonCodec json, EventDispatcher<S> dispatcher) {
        this.socket = socket;
        this.dispatcher = dispatcher;
        this.functions = new HandlerRegistry<>(json);
        this.methods = new HandlerRegistry<>(json);
        this.onlyFunctions = List.of(functions);
        this.both = List.of(functions, methods);
    }

    S socket() {
        return socket;
    }

    SocketListeners listeners() {
        return functionListeners;
    }

    /** Whether anybody wants this namespace. */
    boolean isEmpty() {
        return functions.isEmpty() && methods.isEmpty() && functionListeners.isEmpty() && methodListeners.isEmpty();
    }

    /** Takes the annotated methods of an object in. */
    void register(Object handler, Class<S> socketType, ClientHandlers.E1<ConnectError> onConnectError) {
        AnnotatedMethods<S> found = AnnotatedMethods.of(handler, socketType);
        for (AnnotatedMethods.NamedHandler<S> event : found.events()) {
            var unused = methods.add(event.event(), event.handler(), false);
        }
        for (AnnotatedMethods.LifeCycleMethod<S> method : found.connects()) {
            var unused = methodListeners.connect.add(() -> method.invoke(socket, null));
        }
        for (AnnotatedMethods.LifeCycleMethod<S> method : found.disconnects()) {
            var unused = methodListeners.disconnect.add(reason -> method.invoke(socket, reason));
        }
        var unused = methodListeners.connectError.add(onConnectError);
    }

    /** Serves an event; in the mailbox. */
    void dispatch(SocketContext context, Packet.Event event) {
        dispatcher.dispatch(functions.handles(event.name()) ? onlyFunctions : both, socket, context, event);
    }

    void connected() throws Exception {
        (functionListeners.connect.isEmpty() ? methodListeners : functionListeners)
                .connect.each(ClientHandlers.E0::handle);
    }

    void connectFailed(ConnectError error) throws Exception {
        (functionListeners.connectError.isEmpty() ? methodListeners : functionListeners)
                .connectError.each(listener -> listener.handle(error));
    }

    void disconnected(DisconnectReason reason) throws Exception {
        (functionListeners.disconnect.isEmpty() ? methodListeners : functionListeners)
                .disconnect.each(listener -> listener.handle(reason));
    }

    @Override
    public Registration handle(String event, EventHandler<S> handler) {
        return functions.add(event, handler, false);
    }

    @Override
    public Registration handleOnce(String event, EventHandler<S> handler) {
        return functions.add(event, handler, true);
    }

    @Override
    public void off(String event) {
        functions.removeAll(event);
    }

    @Override
    public Registration onAny(Handlers.AnyWithAck<? super S> handler) {
        return functions.addAny(handler);
    }
}
