package io.sockeye.dispatch;

import org.jspecify.annotations.Nullable;

/**
 * The acknowledgement that the other side of an event may have asked for. It can be sent from any thread, during the handler or later, once: a second one is
 * ignored, as is one that nobody asked for or that comes after the disconnect.
 */
public interface Ack {
    /** Whether the sender of the event waits for an acknowledgement. */
    boolean requested();

    /** Sends the acknowledgement with any number of arguments; never waits for a slow client. */
    void send(@Nullable Object... arguments);
}
