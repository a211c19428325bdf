package io.sockeye.dispatch.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.socketio.AckTimeoutException;
import io.sockeye.socketio.RawJson;
import io.sockeye.socketio.SocketIoException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AckRegistryTest {
    private final AckRegistry registry = new AckRegistry();
    private final List<String> heard = new ArrayList<>();

    @Test
    void anEntryCanBeTakenOnce() {
        PendingAck ack = recording("a");
        registry.register(7, ack);
        assertThat(registry.take(7)).isSameAs(ack);
        assertThat(registry.take(7)).isNull();
        assertThat(registry.size()).isZero();
    }

    @Test
    void unknownIdsAreNobodys() {
        assertThat(registry.take(1)).isNull();
    }

    @Test
    void closingFailsAllThatWaitAndAllThatComeLater() {
        registry.register(1, recording("a"));
        registry.register(2, recording("b"));
        registry.close(() -> new AckTimeoutException("gone"));
        registry.register(3, recording("c"));
        assertThat(heard).containsExactlyInAnyOrder("a failed", "b failed", "c failed");
        assertThat(registry.size()).isZero();
    }

    @Test
    void failingAllLeavesItOpen() {
        registry.register(1, recording("a"));
        assertThat(registry.awaits(1)).isTrue();
        registry.failAll(() -> new AckTimeoutException("lost"));
        assertThat(registry.awaits(1)).isFalse();
        registry.register(2, recording("b"));
        assertThat(heard).containsExactly("a failed");
        assertThat(registry.size()).isOne();
    }

    @Test
    void whoeverRacesEachWaiterHearsExactlyOnce() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            AckRegistry raced = new AckRegistry();
            AtomicInteger calls = new AtomicInteger();
            PendingAck ack = counting(calls);
            CyclicBarrier start = new CyclicBarrier(3);
            Thread registering = racer(start, () -> raced.register(1, ack));
            Thread closing = racer(start, () -> raced.close(() -> new AckTimeoutException("gone")));
            Thread arriving = racer(start, () -> {
                PendingAck taken = raced.take(1);
                if (taken != null) {
                    taken.completed(new RawJson("[]".getBytes(StandardCharsets.UTF_8), 0, 2, List.of()));
                }
            });
            registering.join();
            closing.join();
            arriving.join();
            assertThat(calls).hasValue(1);
            assertThat(raced.size()).isZero();
        }
    }

    private static Thread racer(CyclicBarrier start, Runnable code) {
        return Thread.ofPlatform().start(() -> {
            try {
                start.await();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            code.run();
        });
    }

    private static PendingAck counting(AtomicInteger calls) {
        return new PendingAck() {
            @Override
            public void completed(RawJson arguments) {
                calls.incrementAndGet();
            }

            @Override
            public void failed(SocketIoException cause) {
                calls.incrementAndGet();
            }
        };
    }

    private PendingAck recording(String name) {
        return new PendingAck() {
            @Override
            public void completed(RawJson arguments) {
                heard.add(name + " completed");
            }

            @Override
            public void failed(SocketIoException cause) {
                heard.add(name + " failed");
            }
        };
    }
}
