package io.sockeye.interop.peer;

/** A server on a port of this machine. */
public interface Server extends AutoCloseable {
    int port();

    default String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Says a command and waits until it is done: {@code broadcast <text>} or {@code disconnect}; to Node.js also {@code alone}, done when nobody is connected any more. */
    void command(String line);

    /** Drops all connections and stops listening. */
    void stop();

    /** Listens again, on the same port. */
    void start();

    @Override
    void close();
}
