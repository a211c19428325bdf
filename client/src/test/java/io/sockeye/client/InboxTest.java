package io.sockeye.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InboxTest {
    private final Inbox inbox = new Inbox(task -> Thread.ofVirtual().start(task));

    /** Without any guard: only inputs touch it. */
    private final List<int[]> seen = new ArrayList<>();

    @Test
    void anInputOfAnInputWaitsForItsTurn() {
        List<String> order = new ArrayList<>();
        inbox.execute(() -> {
            inbox.execute(() -> order.add("second"));
            order.add("first");
        });
        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void anInputThatThrowsEndsNothing() {
        Thread thread = Thread.currentThread();
        Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
        List<Throwable> reported = new ArrayList<>();
        thread.setUncaughtExceptionHandler((where, what) -> reported.add(what));
        try {
            inbox.execute(() -> {
                throw new IllegalStateException("mine");
            });
        } finally {
            thread.setUncaughtExceptionHandler(before);
        }
        assertThat(reported).hasSize(1);
        List<String> order = new ArrayList<>();
        inbox.execute(() -> order.add("next"));
        assertThat(order).containsExactly("next");
    }

    @Test
    void fromManyThreadsInputsRunOneAtATimeAndInTheOrderOfEachThread() throws Exception {
        int threads = 8;
        int each = 5000;
        CountDownLatch done = new CountDownLatch(threads * each);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int mine = thread;
            running.add(Fixture.async(() -> {
                for (int i = 0; i < each; i++) {
                    int[] input = {mine, i};
                    inbox.execute(() -> {
                        seen.add(input);
                        done.countDown();
                    });
                }
            }));
        }
        running.forEach(Fixture::get);
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).hasSize(threads * each);
        int[] next = new int[threads];
        for (int[] input : seen) {
            assertThat(input[1]).isEqualTo(next[input[0]]++);
        }
    }
}
