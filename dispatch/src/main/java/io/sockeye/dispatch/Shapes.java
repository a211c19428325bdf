package io.sockeye.dispatch;

import io.sockeye.dispatch.EventHandler.Invocation;
import io.sockeye.dispatch.EventHandler.Style;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the shapes that users write to the one shape that is kept. */
@SuppressWarnings("unchecked") // the arguments were bound to the types that stand beside the handler
final class Shapes {
    private Shapes() {}

    static <S> EventHandler<S> withAck(Handlers.WithAck<? super S> handler) {
        return EventHandler.untyped(Style.ACK, (socket, args, ack) -> {
            handler.handle(socket, at(args, 0), ack);
            return null;
        });
    }

    static <S> EventHandler<S> h0(Handlers.H0<? super S> handler) {
        return EventHandler.typed(List.of(), false, Style.EVENT, (socket, args, ack) -> {
            handler.handle(socket);
            return null;
        });
    }

    static <S, A extends @Nullable Object> EventHandler<S> h1(Type a, Handlers.H1<? super S, A> handler) {
        return EventHandler.typed(List.of(a), false, Style.EVENT, (socket, args, ack) -> {
            handler.handle(socket, (A) args[0]);
            return null;
        });
    }

    static <S, A extends @Nullable Object, B extends @Nullable Object> EventHandler<S> h2(
            Type a, Type b, Handlers.H2<? super S, A, B> handler) {
        return EventHandler.typed(List.of(a, b), false, Style.EVENT, (socket, args, ack) -> {
            handler.handle(socket, (A) args[0], (B) args[1]);
            return null;
        });
    }

    static <S, A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> EventHandler<S> h3(
            List<Type> types, Handlers.H3<? super S, A, B, C> handler) {
        return EventHandler.typed(types, false, Style.EVENT, (socket, args, ack) -> {
            handler.handle(socket, (A) args[0], (B) args[1], (C) args[2]);
            return null;
        });
    }

    static <S, R extends @Nullable Object> EventHandler<S> c0(Handlers.C0<? super S, R> handler) {
        return EventHandler.typed(List.of(), false, Style.CALL, (socket, args, ack) -> handler.call(socket));
    }

    static <S, A extends @Nullable Object, R extends @Nullable Object> EventHandler<S> c1(
            Type a, Handlers.C1<? super S, A, R> handler) {
        return EventHandler.typed(List.of(a), false, Style.CALL, c1Code(handler));
    }

    static <S, A extends @Nullable Object, R extends @Nullable Object> Invocation<S> c1Code(
            Handlers.C1<? super S, A, R> handler) {
        return (socket, args, ack) -> handler.call(socket, (A) args[0]);
    }

    static <S, A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> EventHandler<S> c2(
            Type a, Type b, Handlers.C2<? super S, A, B, R> handler) {
        return EventHandler.typed(
                List.of(a, b),
                false,
                Style.CALL,
                (socket, args, ack) -> handler.call(socket, (A) args[0], (B) args[1]));
    }

    static <
                    S,
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            EventHandler<S> c3(List<Type> types, Handlers.C3<? super S, A, B, C, R> handler) {
        return EventHandler.typed(
                types,
                false,
                Style.CALL,
                (socket, args, ack) -> handler.call(socket, (A) args[0], (B) args[1], (C) args[2]));
    }

    private static Args at(@Nullable Object[] args, int index) {
        return args[index] instanceof Args whole ? whole : Args.of();
    }
}
