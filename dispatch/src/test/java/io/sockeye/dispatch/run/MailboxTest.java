package io.sockeye.dispatch.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Queue<Runnable> started = new ArrayDeque<>();
    private final List<String> ran = new ArrayList<>();

    @Test
    void runsInTheOrderOfThePosts() {
        Mailbox mailbox = new Mailbox(started::add, false);
        post(mailbox, "a");
        post(mailbox, "b");
        post(mailbox, "c");
        runStarted();
        assertThat(ran).containsExactly("a", "b", "c");
        assertThat(mailbox.isIdle()).isTrue();
    }

    @Test
    void startsOneThreadForAllThatWaits() {
        Mailbox mailbox = new Mailbox(started::add, false);
        post(mailbox, "a");
        post(mailbox, "b");
        assertThat(started).hasSize(1);
    }

    @Test
    void whatATaskPostsRunsAfterWhatWaitsAlready() {
        Mailbox mailbox = new Mailbox(started::add, false);
        mailbox.post(task(() -> {
            ran.add("a");
            post(mailbox, "c");
        }));
        post(mailbox, "b");
        runStarted();
        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void itsExecutorIsAskedBetweenTasks() {
        Mailbox mailbox = new Mailbox(
                new DrainExecutor() {
                    @Override
                    public void execute(Runnable drain) {
                        started.add(drain);
                    }

                    @Override
                    public void betweenTasks() {
                        ran.add("-");
                    }
                },
                false);
        post(mailbox, "a");
        post(mailbox, "b");
        post(mailbox, "c");
        runStarted();
        assertThat(ran).containsExactly("a", "-", "b", "-", "c");
    }

    @Test
    void enqueueTellsTheCallerToStartAnIdleMailbox() {
        Mailbox mailbox = new Mailbox(started::add, false);
        assertThat(mailbox.enqueue(task(() -> ran.add("a")))).isTrue();
        assertThat(mailbox.enqueue(task(() -> ran.add("b")))).isFalse();
        assertThat(started).isEmpty();
        mailbox.start();
        runStarted();
        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void anIdleMailboxRunsATaskHereAndWhatIsPostedMeanwhileOnAThread() {
        Mailbox mailbox = new Mailbox(started::add, false);
        boolean ranHere = mailbox.runIfIdle(task(() -> {
            ran.add("a");
            post(mailbox, "b");
            assertThat(started).isEmpty();
        }));
        assertThat(ranHere).isTrue();
        assertThat(ran).containsExactly("a");
        assertThat(started).hasSize(1);
        assertThat(mailbox.runIfIdle(task(() -> ran.add("never")))).isFalse();
        runStarted();
        assertThat(ran).containsExactly("a", "b");
        assertThat(mailbox.runIfIdle(task(() -> ran.add("c")))).isTrue();
        assertThat(mailbox.isIdle()).isTrue();
        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void aConcurrentMailboxRunsNothingHereForItsTasksMayNotHaveEnded() {
        Mailbox mailbox = new Mailbox(started::add, true);
        assertThat(mailbox.runIfIdle(task(() -> ran.add("never")))).isFalse();
        assertThat(ran).isEmpty();
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheNext() throws InterruptedException {
        List<Throwable> uncaught = new ArrayList<>();
        Executor executor = drain -> {
            Thread thread = Thread.ofVirtual().unstarted(drain);
            thread.setUncaughtExceptionHandler((t, e) -> uncaught.add(e));
            thread.start();
        };
        Mailbox mailbox = new Mailbox(executor, false);
        CountDownLatch done = new CountDownLatch(1);
        mailbox.post(task(() -> {
            throw new IllegalStateException("user code");
        }));
        mailbox.post(task(done::countDown));
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(uncaught).hasSize(1);
    }

    @Test
    void manyPostersLoseNothingAndNeverRunTwoAtOnce() throws InterruptedException {
        int posters = 4;
        int each = 50_000;
        Mailbox mailbox = new Mailbox(task -> Thread.ofVirtual().start(task), false);
        CountDownLatch done = new CountDownLatch(posters * each);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        int[] last = new int[posters];
        Queue<String> disorder = new ConcurrentLinkedQueue<>();
        for (int p = 0; p < posters; p++) {
            int poster = p;
            Thread.ofPlatform().start(() -> {
                for (int i = 1; i <= each; i++) {
                    int number = i;
                    mailbox.post(task(() -> {
                        if (inside.incrementAndGet() != 1) {
                            overlaps.incrementAndGet();
                        }
                        if (last[poster] != number - 1) {
                            disorder.add(poster + ": " + number + " after " + last[poster]);
                        }
                        last[poster] = number;
                        inside.decrementAndGet();
                        done.countDown();
                    }));
                }
            });
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(overlaps).hasValue(0);
        assertThat(disorder).isEmpty();
    }

    @Test
    void aConcurrentMailboxRunsTasksSideBySideButBarriersAlone() throws InterruptedException {
        Mailbox mailbox = new Mailbox(task -> Thread.ofVirtual().start(task), true);
        CountDownLatch bothInside = new CountDownLatch(2);
        CountDownLatch over = new CountDownLatch(1);
        Queue<String> order = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 2; i++) {
            mailbox.post(task(() -> {
                bothInside.countDown();
                await(bothInside);
                order.add("task");
            }));
        }
        mailbox.post(new Mailbox.Task() {
            @Override
            public void run() {
                order.add("barrier");
                over.countDown();
            }

            @Override
            public boolean isBarrier() {
                return true;
            }
        });
        assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly("task", "task", "barrier");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void post(Mailbox mailbox, String name) {
        mailbox.post(task(() -> ran.add(name)));
    }

    private void runStarted() {
        for (Runnable drain = started.poll(); drain != null; drain = started.poll()) {
            drain.run();
        }
    }

    static Mailbox.Task task(Runnable code) {
        return new Mailbox.Task() {
            @Override
            public void run() {
                code.run();
            }
        };
    }
}
