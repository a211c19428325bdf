package io.sockeye.client;

import io.sockeye.client.ClientHandlers.C0;
import io.sockeye.client.ClientHandlers.C1;
import io.sockeye.client.ClientHandlers.C2;
import io.sockeye.client.ClientHandlers.C3;
import io.sockeye.client.ClientHandlers.E0;
import io.sockeye.client.ClientHandlers.E1;
import io.sockeye.client.ClientHandlers.E2;
import io.sockeye.client.ClientHandlers.E3;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.EventSource;
import io.sockeye.dispatch.Registration;
import io.sockeye.dispatch.TypeRef;
import io.sockeye.socketio.DisconnectReason;
import org.jspecify.annotations.Nullable;

/**
 * What a client hears from one namespace: the verbs {@code on}, {@code once}, {@code onCall}.
 *
 * <p>Arguments bind straight from JSON to the types that are named (records, {@code JsonNode}, {@code Map}, {@code byte[]}, generics by {@link TypeRef}). Several listeners of
 * one event run in the order of their registration, and all before the namespace's next event. If the server asked for an acknowledgement, the handler of {@link #onCall} gives
 * it, or one that takes {@link io.sockeye.dispatch.Ack}, else an empty one goes out after the last handler returned. Names that the protocol keeps to itself ({@code connect},
 * {@code disconnect}, …) throw. Listeners may be registered before and after the connect and stay over reconnections. Thread-safe.
 *
 * @param <S> the socket that {@link #events()} gives to handlers
 */
public sealed interface ClientEventSource<S>
        permits SocketIoClient, AsyncSocketIoClient, ClientSocket, AsyncClientSocket {
    /** The same verbs for handlers that take the socket as their first parameter, as on the server. */
    EventSource<S> events();

    /** Hears of every connect to the namespace: the first and each reconnect. Runs before the handlers of events that arrive afterwards. */
    Registration onConnect(E0 handler);

    /**
     * Hears that the namespace refused the connection, or that a connection or reconnection failed on the way. After a refusal the namespace isn't tried again; see {@link
     * ConnectError#refused()}.
     */
    Registration onConnectError(E1<? super ConnectError> handler);

    /** Hears that the namespace was disconnected, after everything that had arrived was handled. Only who heard of the connect hears of it. */
    Registration onDisconnect(E1<? super DisconnectReason> handler);

    /** Hears of every event that is sent. Runs on the sending thread. */
    Registration onAnyOutgoing(ClientHandlers.Any listener);

    /** Removes all listeners of an event. */
    default void off(String event) {
        events().off(event);
    }

    /** Listens to every event that arrives, before the listeners of its name. */
    default Registration onAny(ClientHandlers.Any handler) {
        return events().onAny((socket, event, args, ack) -> handler.handle(event, args));
    }

    /** Listens to every event that arrives, with the acknowledgement in hand. */
    default Registration onAny(ClientHandlers.AnyWithAck handler) {
        return events().onAny((socket, event, args, ack) -> handler.handle(event, args, ack));
    }

    /** Listens with arguments and acknowledgement in hand. */
    default Registration on(String event, ClientHandlers.WithAck handler) {
        return events().on(event, (socket, args, ack) -> handler.handle(args, ack));
    }

    /** Listens to an event without arguments that matter. */
    default Registration on(String event, E0 handler) {
        return events().on(event, socket -> handler.handle());
    }

    /** Listens to an event with one argument. */
    default <A> Registration on(String event, Class<A> a, E1<? super A> handler) {
        return events().on(event, a, (socket, x) -> handler.handle(x));
    }

    /** Listens to an event with one argument of a generic type. */
    default <A extends @Nullable Object> Registration on(String event, TypeRef<A> a, E1<? super A> handler) {
        return events().on(event, a, (socket, x) -> handler.handle(x));
    }

    /** Listens to an event with two arguments. */
    default <A, B> Registration on(String event, Class<A> a, Class<B> b, E2<? super A, ? super B> handler) {
        return events().on(event, a, b, (socket, x, y) -> handler.handle(x, y));
    }

    /** Listens to an event with two arguments of generic types. */
    default <A extends @Nullable Object, B extends @Nullable Object> Registration on(
            String event, TypeRef<A> a, TypeRef<B> b, E2<? super A, ? super B> handler) {
        return events().on(event, a, b, (socket, x, y) -> handler.handle(x, y));
    }

    /** Listens to an event with three arguments. */
    default <A, B, C> Registration on(
            String event, Class<A> a, Class<B> b, Class<C> c, E3<? super A, ? super B, ? super C> handler) {
        return events().on(event, a, b, c, (socket, x, y, z) -> handler.handle(x, y, z));
    }

    /** Listens to the next such event only. */
    default Registration once(String event, ClientHandlers.WithAck handler) {
        return events().once(event, (socket, args, ack) -> handler.handle(args, ack));
    }

    /** Listens to the next such event only. */
    default Registration once(String event, E0 handler) {
        return events().once(event, socket -> handler.handle());
    }

    /** Listens to the next such event only. */
    default <A> Registration once(String event, Class<A> a, E1<? super A> handler) {
        return events().once(event, a, (socket, x) -> handler.handle(x));
    }

    /** Listens to the next such event only. */
    default <A extends @Nullable Object> Registration once(String event, TypeRef<A> a, E1<? super A> handler) {
        return events().once(event, a, (socket, x) -> handler.handle(x));
    }

    /** Answers a call: what the handler returns is the acknowledgement; a stage acknowledges when it completes, {@link Args} with several arguments. */
    default <R extends @Nullable Object> Registration onCall(String event, C0<R> handler) {
        return events().onCall(event, socket -> handler.call());
    }

    /** Answers a call with all its arguments. */
    default <R extends @Nullable Object> Registration onCall(String event, C1<Args, R> handler) {
        return events().onCall(event, (socket, args) -> handler.call(args));
    }

    /** Answers a call with one argument. */
    default <A, R extends @Nullable Object> Registration onCall(String event, Class<A> a, C1<? super A, R> handler) {
        return events().onCall(event, a, (socket, x) -> handler.call(x));
    }

    /** Answers a call with one argument of a generic type. */
    default <A extends @Nullable Object, R extends @Nullable Object> Registration onCall(
            String event, TypeRef<A> a, C1<? super A, R> handler) {
        return events().onCall(event, a, (socket, x) -> handler.call(x));
    }

    /** Answers a call with two arguments. */
    default <A, B, R extends @Nullable Object> Registration onCall(
            String event, Class<A> a, Class<B> b, C2<? super A, ? super B, R> handler) {
        return events().onCall(event, a, b, (socket, x, y) -> handler.call(x, y));
    }

    /** Answers a call with two arguments of generic types. */
    default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> Registration onCall(
            String event, TypeRef<A> a, TypeRef<B> b, C2<? super A, ? super B, R> handler) {
        return events().onCall(event, a, b, (socket, x, y) -> handler.call(x, y));
    }

    /** Answers a call with three arguments. */
    default <A, B, C, R extends @Nullable Object> Registration onCall(
            String event, Class<A> a, Class<B> b, Class<C> c, C3<? super A, ? super B, ? super C, R> handler) {
        return events().onCall(event, a, b, c, (socket, x, y, z) -> handler.call(x, y, z));
    }
}
