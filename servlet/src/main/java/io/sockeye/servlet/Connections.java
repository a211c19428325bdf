package io.sockeye.servlet;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is under way, so that it can be ended together with the application. Any thread. */
final class Connections {
    private static final long PATIENCE_SECONDS = 5;

    private final Set<Connection> all = ConcurrentHashMap.newKeySet();
    private volatile @Nullable CountDownLatch ending; // null while the application runs

    int size() {
        return all.size();
    }

    /** Containers may start an application again that they have ended. */
    void begin() {
        ending = null;
    }

    /** One that comes when everything ends is dropped at once. */
    void add(Connection connection) {
        all.add(connection);
        if (ending != null) {
            connection.drop();
        }
    }

    void remove(Connection connection) {
        all.remove(connection);
        CountDownLatch latch = ending;
        if (latch != null && all.isEmpty()) {
            latch.countDown();
        }
    }

    /** Drops all of them and waits until their handlers know, at most for some seconds. */
    void end() {
        CountDownLatch latch = new CountDownLatch(1);
        ending = latch;
        all.forEach(Connection::drop);
        try {
            boolean unused = all.isEmpty() || latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One of them. */
    interface Connection {
        /** Ends it as if the network had broken. Doesn't wait. */
        void drop();
    }
}
