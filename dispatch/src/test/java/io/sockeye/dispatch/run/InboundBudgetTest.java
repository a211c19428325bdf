package io.sockeye.dispatch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InboundBudgetTest {
    private final List<Boolean> turns = new ArrayList<>();
    private final InboundBudget budget = new InboundBudget(new InboundBudget.Limits(4, 100, 8, 200), turns::add);

    @Test
    void stopsReadingAboveThePacketsAndGoesOnWhenHalfIsFree() {
        charge(5, 1);
        assertThat(turns).containsExactly(false);
        release(2, 1);
        assertThat(turns).containsExactly(false);
        release(1, 1);
        assertThat(turns).containsExactly(false, true);
    }

    @Test
    void stopsReadingAboveTheBytes() {
        charge(1, 101);
        assertThat(turns).containsExactly(false);
        release(1, 101);
        assertThat(turns).containsExactly(false, true);
    }

    @Test
    void goesOnReadingWhileACallIsPending() {
        charge(5, 1);
        budget.callStarted();
        assertThat(turns).containsExactly(false, true);
        assertThat(budget.charge(1)).isTrue();
        budget.callEnded();
        assertThat(turns).containsExactly(false, true, false);
    }

    @Test
    void refusesAboveTheHardLimit() {
        budget.callStarted();
        charge(8, 1);
        assertThat(budget.charge(1)).isFalse();
    }

    @Test
    void limitsThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> new InboundBudget.Limits(4, 100, 3, 200)).hasMessageContaining("hard 3");
    }

    @Test
    void theGateEndsUpOpenAndIsNeverTurnedByTwoAtOnce() throws InterruptedException {
        AtomicBoolean readable = new AtomicBoolean(true);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        InboundBudget shared = new InboundBudget(new InboundBudget.Limits(2, 1000, 1000, 10_000), value -> {
            if (inside.incrementAndGet() != 1) {
                overlaps.incrementAndGet();
            }
            readable.set(value);
            inside.decrementAndGet();
        });
        int rounds = 200_000;
        CountDownLatch done = new CountDownLatch(3);
        for (int t = 0; t < 3; t++) {
            Thread.ofPlatform().start(() -> {
                for (int i = 0; i < rounds; i++) {
                    shared.charge(1);
                    shared.release(1);
                }
                done.countDown();
            });
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(readable).isTrue();
        assertThat(overlaps).hasValue(0);
        assertThat(shared.packets()).isZero();
    }

    private void charge(int times, int size) {
        for (int i = 0; i < times; i++) {
            assertThat(budget.charge(size)).isTrue();
        }
    }

    private void release(int times, int size) {
        for (int i = 0; i < times; i++) {
            budget.release(size);
        }
    }
}
