package io.sockeye.dispatch;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How annotated methods are called: a seam for containers, which stand between Sockeye and an object with proxies, scopes, checks and parameters of their own.
 *
 * @param <S> the socket
 */
@FunctionalInterface
public interface MethodBinder<S> {
    /** Calls the methods of one object by reflection, whatever their visibility. */
    static <S> MethodBinder<S> of(Object target) {
        return new ReflectiveBinder<>(target);
    }

    /**
     * Prepares the calls of a method. Asked once for each method, when it is registered.
     *
     * @param method as its class declares it
     * @throws IllegalArgumentException if it can't be called; the message names the method
     */
    Call<S> bind(Method method);

    /**
     * Where a parameter comes from, if the container has it. Asked for each parameter that isn't Sockeye's own: not the socket, {@link Ack}, {@link Args} or the {@code DisconnectReason}.
     *
     * @return gives the value for a socket; null when the parameter is an argument of the event, the default
     */
    default @Nullable Function<? super S, ? extends @Nullable Object> source(Parameter parameter) {
        return null;
    }

    /**
     * A method that is ready to be called.
     *
     * @param <S> the socket
     */
    @FunctionalInterface
    interface Call<S> {
        /**
         * Calls it, on the thread of the handler.
         *
         * @param arguments one for each parameter
         * @return what the method returned
         * @throws Exception what the method threw
         */
        @Nullable
        Object call(S socket, @Nullable Object[] arguments) throws Exception;
    }
}
