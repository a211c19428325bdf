package io.sockeye.servlet;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * What sessions of one container can do although Jakarta WebSocket has no word for it, found by the names of their public methods: stop and go on to read (Tomcat,
 * Undertow), and end without waiting for a peer that doesn't read (Jetty, Undertow; Tomcat gives up by itself after 20 seconds). Immutable.
 */
final class ContainerMeans {
    private static final Logger LOGGER = System.getLogger(SockeyeServlet.class.getName());
    private static final Lookup LOOKUP = MethodHandles.publicLookup();
    private static final MethodType ACTION = MethodType.methodType(void.class);

    private final @Nullable MethodHandle suspend;
    private final @Nullable MethodHandle resume;
    private final @Nullable MethodHandle abort;

    private ContainerMeans(Class<?> session) {
        MethodHandle channel = undertowChannel(session);
        this.suspend = channel == null ? find(session, "suspend") : then(channel, "suspendReceives");
        this.resume = channel == null ? find(session, "resume") : then(channel, "resumeReceives");
        this.abort = find(session, channel == null ? "abort" : "forceClose");
    }

    static ContainerMeans of(Class<?> session) {
        return new ContainerMeans(session);
    }

    private static @Nullable MethodHandle undertowChannel(Class<?> session) {
        try {
            return LOOKUP.unreflect(session.getMethod("getWebSocketChannel"));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    private static @Nullable MethodHandle then(MethodHandle first, String name) {
        MethodHandle second = find(first.type().returnType(), name);
        return second == null
                ? null
                : MethodHandles.filterReturnValue(
                        first,
                        second.asType(second.type()
                                .changeParameterType(0, first.type().returnType())));
    }

    private static @Nullable MethodHandle find(Class<?> type, String name) {
        try {
            return LOOKUP.findVirtual(type, name, ACTION);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    /** Whether reading can be stopped. */
    boolean suspends() {
        return suspend != null && resume != null;
    }

    void reading(Session session, boolean wanted) {
        if (suspends()) {
            boolean unused = call(wanted ? resume : suspend, session);
        }
    }

    /** False when the container has no such thing. */
    boolean abort(Session session) {
        return call(abort, session);
    }

    private static boolean call(@Nullable MethodHandle method, Session session) {
        if (method == null) {
            return false;
        }
        try {
            method.invoke(session);
        } catch (Throwable e) {
            LOGGER.log(Level.DEBUG, "the container didn't do as asked", e);
        }
        return true;
    }
}
