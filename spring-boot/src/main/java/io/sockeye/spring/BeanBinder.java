package io.sockeye.spring;

import io.sockeye.dispatch.MethodBinder;
import io.sockeye.server.Socket;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.security.Principal;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/**
 * Calls the methods of one bean, through its proxy.
 *
 * @param made the bean if it is there from the beginning, so that a method that can't be called is noticed at once; else null
 * @param bean gives it for each event
 * @param advice from the inside to the outside
 */
record BeanBinder(@Nullable Object made, Supplier<Object> bean, List<HandlerAdvice> advice)
        implements MethodBinder<Socket> {
    @Override
    public Call<Socket> bind(Method method) {
        return made != null
                ? call(made, method)
                : (socket, arguments) -> call(bean.get(), method).call(socket, arguments);
    }

    private Call<Socket> call(Object target, Method method) {
        Method invocable = AopUtils.selectInvocableMethod(method, target.getClass());
        Call<Socket> call = MethodBinder.<Socket>of(target).bind(invocable);
        for (HandlerAdvice around : advice) {
            call = around.around(target, method, call);
        }
        return call;
    }

    @Override
    public @Nullable Function<Socket, @Nullable Object> source(Parameter parameter) {
        Class<?> type = parameter.getType();
        if (parameter.isAnnotationPresent(Auth.class)) {
            return socket -> socket.handshake().auth(type);
        }
        if (Principal.class.isAssignableFrom(type)) {
            return socket -> socket.handshake().principal().map(type::cast).orElse(null);
        }
        return advice.stream()
                .map(around -> around.source(parameter))
                .filter(source -> source != null)
                .findFirst()
                .orElse(null);
    }
}
