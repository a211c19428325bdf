package io.sockeye.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class InboxTest {
    private final List<String> log = new ArrayList<>();
    private final Inbox inbox = new Inbox() {
        @Override
        void onFault() {
            log.add("fault");
        }
    };

    @Test
    void anIdleInboxRunsItsInputAtOnceOnTheCallersThread() {
        inbox.submit(() -> log.add(Thread.currentThread().getName()));
        assertThat(log).containsExactly(Thread.currentThread().getName());
    }

    @Test
    void anInputOfAnInputComesAfterIt() {
        inbox.submit(() -> {
            inbox.submit(() -> {
                inbox.submit(() -> log.add("third"));
                log.add("second");
            });
            log.add("first");
        });
        assertThat(log).containsExactly("first", "second", "third");
    }

    @Test
    void aFaultIsReportedAndTheNextInputRuns() {
        inbox.submit(() -> {
            inbox.submit(() -> log.add("next"));
            throw new IllegalStateException("thrown by the test");
        });
        inbox.submit(() -> log.add("last"));
        assertThat(log).containsExactly("fault", "next", "last");
    }

    @Test
    void aFaultOfTheFaultHandlerHarmsNobody() {
        Inbox faulty = new Inbox() {
            @Override
            void onFault() {
                throw new IllegalStateException("thrown by the test too");
            }
        };
        faulty.submit(() -> {
            throw new IllegalStateException("thrown by the test");
        });
        faulty.submit(() -> log.add("alive"));
        assertThat(log).containsExactly("alive");
    }

    /** From many threads: never two at once, everything once, each thread's inputs in their order, and the last one is not left lying. */
    @RepeatedTest(5)
    void inputsOfManyThreadsAreSerial() throws Exception {
        int threads = 4;
        int inputs = 2000;
        AtomicBoolean busy = new AtomicBoolean();
        int[] next = new int[threads]; // guarded by the inbox
        List<CompletableFuture<Void>> all = IntStream.range(0, threads)
                .mapToObj(thread -> CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < inputs; i++) {
                                int number = i;
                                inbox.submit(() -> {
                                    assertThat(busy.compareAndSet(false, true)).isTrue();
                                    assertThat(next[thread]++).isEqualTo(number);
                                    busy.set(false);
                                });
                            }
                        },
                        task -> Thread.ofPlatform().start(task)))
                .toList();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        CompletableFuture<int[]> result = new CompletableFuture<>();
        inbox.submit(() -> result.complete(next.clone()));
        assertThat(result.get(10, TimeUnit.SECONDS)).containsOnly(inputs);
        assertThat(log).isEmpty();
    }
}
