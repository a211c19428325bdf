package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.dispatch.run.Mailbox;
import io.sockeye.engineio.server.host.HostLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandlerStartsTest {
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> ran = new ArrayList<>();
    private final HandlerStarts starts = new HandlerStarts(threads::add);
    private final TurningLoop loop = new TurningLoop();

    @Test
    void theMailboxesOfOneTurnAreStartedByOneThreadAtItsEnd() {
        start("a", loop);
        start("b", loop);
        start("c", loop);
        assertThat(threads).isEmpty();
        loop.endTurn();
        assertThat(threads).hasSize(1);
        threads.remove().run();
        assertThat(threads).hasSize(3);
        runThreads();
        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void aSingleOneIsStartedWithoutAnotherThread() {
        start("a", loop);
        loop.endTurn();
        assertThat(threads).hasSize(1);
        runThreads();
        assertThat(ran).containsExactly("a");
    }

    @Test
    void manyDoNotWaitForTheEndOfTheTurn() {
        for (int i = 0; i < 40; i++) {
            start("m", loop);
        }
        assertThat(threads).hasSize(1);
        loop.endTurn();
        runThreads();
        assertThat(ran).hasSize(40);
    }

    @Test
    void withoutALoopOrWithOneThatHasEndedTheyStartAtOnce() {
        start("a", null);
        loop.ended = true;
        start("b", loop);
        runThreads();
        assertThat(ran).containsExactly("a", "b");
    }

    private void start(String name, @Nullable HostLoop on) {
        Mailbox mailbox = new Mailbox(threads::add, false);
        mailbox.enqueue(new Mailbox.Task() {
            @Override
            public void run() {
                ran.add(name);
            }
        });
        starts.start(mailbox, on);
    }

    private void runThreads() {
        for (Runnable thread = threads.poll(); thread != null; thread = threads.poll()) {
            thread.run();
        }
    }

    private static final class TurningLoop implements HostLoop {
        private final Queue<Runnable> later = new ArrayDeque<>();
        private boolean ended;

        @Override
        public boolean carryNow(Runnable piece) {
            return false;
        }

        @Override
        public boolean carryLater(Runnable piece) {
            return !ended && later.add(piece);
        }

        void endTurn() {
            for (Runnable piece = later.poll(); piece != null; piece = later.poll()) {
                piece.run();
            }
        }
    }
}
