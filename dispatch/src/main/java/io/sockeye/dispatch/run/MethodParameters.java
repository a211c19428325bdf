package io.sockeye.dispatch.run;

import io.sockeye.dispatch.Ack;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.EventHandler;
import io.sockeye.dispatch.EventHandler.Style;
import io.sockeye.dispatch.MethodBinder;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where each parameter of a method comes from.
 *
 * @param sources one a parameter
 * @param types of those that are the event's arguments
 */
record MethodParameters<S>(List<Source<S>> sources, List<Type> types) {
    /**
     * Of a method that handles an event.
     *
     * @throws IllegalArgumentException if it takes {@link Args} and single arguments too
     */
    static <S> MethodParameters<S> ofEvent(Method method, Class<S> socketType, MethodBinder<S> binder) {
        MethodParameters<S> parameters = new MethodParameters<>(new ArrayList<>(), new ArrayList<>());
        for (Parameter parameter : method.getParameters()) {
            Source<S> given = given(parameter, socketType, Ack.class, binder);
            parameters.sources.add(given != null ? given : parameters.argument(parameter));
        }
        if (parameters.wantsArgs() && parameters.types.size() > 1) {
            throw new IllegalArgumentException(method + " takes Args and single arguments too; choose one");
        }
        return parameters;
    }

    /**
     * Of a method that hears of a begin or an end.
     *
     * @param extraType what it may take besides the socket
     * @throws IllegalArgumentException if it takes anything else
     */
    static <S> MethodParameters<S> ofLifeCycle(
            Method method,
            String annotation,
            @Nullable Class<?> extraType,
            Class<S> socketType,
            MethodBinder<S> binder) {
        MethodParameters<S> parameters = new MethodParameters<>(new ArrayList<>(), List.of());
        for (Parameter parameter : method.getParameters()) {
            Source<S> given = given(parameter, socketType, extraType, binder);
            if (given == null) {
                String extra = extraType == null ? "" : " and the " + extraType.getSimpleName();
                throw new IllegalArgumentException(annotation + " method " + method + " may take the socket" + extra
                        + ", not " + parameter.getType().getName());
            }
            parameters.sources.add(given);
        }
        return parameters;
    }

    /** Null when the parameter is an argument of the event. */
    private static <S> @Nullable Source<S> given(
            Parameter parameter, Class<S> socketType, @Nullable Class<?> extraType, MethodBinder<S> binder) {
        Class<?> type = parameter.getType();
        if (type == socketType) {
            return (socket, args, extra) -> socket;
        }
        if (type == extraType) {
            return (socket, args, extra) -> extra;
        }
        Function<? super S, ? extends @Nullable Object> own = type == Args.class ? null : binder.source(parameter);
        return own == null ? null : (socket, args, extra) -> own.apply(socket);
    }

    private Source<S> argument(Parameter parameter) {
        int index = types.size();
        boolean rest = parameter.isVarArgs();
        types.add(rest ? parameter.getType().getComponentType() : parameter.getParameterizedType());
        return (socket, args, extra) -> args[index];
    }

    private boolean wantsArgs() {
        return types.contains(Args.class);
    }

    /** The method as a handler. */
    EventHandler<S> handler(Method method, MethodBinder.Call<S> call) {
        EventHandler.Invocation<S> code = (socket, args, ack) -> call.call(socket, fill(socket, args, ack));
        Style style = style(method);
        return wantsArgs()
                ? EventHandler.untyped(style, code)
                : EventHandler.typed(types, method.isVarArgs(), style, code);
    }

    private static Style style(Method method) {
        if (method.getReturnType() != void.class) {
            return Style.CALL;
        }
        return List.of(method.getParameterTypes()).contains(Ack.class) ? Style.ACK : Style.EVENT;
    }

    /** What the method is called with. */
    @Nullable
    Object[] fill(S socket, @Nullable Object[] args, @Nullable Object extra) {
        @Nullable Object[] filled = new Object[sources.size()];
        for (int i = 0; i < filled.length; i++) {
            filled[i] = sources.get(i).value(socket, args, extra);
        }
        return filled;
    }

    /** Where one parameter comes from; {@code extra} is the {@link Ack} of an event, the reason of an end. */
    @FunctionalInterface
    private interface Source<S> {
        @Nullable
        Object value(S socket, @Nullable Object[] args, @Nullable Object extra);
    }
}
