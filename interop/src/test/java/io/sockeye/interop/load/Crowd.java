package io.sockeye.interop.load;

import io.sockeye.interop.wire.WebSocketWire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many websocket clients at once. Each connects, waits for the event {@code all}, has something echoed, waits for the event {@code bye} and leaves. What comes in
 * another order, or doesn't come, is a failure.
 */
final class Crowd {
    /** So many may be between their SYN and their CONNECT; the kernel keeps more waiting than the server accepts at once. */
    private static final int ARRIVING = 1000;

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final int port;
    private final int count;
    private final long start = System.nanoTime();
    private final Semaphore door = new Semaphore(ARRIVING);
    private final Phase connected = new Phase();
    private final Phase heard = new Phase();
    private final Phase echoed = new Phase();
    private final Phase left = new Phase();

    Crowd(int port, int count) {
        this.port = port;
        this.count = count;
    }

    Map<String, Long> run() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                clients.add(threads.submit(() -> {
                    visit(number);
                    return null;
                }));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        }
        Map<String, Long> result = new LinkedHashMap<>();
        connected.report("connected", result);
        heard.report("heard", result);
        echoed.report("echoed", result);
        left.report("left", result);
        return result;
    }

    private void visit(int number) throws Exception {
        try (WebSocketWire client = enter()) {
            expect("42[\"all\",\"welcome\"]", client.next());
            heard.passed();
            client.echo(number);
            echoed.passed();
            expect("42[\"bye\"]", client.next());
            client.leave();
            left.passed();
        }
    }

    private WebSocketWire enter() throws Exception {
        door.acquire();
        try {
            WebSocketWire client = WebSocketWire.connect(port, PATIENCE);
            connected.passed();
            return client;
        } finally {
            door.release();
        }
    }

    private static void expect(String expected, String actual) {
        if (!actual.equals(expected)) {
            throw new AssertionError("not " + expected + " but " + actual);
        }
    }

    /** How many have got so far, and when the first and the last of them did. */
    private final class Phase {
        private final AtomicLong passed = new AtomicLong();
        private final AtomicLong first = new AtomicLong(Long.MAX_VALUE);
        private final AtomicLong last = new AtomicLong();

        void passed() {
            long now = System.nanoTime() - start;
            first.accumulateAndGet(now, Math::min);
            last.accumulateAndGet(now, Math::max);
            passed.incrementAndGet();
        }

        void report(String name, Map<String, Long> result) {
            result.put(name, passed.get());
            result.put(name + "From", TimeUnit.NANOSECONDS.toMillis(first.get()));
            result.put(name + "To", TimeUnit.NANOSECONDS.toMillis(last.get()));
        }
    }
}
