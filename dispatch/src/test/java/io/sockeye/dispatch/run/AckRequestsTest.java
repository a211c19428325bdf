package io.sockeye.dispatch.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.dispatch.Args;
import io.sockeye.engineio.Scheduler;
import io.sockeye.jackson.JacksonJsonCodec;
import io.sockeye.socketio.AckTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AckRequestsTest {
    private static final Duration TIMEOUT = Duration.ofMillis(100);

    private final TestSocket socket = new TestSocket();
    private final AckRequests requests =
            new AckRequests(JacksonJsonCodec.create(), new Late(), Runnable::run, error -> {});

    /** As if whoever asks was paused for longer than the timeout right behind the call. */
    private static final class Late implements Scheduler {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Task schedule(long delayNanos, Runnable task) {
            task.run();
            return () -> {};
        }
    }

    @Test
    void whoIsSlowerThanItsTimeoutIsToldAllTheSame() {
        CompletableFuture<Args> future = requests.future(socket, 1, TIMEOUT, () -> {});
        List<Throwable> heard = new ArrayList<>();
        requests.callback(socket, 2, TIMEOUT, (error, args) -> heard.add(error), () -> {});
        assertThat(future.isCompletedExceptionally()).isTrue();
        assertThat(future.exceptionNow()).isInstanceOf(AckTimeoutException.class);
        assertThat(heard).hasOnlyElementsOfType(AckTimeoutException.class).hasSize(1);
        assertThat(socket.acks().size()).isZero();
    }
}
