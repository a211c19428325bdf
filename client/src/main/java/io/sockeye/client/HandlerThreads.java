package io.sockeye.client;

/** Knows which threads run handlers of one client at this moment, so that a handler that closes the client doesn't wait for itself. */
final class HandlerThreads {
    private final ThreadLocal<Boolean> inside = new ThreadLocal<>();

    void enter() {
        inside.set(Boolean.TRUE);
    }

    void leave() {
        inside.remove();
    }

    boolean isHandler() {
        return inside.get() != null;
    }
}
