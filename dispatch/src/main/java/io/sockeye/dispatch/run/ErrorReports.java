package io.sockeye.dispatch.run;

import io.sockeye.dispatch.ErrorListener;
import io.sockeye.dispatch.HandlerError;
import io.sockeye.dispatch.Registration;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Brings what went wrong in user code to the listeners, or into the log when there is none. */
public final class ErrorReports implements ErrorListener {
    private final Logger log;
    private final Listeners<ErrorListener> listeners = new Listeners<>();

    /** No listeners yet. */
    public ErrorReports(Logger log) {
        this.log = log;
    }

    /** Adds a listener; from then on nothing goes into the log. */
    public Registration add(ErrorListener listener) {
        return listeners.add(listener);
    }

    @Override
    public void onError(HandlerError error) {
        if (listeners.isEmpty()) {
            log.log(Level.WARNING, () -> sentence(error), error.cause());
            return;
        }
        try {
            listeners.each(listener -> listener.onError(error));
        } catch (RuntimeException e) {
            log.log(Level.WARNING, "an error listener threw", e);
        }
    }

    private static String sentence(HandlerError error) {
        String what = switch (error.kind()) {
            case HANDLER -> "a handler threw";
            case BIND -> "the arguments don't fit a handler's types";
            case CONNECT -> "a middleware or connect handler threw, the connection was refused";
            case DISCONNECT -> "a disconnect handler threw";
            case ACK_CALLBACK -> "a callback for an acknowledgement threw";
            case ENCODE -> "what was to be sent can't be written";
            case LISTENER -> "a listener threw";
        };
        String event = error.event() == null ? "" : ", event '" + error.event() + "'";
        return what + ": namespace " + error.namespace() + ", socket " + error.sid() + event;
    }
}
