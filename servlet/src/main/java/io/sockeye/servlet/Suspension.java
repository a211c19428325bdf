package io.sockeye.servlet;

import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Stops a container from reading a websocket. Jakarta WebSocket has no word for it, Tomcat's sessions do ({@code suspend} and {@code resume}); for those
 * of other containers nothing happens, and what they read waits in memory up to a limit.
 */
final class Suspension {
    private static final Logger LOGGER = System.getLogger(SockeyeServlet.class.getName());

    private final @Nullable MethodHandle suspend;
    private final @Nullable MethodHandle resume;

    private Suspension(@Nullable MethodHandle suspend, @Nullable MethodHandle resume) {
        this.suspend = suspend;
        this.resume = resume;
    }

    static Suspension of(Session session) {
        return new Suspension(find(session, "suspend"), find(session, "resume"));
    }

    private static @Nullable MethodHandle find(Session session, String name) {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(session.getClass(), name, MethodType.methodType(void.class))
                    .bindTo(session);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    void reading(boolean wanted) {
        MethodHandle handle = wanted ? resume : suspend;
        if (handle != null) {
            try {
                handle.invokeExact();
            } catch (Throwable e) {
                LOGGER.log(Level.DEBUG, "the container didn't change its reading", e);
            }
        }
    }
}
