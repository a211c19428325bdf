package io.sockeye.interop.client;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** Lines of checks: the lines run side by side, each on a virtual thread, the checks of a line one after the other. */
final class Lines {
    private static final int MINUTES = 5;
    private final Map<String, Map<String, Check>> lines = new LinkedHashMap<>();

    /** Something that fails by throwing. */
    @FunctionalInterface
    interface Check {
        void run() throws Exception;
    }

    Lines add(String line, String check, Check work) {
        lines.computeIfAbsent(line, name -> new LinkedHashMap<>()).put(check, work);
        return this;
    }

    /** Starts all lines; what becomes of them are the tests. */
    Stream<DynamicNode> start() {
        List<DynamicNode> tests = new ArrayList<>();
        lines.forEach((line, checks) -> tests.add(start(line, checks)));
        return tests.stream();
    }

    private static DynamicNode start(String line, Map<String, Check> checks) {
        List<Task> tasks = checks.values().stream()
                .map(check -> new Task(check, new CompletableFuture<>()))
                .toList();
        Iterator<Task> next = tasks.iterator();
        Stream<DynamicTest> tests = checks.keySet().stream()
                .map(name -> Map.entry(name, next.next()))
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), entry.getValue()::await));
        Thread.ofVirtual().name(line).start(() -> tasks.forEach(Task::run));
        return DynamicContainer.dynamicContainer(line, tests.toList());
    }

    private record Task(Check check, CompletableFuture<Void> outcome) {
        void run() {
            try {
                check.run();
                outcome.complete(null);
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        }

        void await() throws Throwable {
            try {
                outcome.get(MINUTES, TimeUnit.MINUTES);
            } catch (ExecutionException e) {
                throw e.getCause();
            }
        }
    }
}
