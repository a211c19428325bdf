package io.sockeye.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Holds each benchmark to the bytes that it may allocate an operation, {@code allocation-limits.properties}. No times: those depend on the machine. The JVM compiles in
 * the foreground here, so a few thousand calls are enough to see what the compiled code allocates.
 */
class AllocationTest {
    private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final List<Class<?>> BENCHMARKS = List.of(
            JsonBenchmark.class,
            CodecBenchmark.class,
            DispatchBenchmark.class,
            AdapterBenchmark.class,
            ServerBenchmark.class);
    private static final long WARM_UP_NANOS = 300_000_000L;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final int BATCH = 50;
    private static final int BATCHES = 10;

    static Stream<Class<?>> benchmarks() {
        return BENCHMARKS.stream();
    }

    /** One class after the other, so that one of them is prepared once. */
    @ParameterizedTest
    @MethodSource("benchmarks")
    void anOperationAllocatesNoMoreThanItMay(Class<?> type) throws Throwable {
        Map<String, Long> limits = limits();
        Object benchmark = type.getDeclaredConstructor().newInstance();
        call(benchmark, Setup.class);
        Map<String, String> tooMuch = new TreeMap<>();
        for (Method method : operations(type)) {
            String name = name(method);
            long limit = limits.getOrDefault(name, 0L);
            long bytes = bytesPerOperation(benchmark, method, limit);
            System.out.printf("%-40s %7d bytes an operation, limit %d%n", name, bytes, limit);
            if (bytes > limit) {
                tooMuch.put(name, bytes + " bytes an operation, allowed are " + limit);
            }
        }
        call(benchmark, TearDown.class);
        if (!tooMuch.isEmpty()) {
            fail(
                    "these allocate more than before: %s. Find out why (benchmarks/README.md); if it has to be so, raise the limit in allocation-limits.properties",
                    tooMuch);
        }
    }

    @Test
    void eachOperationHasALimit() throws IOException {
        Set<String> operations = new TreeSet<>();
        BENCHMARKS.forEach(type -> operations(type).forEach(method -> operations.add(name(method))));
        assertThat(limits().keySet()).isEqualTo(operations);
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    private static List<Method> operations(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Benchmark.class))
                .sorted(java.util.Comparator.comparing(Method::getName))
                .toList();
    }

    private static Map<String, Long> limits() throws IOException {
        Properties file = new Properties();
        try (InputStream in = AllocationTest.class.getResourceAsStream("allocation-limits.properties")) {
            file.load(in);
        }
        Map<String, Long> limits = new TreeMap<>();
        file.forEach((name, limit) -> limits.put((String) name, Long.valueOf((String) limit)));
        return limits;
    }

    private static void call(Object benchmark, Class<? extends java.lang.annotation.Annotation> when) throws Throwable {
        for (Method method : benchmark.getClass().getDeclaredMethods()) {
            if (method.isAnnotationPresent(when)) {
                method.invoke(benchmark);
            }
        }
    }

    /** The least that was seen: an allocation that the compiler hasn't removed yet, or a cache that grows, is not what it costs. */
    private static long bytesPerOperation(Object benchmark, Method method, long limit) throws Throwable {
        MethodHandle operation =
                MethodHandles.lookup().unreflect(method).bindTo(benchmark).asType(MethodType.methodType(Object.class));
        long start = System.nanoTime();
        long least = Long.MAX_VALUE;
        long elapsed;
        do {
            for (int i = 0; i < BATCHES; i++) {
                least = Math.min(least, batch(operation) / BATCH);
            }
            elapsed = System.nanoTime() - start;
        } while (elapsed < WARM_UP_NANOS || least > limit && elapsed < PATIENCE_NANOS);
        return least;
    }

    private static long batch(MethodHandle operation) throws Throwable {
        long before = THREAD.getCurrentThreadAllocatedBytes();
        @Nullable Object last = null;
        for (int i = 0; i < BATCH; i++) {
            last = operation.invokeExact();
        }
        long after = THREAD.getCurrentThreadAllocatedBytes();
        assertThat(last).isNotNull();
        return after - before;
    }
}
