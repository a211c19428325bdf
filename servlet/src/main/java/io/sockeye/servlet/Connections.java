package io.sockeye.servlet;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What is under way, so that it can be ended together with the application. Any thread. */
final class Connections {
    private static final long PATIENCE_SECONDS = 5;

    private final Set<Connection> all = ConcurrentHashMap.newKeySet();
    private final CountDownLatch lastLeft = new CountDownLatch(1);
    private volatile boolean ending;

    int size() {
        return all.size();
    }

    /** One that comes when everything ends is dropped at once. */
    void add(Connection connection) {
        all.add(connection);
        if (ending) {
            connection.drop();
        }
    }

    void remove(Connection connection) {
        all.remove(connection);
        if (ending && all.isEmpty()) {
            lastLeft.countDown();
        }
    }

    /** Drops all of them and waits until their handlers know, at most for some seconds. */
    void end() {
        ending = true;
        all.forEach(Connection::drop);
        try {
            boolean unused = all.isEmpty() || lastLeft.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
