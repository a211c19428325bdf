package io.sockeye.engineio;

/** Marks threads that must never block: the event loops of hosts, the threads of schedulers. Their {@link Thread} subclass implements it. */
public interface NonBlockingThread {
    /**
     * Refuses what blocks on a thread that must not.
     *
     * @param what the method that would block
     * @throws IllegalStateException on such a thread; a virtual thread that it carries is none
     */
    static void check(String what) {
        if (Thread.currentThread() instanceof NonBlockingThread) {
            throw new IllegalStateException(what + " blocks and must not be used on "
                    + Thread.currentThread().getName());
        }
    }
}
