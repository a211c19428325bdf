package io.sockeye.interop.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Another JVM, of the same version and with the same classes, and the lines that it writes. */
final class LoadProcess implements AutoCloseable {
    private static final String END = "the process has ended";

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private LoadProcess(Process process) {
        this.process = process;
        Thread.startVirtualThread(this::readAll);
    }

    /** Starts a main class; {@code heap} is the option {@code -Xmx} without its name. */
    static LoadProcess start(String heap, Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap);
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new LoadProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private void readAll() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().forEach(lines::add);
        } catch (UncheckedIOException | IOException e) {
            // killed by close()
        }
        lines.add(END);
    }

    /** Waits for the next line. */
    String line(Duration limit) throws InterruptedException {
        String line = lines.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            throw new AssertionError("no line within " + limit);
        }
        if (line.equals(END)) {
            throw new AssertionError(END + " with " + process.waitFor());
        }
        return line;
    }

    /** Waits for a line of pairs, {@code connected=10000 millis=2345}. */
    Map<String, Long> result(Duration limit) throws InterruptedException {
        Map<String, Long> result = new HashMap<>();
        for (String pair : line(limit).trim().split(" ", -1)) {
            int equals = pair.indexOf('=');
            result.put(pair.substring(0, equals), Long.parseLong(pair.substring(equals + 1)));
        }
        return result;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
