package io.sockeye.dispatch;

import io.sockeye.dispatch.EventHandler.Style;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something whose events can be listened to: the verbs {@code on}, {@code once}, {@code onCall} over a narrow core.
 *
 * <p>Arguments bind straight from JSON to the types that are named (records, {@code JsonNode}, {@code Map}, {@code byte[]}, generics by {@link TypeRef}). Several listeners of one
 * event run in the order of their registration, and all before the socket's next event. Names that the protocol keeps to itself ({@code connect},
 * {@code disconnect}, …) throw. Thread-safe.
 *
 * @param <S> the socket that listeners are given
 */
public interface EventSource<S> {
    /**
     * The core of all verbs.
     *
     * @throws IllegalArgumentException if the name is reserved
     * @throws IllegalStateException if it is a second handler of style {@link Style#CALL} for the event
     */
    Registration handle(String event, EventHandler<S> handler);

    /** As {@link #handle}, but the registration is undone when the first event arrives, before the handler runs. */
    Registration handleOnce(String event, EventHandler<S> handler);

    /** Removes all listeners of an event. */
    void off(String event);

    /** Listens to every event that arrives, before the listeners of its name. */
    default Registration onAny(Handlers.Any<? super S> handler) {
        return onAny((socket, event, args, ack) -> handler.handle(socket, event, args));
    }

    /** Listens to every event that arrives, with the acknowledgement in hand. */
    Registration onAny(Handlers.AnyWithAck<? super S> handler);

    /** Listens with arguments and acknowledgement in hand. */
    default Registration on(String event, Handlers.WithAck<? super S> handler) {
        return handle(event, Shapes.withAck(handler));
    }

    /** Listens to an event without arguments that matter. */
    default Registration on(String event, Handlers.H0<? super S> handler) {
        return handle(event, Shapes.h0(handler));
    }

    /** Listens to an event with one argument. */
    default <A> Registration on(String event, Class<A> a, Handlers.H1<? super S, ? super A> handler) {
        return handle(event, Shapes.h1(a, handler));
    }

    /** Listens to an event with one argument of a generic type. */
    default <A extends @Nullable Object> Registration on(
            String event, TypeRef<A> a, Handlers.H1<? super S, ? super A> handler) {
        return handle(event, Shapes.h1(a.type(), handler));
    }

    /** Listens to an event with two arguments. */
    default <A, B> Registration on(
            String event, Class<A> a, Class<B> b, Handlers.H2<? super S, ? super A, ? super B> handler) {
        return handle(event, Shapes.h2(a, b, handler));
    }

    /** Listens to an event with two arguments of generic types. */
    default <A extends @Nullable Object, B extends @Nullable Object> Registration on(
            String event, TypeRef<A> a, TypeRef<B> b, Handlers.H2<? super S, ? super A, ? super B> handler) {
        return handle(event, Shapes.h2(a.type(), b.type(), handler));
    }

    /** Listens to an event with three arguments. */
    default <A, B, C> Registration on(
            String event,
            Class<A> a,
            Class<B> b,
            Class<C> c,
            Handlers.H3<? super S, ? super A, ? super B, ? super C> handler) {
        return handle(event, Shapes.h3(List.of(a, b, c), handler));
    }

    /** Listens to the next such event only. */
    default Registration once(String event, Handlers.WithAck<? super S> handler) {
        return handleOnce(event, Shapes.withAck(handler));
    }

    /** Listens to the next such event only. */
    default Registration once(String event, Handlers.H0<? super S> handler) {
        return handleOnce(event, Shapes.h0(handler));
    }

    /** Listens to the next such event only. */
    default <A> Registration once(String event, Class<A> a, Handlers.H1<? super S, ? super A> handler) {
        return handleOnce(event, Shapes.h1(a, handler));
    }

    /** Listens to the next such event only. */
    default <A extends @Nullable Object> Registration once(
            String event, TypeRef<A> a, Handlers.H1<? super S, ? super A> handler) {
        return handleOnce(event, Shapes.h1(a.type(), handler));
    }

    /** Answers a call: what the handler returns is the acknowledgement; a stage acknowledges when it completes, {@link Args} with several arguments. */
    default <R extends @Nullable Object> Registration onCall(String event, Handlers.C0<? super S, R> handler) {
        return handle(event, Shapes.c0(handler));
    }

    /** Answers a call with all its arguments. */
    default <R extends @Nullable Object> Registration onCall(String event, Handlers.C1<? super S, Args, R> handler) {
        return handle(event, EventHandler.untyped(Style.CALL, Shapes.c1Code(handler)));
    }

    /** Answers a call with one argument. */
    default <A, R extends @Nullable Object> Registration onCall(
            String event, Class<A> a, Handlers.C1<? super S, ? super A, R> handler) {
        return handle(event, Shapes.c1(a, handler));
    }

    /** Answers a call with one argument of a generic type. */
    default <A extends @Nullable Object, R extends @Nullable Object> Registration onCall(
            String event, TypeRef<A> a, Handlers.C1<? super S, ? super A, R> handler) {
        return handle(event, Shapes.c1(a.type(), handler));
    }

    /** Answers a call with two arguments. */
    default <A, B, R extends @Nullable Object> Registration onCall(
            String event, Class<A> a, Class<B> b, Handlers.C2<? super S, ? super A, ? super B, R> handler) {
        return handle(event, Shapes.c2(a, b, handler));
    }

    /** Answers a call with two arguments of generic types. */
    default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> Registration onCall(
            String event, TypeRef<A> a, TypeRef<B> b, Handlers.C2<? super S, ? super A, ? super B, R> handler) {
        return handle(event, Shapes.c2(a.type(), b.type(), handler));
    }

    /** Answers a call with three arguments. */
    default <A, B, C, R extends @Nullable Object> Registration onCall(
            String event,
            Class<A> a,
            Class<B> b,
            Class<C> c,
            Handlers.C3<? super S, ? super A, ? super B, ? super C, R> handler) {
        return handle(event, Shapes.c3(List.of(a, b, c), handler));
    }
}
