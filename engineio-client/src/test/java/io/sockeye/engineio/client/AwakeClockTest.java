package io.sockeye.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AwakeClockTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long monotonic = 5 * SECOND;
    private long timeOfDay = 1_700_000_000_000L;
    private final AwakeClock clock = new AwakeClock(() -> monotonic, () -> timeOfDay);
    private final long begin = clock.nanoTime();

    private long elapsed() {
        return clock.nanoTime() - begin;
    }

    private void pass(long seconds) {
        monotonic += seconds * SECOND;
        timeOfDay += seconds * 1000;
    }

    @Test
    void runsAsTheMonotonicClockDoes() {
        pass(100);
        timeOfDay += 1500;
        assertThat(elapsed()).isEqualTo(100 * SECOND);
    }

    @Test
    void countsTheTimeThatTheMachineSlept() {
        pass(10);
        timeOfDay += 3_600_000;
        assertThat(elapsed()).isEqualTo(3610 * SECOND);
        pass(5);
        timeOfDay += 60_000;
        assertThat(elapsed()).isEqualTo(3675 * SECOND);
        assertThat(elapsed()).isEqualTo(3675 * SECOND);
    }

    @Test
    void neverGoesBackAndStillSeesTheNextSleep() {
        pass(10);
        timeOfDay -= 7_200_000;
        assertThat(elapsed()).isEqualTo(10 * SECOND);
        timeOfDay += 60_000;
        assertThat(elapsed()).isEqualTo(70 * SECOND);
    }
}
