package io.sockeye.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void withoutChanceTheDelayDoublesUpToTheMaximum() {
        Backoff backoff = new Backoff(Backoff.Options.defaults().withRandomization(0), () -> 0.7);
        assertThat(delays(backoff, 5)).containsExactly(1000L, 2000L, 4000L, 5000L, 5000L);
    }

    @Test
    void anEvenTenthMakesItShorterAnOddOneLonger() {
        assertThat(delays(new Backoff(Backoff.Options.defaults(), () -> 0.81), 3))
                .containsExactly(595L, 1190L, 2380L);
        assertThat(delays(new Backoff(Backoff.Options.defaults(), () -> 0.9), 3))
                .containsExactly(1450L, 2900L, 5000L);
    }

    @Test
    void aHugeNumberOfTriesStaysAtTheMaximum() {
        Backoff backoff = new Backoff(Backoff.Options.defaults(), () -> 0.1);
        assertThat(delays(backoff, 2000)).endsWith(5000L).allMatch(delay -> delay >= 0 && delay <= 5000);
    }

    @Test
    void itIsNeverOutOfRange() {
        Backoff backoff = new Backoff(
                Backoff.Options.defaults().withRandomization(1).withDelay(Duration.ofMillis(1)),
                () -> ThreadLocalRandom.current().nextDouble());
        assertThat(delays(backoff, 1000)).allMatch(delay -> delay >= 0 && delay <= 5000);
    }

    @Test
    void attemptsAreCountedUntilASuccess() {
        Backoff backoff = new Backoff(Backoff.Options.defaults().withAttempts(2), () -> 0);
        assertThat(delays(backoff, 2)).hasSize(2);
        assertThat(backoff.hasNext()).isFalse();
        assertThat(backoff.attempts()).isEqualTo(2);
        backoff.reset();
        assertThat(backoff.hasNext()).isTrue();
        assertThat(delays(backoff, 1)).containsExactly(1000L);
    }

    @Test
    void switchedOffThereIsNoTry() {
        assertThat(new Backoff(Backoff.Options.defaults().withEnabled(false), () -> 0).hasNext())
                .isFalse();
    }

    private static List<Long> delays(Backoff backoff, int count) {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            delays.add(backoff.nextMillis());
        }
        return delays;
    }
}
