package io.sockeye.engineio.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {
    private final List<Runnable> started = new ArrayList<>();
    private final SerialExecutor serial = new SerialExecutor(started::add);

    @Test
    void aTaskGivenHereRunsOnTheCallingThread() {
        List<Thread> threads = new ArrayList<>();
        serial.executeHere(() -> threads.add(Thread.currentThread()));
        assertThat(threads).containsExactly(Thread.currentThread());
        assertThat(started).isEmpty();
    }

    @Test
    void aTaskGivenHereWaitsForThoseUnderWay() {
        List<String> ran = new ArrayList<>();
        serial.execute(() -> ran.add("first"));
        serial.executeHere(() -> ran.add("second"));
        assertThat(ran).isEmpty();
        started.getFirst().run();
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void aTaskGivenInsideOfOneRunsBehindIt() {
        List<String> ran = new ArrayList<>();
        serial.executeHere(() -> {
            serial.executeHere(() -> ran.add("inner"));
            ran.add("outer");
        });
        assertThat(ran).containsExactly("outer", "inner");
    }

    @Test
    void theCallingThreadIsNotHeldByTasksWithoutEnd() {
        int[] left = {100};
        serial.executeHere(() -> again(left));
        assertThat(left[0]).isBetween(50, 90);
        assertThat(started).hasSize(1);
        started.getFirst().run();
        assertThat(left[0]).isZero();
    }

    private void again(int[] left) {
        if (--left[0] > 0) {
            serial.execute(() -> again(left));
        }
    }

    @Test
    void neverAreTwoTasksUnderWayFromWhateverSideTheyCome() throws Exception {
        int threads = 4;
        int tasks = 20_000;
        SerialExecutor shared = new SerialExecutor(Thread::startVirtualThread);
        int[] count = {0}; // not atomic: two at once would lose some
        CompletableFuture<Void> all = new CompletableFuture<>();
        Runnable counting = () -> {
            if (++count[0] == threads * tasks) {
                all.complete(null);
            }
        };
        for (int i = 0; i < threads; i++) {
            boolean here = i % 2 == 0;
            Thread.startVirtualThread(() -> {
                for (int n = 0; n < tasks; n++) {
                    if (here) {
                        shared.executeHere(counting);
                    } else {
                        shared.execute(counting);
                    }
                }
            });
        }
        all.get(30, TimeUnit.SECONDS);
        assertThat(count[0]).isEqualTo(threads * tasks);
    }
}
