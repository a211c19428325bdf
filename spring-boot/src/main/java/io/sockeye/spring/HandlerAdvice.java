package io.sockeye.spring;

import io.sockeye.dispatch.MethodBinder.Call;
import io.sockeye.server.Socket;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stands around the handlers of beans. */
interface HandlerAdvice {
    /**
     * Puts itself around a method.
     *
     * @param bean as the container has made it, perhaps a proxy
     * @param method as its class declares it
     */
    Call<Socket> around(Object bean, Method method, Call<Socket> call);

    /** See {@link io.sockeye.dispatch.MethodBinder#source}. */
    default @Nullable Function<Socket, @Nullable Object> source(Parameter parameter) {
        return null;
    }
}
