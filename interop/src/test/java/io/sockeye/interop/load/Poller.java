package io.sockeye.interop.load;

import io.sockeye.interop.wire.PollingWire;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One polling client that opens a new TCP connection for every request. One thread polls all the time, the other one asks for numbered events, some at a time and not too
 * far ahead, so that events meet the server in every state: with a poll that waits, on its way, or none.
 */
final class Poller {
    private static final int MOST_AT_ONCE = 20;

    private final int port;
    private final int count;
    private final String query;
    private final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
    private final Semaphore wanted = new Semaphore(MOST_AT_ONCE);
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private int posts;
    private int polls;
    private int received;

    Poller(int port, int count, String query) {
        this.port = port;
        this.count = count;
        this.query = query;
    }

    Map<String, Long> run() throws Exception {
        long start = System.nanoTime();
        PollingWire session = PollingWire.open(port, query);
        if (query.contains("EIO=4")) {
            session.post("40");
        }
        String connected = session.poll().get(0);
        if (!connected.startsWith("40")) {
            throw new IOException("not connected but " + connected);
        }
        Thread asking = Thread.startVirtualThread(() -> ask(session));
        while (received < count) {
            polls++;
            session.poll().forEach(this::receive);
        }
        asking.join();
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        session.close();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return Map.of("received", (long) received, "polls", (long) polls, "posts", (long) posts, "millis", millis);
    }

    private void receive(String packet) {
        if (packet.equals("2")) {
            pongs.add("3");
            return;
        }
        String expected = "42[\"number\"," + received + "]";
        if (!packet.equals(expected)) {
            throw new AssertionError("not " + expected + " but " + packet);
        }
        received++;
        wanted.release();
    }

    private void ask(PollingWire session) {
        Random random = new Random(42);
        try {
            for (int left = count; left > 0; ) {
                String pong = pongs.poll();
                if (pong != null) {
                    session.post(pong);
                }
                int some = Math.min(left, 1 + random.nextInt(MOST_AT_ONCE));
                wanted.acquire(some);
                session.post("42[\"more\"," + some + "]");
                posts++;
                left -= some;
            }
        } catch (IOException | InterruptedException e) {
            failure.set(e);
        }
    }
}
