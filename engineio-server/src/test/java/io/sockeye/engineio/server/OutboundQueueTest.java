package io.sockeye.engineio.server;

import static io.sockeye.engineio.server.EngineFixture.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.server.EngineSession.Offer;
import io.sockeye.engineio.server.EngineSession.Urgency;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class OutboundQueueTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final OutboundQueue queue = new OutboundQueue(1000);
    private final SystemScheduler time = SystemScheduler.create();

    /** A message that costs so much. */
    private static EncodedMessage costing(int bytes) {
        return message("x".repeat(bytes - OutboundQueue.OVERHEAD - 1));
    }

    private Offer offer(int bytes) {
        return queue.offer(costing(bytes), Urgency.NORMAL, true);
    }

    @Test
    void theBudgetIsTheLimitExceptForAMessageAlone() {
        assertThat(offer(600)).isEqualTo(Offer.ACCEPTED);
        assertThat(offer(401)).isEqualTo(Offer.OVER_BUDGET);
        assertThat(offer(400)).isEqualTo(Offer.ACCEPTED);
        assertThat(queue.queuedBytes()).isEqualTo(1000);
        queue.release(600);
        queue.release(400);
        assertThat(offer(5000)).isEqualTo(Offer.ACCEPTED);
        assertThat(offer(100)).isEqualTo(Offer.OVER_BUDGET);
    }

    @Test
    void whatIsExemptMayExceedTheBudgetFourTimes() {
        assertThat(offer(1000)).isEqualTo(Offer.ACCEPTED);
        for (int i = 0; i < 3; i++) {
            assertThat(queue.offer(costing(1000), Urgency.EXEMPT, true)).isEqualTo(Offer.ACCEPTED);
        }
        assertThat(queue.offer(costing(70), Urgency.EXEMPT, true)).isEqualTo(Offer.OVER_BUDGET);
        assertThat(queue.control(EncodedMessage.PONG)).isFalse();
    }

    @Test
    void whatIsExemptEntersBehindALargeMessageToo() {
        assertThat(offer(50_000)).isEqualTo(Offer.ACCEPTED);
        assertThat(queue.control(EncodedMessage.PONG)).isTrue();
        for (int i = 0; i < 3; i++) {
            assertThat(queue.offer(costing(1000), Urgency.EXEMPT, true)).isEqualTo(Offer.ACCEPTED);
        }
        assertThat(queue.offer(costing(1000), Urgency.EXEMPT, true)).isEqualTo(Offer.OVER_BUDGET);
    }

    @Test
    void whatIsVolatileNeedsAnEmptyQueue() {
        assertThat(queue.offer(costing(100), Urgency.VOLATILE, true)).isEqualTo(Offer.ACCEPTED);
        assertThat(queue.offer(costing(100), Urgency.VOLATILE, true)).isEqualTo(Offer.DROPPED);
        assertThat(queue.next()).isNotNull();
        assertThat(queue.offer(costing(100), Urgency.VOLATILE, true)).isEqualTo(Offer.DROPPED);
        queue.release(100);
        assertThat(queue.offer(costing(100), Urgency.VOLATILE, true)).isEqualTo(Offer.ACCEPTED);
    }

    @Test
    void aMessageThatWasSentInPartGoesOnWhereItStopped() {
        byte[] header = "451-[]".getBytes(StandardCharsets.UTF_8);
        queue.offer(EncodedMessage.json(header, List.of(new byte[] {1}, new byte[] {2})), Urgency.NORMAL, true);
        assertThat(queue.head()).isSameAs(queue.head());
        queue.sent(2);
        assertThat(queue.isEmpty()).isFalse();
        EncodedMessage rest = queue.next().message();
        assertThat(rest.text()).isNull();
        assertThat(rest.binaries()).containsExactly(new byte[] {2});
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.head()).isNull();
    }

    @Test
    void whileDrainingOnlyControlPacketsEnterAndAfterTheCloseNothingIsLeft() {
        offer(100);
        queue.drainOnly();
        assertThat(offer(100)).isEqualTo(Offer.CLOSED);
        assertThat(queue.control(EncodedMessage.PING)).isTrue();
        assertThat(queue.next()).isNotNull();
        assertThat(queue.next().message()).isSameAs(EncodedMessage.PING);
        queue.control(EncodedMessage.PING);
        queue.close();
        assertThat(queue.head()).isNull();
        assertThat(queue.queuedBytes()).isZero();
        queue.drainOnly();
        assertThat(queue.isOpen()).isFalse();
        assertThat(offer(100)).isEqualTo(Offer.CLOSED);
    }

    @Test
    void waitingEndsWhenThereIsRoomForWhatWasRefused() throws Exception {
        offer(900);
        offer(100);
        assertThat(queue.await(time, 0)).isTrue();
        assertThat(offer(500)).isEqualTo(Offer.OVER_BUDGET);
        assertThat(queue.await(time, TimeUnit.MILLISECONDS.toNanos(1))).isFalse();
        CompletableFuture<Boolean> waiting = waiting();
        queue.release(100);
        assertThat(waiting).isNotDone();
        queue.release(900);
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(offer(500)).isEqualTo(Offer.ACCEPTED);
    }

    @Test
    void waitingEndsWithTheSession() throws Exception {
        offer(1000);
        offer(100);
        CompletableFuture<Boolean> waiting = waiting();
        queue.close();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void waitingCanBeInterrupted() {
        offer(1000);
        offer(100);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> queue.await(time, MINUTE)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    private CompletableFuture<Boolean> waiting() {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                result.complete(queue.await(time, MINUTE));
            } catch (InterruptedException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /**
     * Many offer and wait, one takes and releases: no message is lost, each producer's order holds, the budget does too, and no waiter sleeps on although
     * there is room.
     */
    @RepeatedTest(5)
    void producersThatWaitAndAConsumerNeverLoseAMessageOrAWakeUp() throws Exception {
        int producers = 4;
        int messages = 500;
        AtomicInteger done = new AtomicInteger();
        List<CompletableFuture<Void>> all = IntStream.range(0, producers)
                .mapToObj(producer -> CompletableFuture.runAsync(
                        () -> {
                            produce(producer, messages);
                            done.incrementAndGet();
                        },
                        task -> Thread.ofVirtual().start(task)))
                .toList();
        int[] next = new int[producers];
        int received = 0;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (received < producers * messages) {
            assertThat(System.nanoTime()).as("received %d", received).isLessThan(deadline);
            assertThat(queue.queuedBytes()).isLessThanOrEqualTo(1000);
            OutboundQueue.Entry entry = queue.next();
            if (entry == null) {
                Thread.onSpinWait();
                continue;
            }
            String[] text = new String(
                            entry.message().text(), 1, entry.message().text().length - 1, StandardCharsets.UTF_8)
                    .split(" ");
            int producer = Integer.parseInt(text[0]);
            assertThat(Integer.parseInt(text[1])).isEqualTo(next[producer]++);
            received++;
            queue.release(entry.cost());
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
        assertThat(queue.queuedBytes()).isZero();
        assertThat(done).hasValue(producers);
    }

    private void produce(int producer, int messages) {
        for (int i = 0; i < messages; i++) {
            EncodedMessage message = message(producer + " " + i + " " + "x".repeat(i % 300));
            while (queue.offer(message, Urgency.NORMAL, true) == Offer.OVER_BUDGET) {
                try {
                    assertThat(queue.await(time, MINUTE)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
