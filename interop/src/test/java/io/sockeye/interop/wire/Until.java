package io.sockeye.interop.wire;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what can only be asked for. */
public final class Until {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Until() {}

    /**
     * Asks again and again until the answer is the right one.
     *
     * @throws AssertionError with the last answer when the time is over
     */
    public static <T> T becomes(Duration limit, Supplier<T> question, Predicate<? super T> right) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            T answer = question.get();
            if (right.test(answer)) {
                return answer;
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("after " + limit + " it is still " + answer);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
