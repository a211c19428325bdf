package io.sockeye.server;

/** Who carries the virtual threads of handlers. In both cases the handlers of a socket run in order, never two at once, and may block. */
public enum HandlerScheduler {
    /** The scheduler of the JDK, which spreads them over all processors. */
    JDK,

    /**
     * The event loop of the connection: nothing is handed over to another thread, so a short handler costs less. A handler that blocks leaves the loop; one that computes keeps it from
     * all other connections of the loop. Who keeps it for more than 5 ms is carried by the scheduler of the JDK for a while.
     *
     * <p>Only on JDK 24 and later, with {@code --add-opens java.base/java.lang=ALL-UNNAMED} (or {@code Add-Opens: java.base/java.lang} in the manifest of the jar that {@code java -jar} starts), and with a host
     * that has event loops, as Netty's. Else one line in the log says what is missing, and {@link #JDK} is used.
     */
    LOOP
}
