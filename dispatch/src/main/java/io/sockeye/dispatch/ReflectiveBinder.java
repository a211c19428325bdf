package io.sockeye.dispatch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Calls the methods of one object as they are. */
record ReflectiveBinder<S>(Object target) implements MethodBinder<S> {
    @Override
    public Call<S> bind(Method method) {
        if (!method.trySetAccessible()) {
            throw new IllegalArgumentException(method + " can't be called: open package "
                    + method.getDeclaringClass().getPackageName() + " to io.sockeye.dispatch in its module-info");
        }
        return (socket, arguments) -> invoke(method, arguments);
    }

    private @Nullable Object invoke(Method method, @Nullable Object[] arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
