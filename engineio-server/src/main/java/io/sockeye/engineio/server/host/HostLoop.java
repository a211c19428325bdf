package io.sockeye.engineio.server.host;

/**
 * A thread of a host that serves many connections and never blocks, as a carrier of virtual threads: what a virtual thread does until it blocks or ends is one
 * piece of work for the loop. Thread-safe.
 */
public interface HostLoop {
    /**
     * Runs a piece here and now, if the calling thread is this loop and may do so at this moment. What the piece sends to connections of this loop leaves right behind it.
     *
     * @return false when the piece was not run; it may be given to {@link #carryLater}
     */
    boolean carryNow(Runnable piece);

    /**
     * Runs a piece on the loop soon; pieces keep their order. From any thread.
     *
     * @return false when the loop has ended or takes no more: the piece won't be run
     */
    boolean carryLater(Runnable piece);
}
