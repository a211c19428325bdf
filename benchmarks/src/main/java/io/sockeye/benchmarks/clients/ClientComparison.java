package io.sockeye.benchmarks.clients;

import io.sockeye.benchmarks.BenchServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs both clients against a {@code BenchServer}, each measurement in JVMs of its own, in turns, and prints a table: {@code ClientComparison [ROUNDS]}. */
public final class ClientComparison {
    private static final List<String> KINDS = List.of("sockeye", "official");
    private static final int EXIT_SECONDS = 90;

    private record Measurement(String name, String title, int figure) {}

    private final String url;
    private final int rounds;

    private ClientComparison(String url, int rounds) {
        this.url = url;
        this.rounds = rounds;
    }

    public static void main(String[] args) throws IOException {
        int port = freePort();
        Process server = java(BenchServer.class, Integer.toString(port));
        try {
            server.inputReader().readLine(); // it listens
            new ClientComparison("http://127.0.0.1:" + port, args.length > 0 ? Integer.parseInt(args[0]) : 3).run();
        } finally {
            server.destroy();
        }
    }

    private void run() {
        System.out.println("| | Sockeye | socket.io-client 2.1.2 |\n|---|---:|---:|");
        row(rounds, new Measurement("calls-1", "round trips a second, one at a time", 0));
        row(rounds, new Measurement("calls-16", "round trips a second, 16 at once", 0));
        row(
                1,
                new Measurement("crowd", "threads with 1,000 connected clients", 0),
                new Measurement("crowd", "live heap a client, kB", 1));
        exits();
    }

    /** At the same time, for most of it is waiting. */
    private void exits() {
        CompletableFuture<String> closed = exit("exit-closed", "seconds until the JVM exits, client closed");
        CompletableFuture<String> open = exit("exit-open", "seconds until the JVM exits, client left open");
        System.out.println(closed.join() + "\n" + open.join());
    }

    private CompletableFuture<String> exit(String name, String title) {
        List<CompletableFuture<String>> seconds = KINDS.stream()
                .map(kind -> CompletableFuture.supplyAsync(
                        () -> exitSeconds(kind, name),
                        work -> Thread.ofVirtual().start(work)))
                .toList();
        return seconds.get(0)
                .thenCombine(seconds.get(1), (ours, theirs) -> "| " + title + " | " + ours + " | " + theirs + " |");
    }

    private String exitSeconds(String kind, String name) {
        Process process = start(kind, name);
        try {
            figures(process);
            long end = System.nanoTime();
            boolean exited = process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS);
            return exited
                    ? String.format(Locale.ROOT, "%.1f", (System.nanoTime() - end) / 1e9)
                    : "not within " + EXIT_SECONDS;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private void row(int times, Measurement... measurements) {
        List<List<List<String>>> outcomes = List.of(new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < times; round++) {
            for (int kind = 0; kind < KINDS.size(); kind++) {
                outcomes.get(kind).add(measure(KINDS.get(kind), measurements[0].name()));
            }
        }
        for (Measurement measurement : measurements) {
            System.out.println("| " + measurement.title() + " | " + median(outcomes.get(0), measurement) + " | "
                    + median(outcomes.get(1), measurement) + " |");
        }
    }

    private static String median(List<List<String>> outcomes, Measurement measurement) {
        List<Double> sorted = outcomes.stream()
                .map(outcome -> Double.valueOf(outcome.get(measurement.figure())))
                .sorted()
                .toList();
        double median = sorted.get(sorted.size() / 2);
        return String.format(Locale.ROOT, median == Math.rint(median) ? "%,.0f" : "%.1f", median);
    }

    private List<String> measure(String kind, String measurement) {
        Process process = start(kind, measurement);
        try {
            return figures(process);
        } finally {
            process.destroyForcibly(); // it may take a minute to exit
        }
    }

    private Process start(String kind, String measurement) {
        try {
            return java(ClientRun.class, kind, measurement, url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a JVM prints until its {@code main} ends. */
    private static List<String> figures(Process process) {
        List<String> figures = new ArrayList<>();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        try {
            for (String line = lines.readLine(); !"end".equals(line); line = lines.readLine()) {
                if (line == null) {
                    throw new IOException("a measurement failed");
                }
                figures.addAll(List.of(line.split(" ", -1)));
            }
            return figures;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process java(Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
