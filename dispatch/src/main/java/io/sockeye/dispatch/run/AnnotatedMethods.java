package io.sockeye.dispatch.run;

import io.sockeye.dispatch.Ack;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.EventHandler;
import io.sockeye.dispatch.EventHandler.Style;
import io.sockeye.dispatch.OnConnect;
import io.sockeye.dispatch.OnDisconnect;
import io.sockeye.dispatch.OnEvent;
import io.sockeye.socketio.DisconnectReason;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The annotated methods of one object as handlers, in the rules of {@link OnEvent}. Methods may have any visibility; those of superclasses count, unless overridden; a class that its module
 * doesn't open to {@code io.sockeye.dispatch} is refused with a sentence that says so.
 *
 * @param events name and handler, in no particular order
 * @param connects hear of new sockets
 * @param disconnects hear of ends
 * @param <S> the socket
 */
public record AnnotatedMethods<S>(
        List<NamedHandler<S>> events, List<LifeCycleMethod<S>> connects, List<LifeCycleMethod<S>> disconnects) {
    /**
     * Finds the annotated methods of an object.
     *
     * @param socketType what counts as the socket among the parameters
     * @throws IllegalArgumentException if a method can't be called with what its annotation gives it; the message names the method
     */
    public static <S> AnnotatedMethods<S> of(Object target, Class<S> socketType) {
        AnnotatedMethods<S> found = new AnnotatedMethods<>(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Method method : methods(target.getClass())) {
            OnEvent event = method.getAnnotation(OnEvent.class);
            if (event != null) {
                String name = event.value().isEmpty() ? method.getName() : event.value();
                found.events.add(new NamedHandler<>(name, handler(target, accessible(method), socketType)));
            }
            found.addLifeCycle(found.connects, OnConnect.class, target, method, socketType);
            found.addLifeCycle(found.disconnects, OnDisconnect.class, target, method, socketType);
        }
        return found;
    }

    private void addLifeCycle(
            List<LifeCycleMethod<S>> methods,
            Class<? extends Annotation> annotation,
            Object target,
            Method method,
            Class<S> socketType) {
        if (method.isAnnotationPresent(annotation)) {
            boolean mayTakeReason = annotation == OnDisconnect.class;
            for (Class<?> type : method.getParameterTypes()) {
                if (type != socketType && !(mayTakeReason && type == DisconnectReason.class)) {
                    throw new IllegalArgumentException("@" + annotation.getSimpleName() + " method " + method
                            + " may take the socket" + (mayTakeReason ? " and the DisconnectReason" : "") + ", not "
                            + type.getName());
                }
            }
            methods.add(new LifeCycleMethod<>(target, accessible(method)));
        }
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

    private static Method accessible(Method method) {
        if (!method.trySetAccessible()) {
            throw new IllegalArgumentException(method + " can't be called: open package "
                    + method.getDeclaringClass().getPackageName() + " to io.sockeye.dispatch in its module-info");
        }
        return method;
    }

    private static <S> EventHandler<S> handler(Object target, Method method, Class<S> socketType) {
        Parameters parameters = Parameters.of(method, socketType);
        EventHandler.Invocation<S> code =
                (socket, args, ack) -> invoke(target, method, parameters.fill(socket, args, ack));
        Style style = style(method);
        return parameters.wantsArgs()
                ? EventHandler.untyped(style, code)
                : EventHandler.typed(parameters.types(), method.isVarArgs(), style, code);
    }

    private static Style style(Method method) {
        if (method.getReturnType() != void.class) {
            return Style.CALL;
        }
        return List.of(method.getParameterTypes()).contains(Ack.class) ? Style.ACK : Style.EVENT;
    }

    private static @Nullable Object invoke(Object target, Method method, @Nullable Object[] arguments)
            throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
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
    public record LifeCycleMethod<S>(Object target, Method method) {
        /** Calls it; the reason is null at a begin. */
        public void invoke(S socket, @Nullable DisconnectReason reason) throws Exception {
            Class<?>[] types = method.getParameterTypes();
            @Nullable Object[] arguments = new Object[types.length];
            for (int i = 0; i < types.length; i++) {
                arguments[i] = types[i] == DisconnectReason.class ? reason : socket;
            }
            AnnotatedMethods.invoke(target, method, arguments);
        }
    }

    /**
     * Where each parameter of a method comes from.
     *
     * @param sources one a parameter
     * @param types of those that are the event's arguments
     */
    private record Parameters(List<Source> sources, List<Type> types) {
        static Parameters of(Method method, Class<?> socketType) {
            List<Source> sources = new ArrayList<>();
            List<Type> types = new ArrayList<>();
            Type[] generic = method.getGenericParameterTypes();
            Class<?>[] raw = method.getParameterTypes();
            for (int i = 0; i < raw.length; i++) {
                Source source = source(raw[i], socketType);
                sources.add(source);
                if (source == Source.EVENT) {
                    boolean rest = method.isVarArgs() && i == raw.length - 1;
                    types.add(rest ? raw[i].getComponentType() : generic[i]);
                }
            }
            Parameters parameters = new Parameters(List.copyOf(sources), List.copyOf(types));
            if (parameters.wantsArgs() && !types.isEmpty()) {
                throw new IllegalArgumentException(method + " takes Args and single arguments too; choose one");
            }
            return parameters;
        }

        private static Source source(Class<?> type, Class<?> socketType) {
            if (type == socketType) {
                return Source.SOCKET;
            }
            if (type == Ack.class) {
                return Source.ACK;
            }
            return type == Args.class ? Source.ARGS : Source.EVENT;
        }

        boolean wantsArgs() {
            return sources.contains(Source.ARGS);
        }

        @Nullable
        Object[] fill(Object socket, @Nullable Object[] args, Ack ack) {
            @Nullable Object[] filled = new Object[sources.size()];
            int next = 0;
            for (int i = 0; i < filled.length; i++) {
                filled[i] = switch (sources.get(i)) {
                    case SOCKET -> socket;
                    case ACK -> ack;
                    case ARGS, EVENT -> args[next++];
                };
            }
            return filled;
        }
    }

    private enum Source {
        SOCKET,
        ACK,
        ARGS,
        EVENT
    }
}
