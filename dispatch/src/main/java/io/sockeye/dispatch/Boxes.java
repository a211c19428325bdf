package io.sockeye.dispatch;

import java.lang.invoke.MethodType;

/** Primitive types and their boxes. */
final class Boxes {
    private Boxes() {}

    @SuppressWarnings("unchecked") // int.class is a Class<Integer>
    static <T> Class<T> boxed(Class<T> type) {
        return (Class<T>) MethodType.methodType(type).wrap().returnType();
    }
}
