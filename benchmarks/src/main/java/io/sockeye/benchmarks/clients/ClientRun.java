package io.sockeye.benchmarks.clients;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** One measurement in a JVM of its own; prints its figures: {@code ClientRun KIND MEASUREMENT URL}. */
final class ClientRun {
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration MEASURED = Duration.ofSeconds(3);
    private static final int CROWD = 1000;
    private static final String TEXT = "x".repeat(32);

    private ClientRun() {}

    public static void main(String[] args) throws InterruptedException {
        String kind = args[0];
        String url = args[2];
        switch (args[1]) {
            case "calls-1" -> calls(kind, url, 1);
            case "calls-16" -> calls(kind, url, 16);
            case "crowd" -> crowd(kind, url);
            case "exit-closed" -> oneCall(kind, url).close();
            case "exit-open" -> oneCall(kind, url);
            default -> throw new IllegalArgumentException(args[1]);
        }
        System.out.println("end");
    }

    private static Contestant oneCall(String kind, String url) {
        Contestant client = Contestant.create(kind);
        client.connect(url);
        client.ask(TEXT).join();
        return client;
    }

    /** Round trips a second with so many under way at once. */
    private static void calls(String kind, String url, int atOnce) throws InterruptedException {
        try (Contestant client = Contestant.create(kind)) {
            client.connect(url);
            AtomicLong answered = new AtomicLong();
            for (int i = 0; i < atOnce; i++) {
                askForEver(client, answered);
            }
            Thread.sleep(WARM_UP);
            long before = answered.get();
            long begun = System.nanoTime();
            Thread.sleep(MEASURED);
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.println(Math.round((answered.get() - before) / seconds));
        }
    }

    private static void askForEver(Contestant client, AtomicLong answered) {
        var unused = client.ask(TEXT).thenAccept(answer -> {
            answered.incrementAndGet();
            askForEver(client, answered);
        });
    }

    /** Platform threads, and kilobytes of live heap a client. */
    private static void crowd(String kind, String url) throws InterruptedException {
        oneCall(kind, url).close(); // the classes are loaded, what is shared is there
        long before = usedHeap();
        List<Contestant> clients =
                Stream.generate(() -> oneCall(kind, url)).limit(CROWD).toList();
        long used = usedHeap() - before;
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        System.out.println(threads + " " + Math.round(used / 1e3 / CROWD * 10) / 10.0);
        clients.forEach(Contestant::close);
    }

    private static long usedHeap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(200);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
