package io.sockeye.dispatch;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A handler of one event in the shape in which all handlers are kept: the types that its arguments bind to, how it acknowledges, and the code.
 *
 * @param <S> the socket
 */
public final class EventHandler<S> {
    private final List<Type> types;
    private final boolean varargs;
    private final Style style;
    private final Invocation<S> invocation;

    private EventHandler(List<Type> types, boolean varargs, Style style, Invocation<S> invocation) {
        this.types = types;
        this.varargs = varargs;
        this.style = style;
        this.invocation = Objects.requireNonNull(invocation);
    }

    /**
     * A handler whose arguments are bound to types.
     *
     * @param types of the arguments, in order
     * @param varargs whether the last type is that of the elements of an array which takes all that remain
     * @param style how it acknowledges
     */
    public static <S> EventHandler<S> typed(List<Type> types, boolean varargs, Style style, Invocation<S> invocation) {
        return new EventHandler<>(List.copyOf(types), varargs, style, invocation);
    }

    /** A handler that takes all arguments as {@link Args}, which the invocation finds as its only argument. */
    public static <S> EventHandler<S> untyped(Style style, Invocation<S> invocation) {
        return new EventHandler<>(List.of(Args.class), false, style, invocation);
    }

    /** The types of the arguments; a single {@link Args} means all of them unbound. */
    public List<Type> types() {
        return types;
    }

    /** Whether the last type stands for all arguments that remain. */
    public boolean varargs() {
        return varargs;
    }

    /** How the handler acknowledges. */
    public Style style() {
        return style;
    }

    /** Runs the code; the result counts only in the style {@link Style#CALL}. */
    public @Nullable Object invoke(S socket, @Nullable Object[] arguments, Ack ack) throws Exception {
        return invocation.invoke(socket, arguments, ack);
    }

    /** How a handler acknowledges. */
    public enum Style {
        /** Not by itself: an empty acknowledgement follows when it was asked for. */
        EVENT,
        /** By what it returns. */
        CALL,
        /** It has the {@link Ack} in hand. */
        ACK
    }

    /**
     * The code of a handler.
     *
     * @param <S> the socket
     */
    @FunctionalInterface
    public interface Invocation<S> {
        /**
         * Runs it.
         *
         * @param arguments as many as the handler has types
         */
        @Nullable
        Object invoke(S socket, @Nullable Object[] arguments, Ack ack) throws Exception;
    }
}
