package io.sockeye.client;

import org.jspecify.annotations.Nullable;

/** What class-based namespaces have in common. */
final class NamespaceNames {
    private NamespaceNames() {}

    /** The name with its slash. */
    static String normalized(String name) {
        String slashed = name.startsWith("/") ? name : "/" + name;
        if (slashed.indexOf(',') >= 0 || slashed.indexOf('?') >= 0) {
            throw new IllegalArgumentException("namespace '" + name + "': ',' and '?' mean something else on the wire");
        }
        return slashed;
    }

    static <S> S registered(@Nullable S socket, Object handler) {
        if (socket == null) {
            throw new IllegalStateException(handler.getClass().getName() + " has not been registered with a client");
        }
        return socket;
    }

    static void checkFresh(@Nullable Object socket, Object handler) {
        if (socket != null) {
            throw new IllegalStateException(handler.getClass().getName() + " has been registered already");
        }
    }
}
