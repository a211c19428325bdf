package io.sockeye.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Runs the scripts of {@code interop/js}. Without Node.js 18 or newer, or without npm, it fails and says so. */
public final class Node {
    private static final Path SCRIPTS = Path.of("js").toAbsolutePath();
    private static final ReentrantLock INSTALLING = new ReentrantLock();

    private Node() {}

    /** What a script printed and how it ended. */
    record Result(int exitCode, String output) {
        String lastLine() {
            return output.stripTrailing().lines().reduce("", (line, next) -> next);
        }
    }

    static Result run(String script, String url, String... options) {
        installPackages();
        List<String> command = new ArrayList<>(List.of("node", script, url));
        command.addAll(List.of(options));
        return execute(command, 900);
    }

    /** Starts a script that goes on; its errors go where those of this process go. */
    public static Process start(String... scriptAndArguments) {
        installPackages();
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(scriptAndArguments));
        try {
            return new ProcessBuilder(command)
                    .directory(SCRIPTS.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("node doesn't start", e);
        }
    }

    private static void installPackages() {
        INSTALLING.lock();
        try {
            installMissingPackages();
        } finally {
            INSTALLING.unlock();
        }
    }

    private static void installMissingPackages() {
        Path wanted = SCRIPTS.resolve("package-lock.json");
        Path installed = SCRIPTS.resolve("node_modules/.package-lock.json");
        try {
            if (Files.exists(installed)
                    && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted)) >= 0) {
                return;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Result result = execute(List.of("npm", "ci"), 300);
        if (result.exitCode() != 0) {
            throw new AssertionError("npm ci failed in " + SCRIPTS + ":\n" + result.output());
        }
    }

    private static Result execute(List<String> command, int seconds) {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(SCRIPTS.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("the tests with real clients need Node.js 18 or newer with npm on the path", e);
        }
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new AssertionError(command + " took longer than " + seconds + " s");
            }
            return new Result(process.exitValue(), output.join());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Process process) {
        try (var stream = process.getInputStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
