package io.sockeye.dispatch;

/** Hears what went wrong in user code or in binding to it. Runs on the thread on which it happened, never on a thread of the host. */
@FunctionalInterface
public interface ErrorListener {
    /** A problem that nobody else is told of; must not throw. */
    void onError(HandlerError error);
}
