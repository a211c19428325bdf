package io.sockeye.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The blocking and the asynchronous client have the same verbs: what waits in one returns a future in the other, and nothing else differs. */
class VerbsTest {
    /** Verbs that do not wait although they return nothing, and those that return a future in both. */
    private static final Set<String> AT_ONCE = Set.of("off", "register", "close", "emitWithAck");

    private static final Map<Class<?>, Class<?>> COUNTERPARTS = Map.of(
            SocketIoClient.class, AsyncSocketIoClient.class,
            ClientSocket.class, AsyncClientSocket.class,
            ClientOperator.class, AsyncClientOperator.class,
            ClientNamespaceHandler.class, AsyncClientNamespaceHandler.class);

    @Test
    void theVerbsAreTheSame() {
        COUNTERPARTS.forEach((blocking, async) ->
                assertThat(verbs(async, false)).as(async.getSimpleName()).isEqualTo(verbs(blocking, true)));
    }

    /** Each method as {@code name(parameters): result}, in the words of the asynchronous client. */
    private static Set<String> verbs(Class<?> type, boolean translate) {
        return Arrays.stream(methods(type))
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .filter(method ->
                        Modifier.isPublic(method.getModifiers()) || Modifier.isProtected(method.getModifiers()))
                .map(method -> method.getName() + parameters(method, translate) + ": " + result(method, translate))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Method[] methods(Class<?> type) {
        return type.isInterface() ? type.getMethods() : type.getDeclaredMethods();
    }

    private static String parameters(Method method, boolean translate) {
        return Arrays.stream(method.getParameterTypes())
                .map(parameter -> name(parameter, translate))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String result(Method method, boolean translate) {
        Class<?> result = method.getReturnType();
        boolean waits = result == void.class
                || result == Thread.class
                || method.getName().startsWith("call");
        boolean hook = method.getName().equals("onConnectError") && result == void.class;
        return translate && waits && !hook && !AT_ONCE.contains(method.getName())
                ? name(CompletableFuture.class, false)
                : name(result, translate);
    }

    private static String name(Class<?> type, boolean translate) {
        return (translate ? COUNTERPARTS.getOrDefault(type, type) : type).getSimpleName();
    }
}
