package io.sockeye.dispatch.run;

import io.sockeye.dispatch.EventHandler;
import io.sockeye.dispatch.MethodBinder;
import io.sockeye.dispatch.OnConnect;
import io.sockeye.dispatch.OnDisconnect;
import io.sockeye.dispatch.OnEvent;
import io.sockeye.socketio.DisconnectReason;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The annotated methods of one class as handlers, in the rules of {@link OnEvent}. Methods may have any visibility; those of superclasses count, unless overridden; a class that its module
 * doesn't open to {@code io.sockeye.dispatch} is refused with a sentence that says so.
 *
 * @param events name and handler, in no particular order
 * @param connects hear of new sockets
 * @param disconnects hear of ends
 * @param <S> the socket
 */
public record AnnotatedMethods<S>(
        List<NamedHandler<S>> events, List<LifeCycleMethod<S>> connects, List<LifeCycleMethod<S>> disconnects) {
    /** The annotated methods of an object, see {@link #of(Class, MethodBinder, Class)}. */
    public static <S> AnnotatedMethods<S> of(Object target, Class<S> socketType) {
        return of(target.getClass(), MethodBinder.of(target), socketType);
    }

    /**
     * Finds the annotated methods of a class.
     *
     * @param binder calls them
     * @param socketType what counts as the socket among the parameters
     * @throws IllegalArgumentException if a method can't be called with what its annotation gives it; the message names the method
     */
    public static <S> AnnotatedMethods<S> of(Class<?> type, MethodBinder<S> binder, Class<S> socketType) {
        AnnotatedMethods<S> found = new AnnotatedMethods<>(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Method method : methods(type)) {
            OnEvent event = method.getAnnotation(OnEvent.class);
            if (event != null) {
                String name = event.value().isEmpty() ? method.getName() : event.value();
                MethodParameters<S> parameters = MethodParameters.ofEvent(method, socketType, binder);
                found.events.add(new NamedHandler<>(name, parameters.handler(method, binder.bind(method))));
            }
            if (method.isAnnotationPresent(OnConnect.class)) {
                found.connects.add(lifeCycle(method, "@OnConnect", null, socketType, binder));
            }
            if (method.isAnnotationPresent(OnDisconnect.class)) {
                found.disconnects.add(lifeCycle(method, "@OnDisconnect", DisconnectReason.class, socketType, binder));
            }
        }
        return found;
    }

    private static <S> LifeCycleMethod<S> lifeCycle(
            Method method, String annotation, @Nullable Class<?> reason, Class<S> socketType, MethodBinder<S> binder) {
        MethodParameters<S> parameters = MethodParameters.ofLifeCycle(method, annotation, reason, socketType, binder);
        return new LifeCycleMethod<>(binder.bind(method), parameters);
    }

    private static List<Method> methods(Class<?> type) {
        Map<String, Method> bySignature = new LinkedHashMap<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            for (Method method : at.getDeclaredMethods()) {
                if (!method.isBridge() && !method.isSynthetic()) {
                    String owner = Modifier.isPrivate(method.getModifiers()) ? at.getName() : "";
                    bySignature.putIfAbsent(owner + method.getName() + List.of(method.getParameterTypes()), method);
                }
            }
        }
        return List.copyOf(bySignature.values());
    }

    /**
     * A handler and the event it is for.
     *
     * @param <S> the socket
     */
    public record NamedHandler<S>(String event, EventHandler<S> handler) {}

    /**
     * A method that hears of a begin or an end.
     *
     * @param <S> the socket
     */
    public static final class LifeCycleMethod<S> {
        private final MethodBinder.Call<S> call;
        private final MethodParameters<S> parameters;

        private LifeCycleMethod(MethodBinder.Call<S> call, MethodParameters<S> parameters) {
            this.call = call;
            this.parameters = parameters;
        }

        /** Calls it; the reason is null at a begin. */
        public void invoke(S socket, @Nullable DisconnectReason reason) throws Exception {
            var unused = call.call(socket, parameters.fill(socket, new Object[0], reason));
        }
    }
}
