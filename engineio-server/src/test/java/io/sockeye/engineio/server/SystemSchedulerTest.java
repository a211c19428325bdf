package io.sockeye.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemSchedulerTest {
    private final SystemScheduler scheduler = SystemScheduler.create();
    private final BlockingQueue<Object> ran = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        scheduler.close();
    }

    private Object next() throws InterruptedException {
        return ran.poll(60, TimeUnit.SECONDS);
    }

    @Test
    void tasksRunWhenTheyAreDueTheEarlierFirst() throws Exception {
        scheduler.schedule(2_000_000_000, () -> ran.add("late"));
        scheduler.schedule(-1, () -> ran.add("now"));
        scheduler.schedule(1_000_000_000, () -> ran.add("early"));
        assertThat(List.of(next(), next(), next())).containsExactly("now", "early", "late");
    }

    @Test
    void tasksThatAreDueAtOnceKeepTheirOrder() throws Exception {
        for (int i = 0; i < 1000; i++) {
            int number = i;
            scheduler.schedule(0, () -> ran.add(number));
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(next()).isEqualTo(i);
        }
    }

    @Test
    void aTaskThatWasTakenBackDoesntRunAndOneThatThrowsHurtsNobody() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        scheduler.schedule(0, () -> await(busy));
        scheduler.schedule(20_000_000, () -> ran.add("cancelled")).cancel();
        scheduler.schedule(20_000_000, () -> {
            throw new IllegalStateException("to be seen in the log");
        });
        scheduler.schedule(30_000_000, () -> ran.add("last"));
        busy.countDown();
        assertThat(next()).isEqualTo("last");
        assertThat(ran).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void manyThreadsMayScheduleAndCancelAtOnce() throws Exception {
        CountDownLatch all = new CountDownLatch(8 * 2000);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int task = 0; task < 2000; task++) {
                    Scheduler.Task never = scheduler.schedule(TimeUnit.HOURS.toNanos(1), () -> ran.add("never"));
                    scheduler.schedule(task % 100 * 10_000L, all::countDown);
                    never.cancel();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).isEmpty();
    }
}
