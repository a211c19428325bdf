package io.sockeye.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.servlet.InboundMessages.Added;
import io.sockeye.servlet.InboundMessages.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class InboundMessagesTest {
    private final List<String> heard = new ArrayList<>();
    private final InboundMessages messages = new InboundMessages(
            new SilentHandler() {
                @Override
                public void onText(byte[] utf8) {
                    heard.add("text " + utf8.length);
                }

                @Override
                public void onBinary(byte[] bytes) {
                    heard.add("binary " + bytes.length);
                }

                @Override
                public void onReadComplete() {
                    heard.add("complete");
                }
            },
            1000);

    @Test
    void onlyTheFirstMessageAsksForADelivery() {
        assertThat(messages.add(new Message(true, new byte[1]))).isEqualTo(Added.FIRST);
        assertThat(messages.add(new Message(false, new byte[2]))).isEqualTo(Added.MORE);
        assertThat(messages.deliver()).isFalse();
        assertThat(heard).containsExactly("text 1", "binary 2", "complete");
        assertThat(messages.add(new Message(true, new byte[3]))).isEqualTo(Added.FIRST);
    }

    @Test
    void aDeliveryEndsAfterAWhileAndAsksForAnother() {
        InboundMessages many = new InboundMessages(new SilentHandler(), 1_000_000);
        for (int i = 0; i < 100; i++) {
            many.add(new Message(true, new byte[0]));
        }
        assertThat(many.deliver()).isTrue();
        assertThat(many.deliver()).isFalse();
    }

    @Test
    void whatIsUnreadableWaitsUpToTheLimit() {
        assertThat(messages.readable(false)).isFalse();
        assertThat(messages.add(new Message(true, new byte[2000]))).isEqualTo(Added.MORE);
        assertThat(messages.add(new Message(true, new byte[1]))).isEqualTo(Added.TOO_MUCH);
        assertThat(messages.deliver()).isFalse();
        assertThat(heard).isEmpty();
        assertThat(messages.readable(true)).isTrue();
        assertThat(messages.deliver()).isFalse();
        assertThat(heard).containsExactly("text 2000", "complete");
    }

    @Test
    void whoAddsFasterThanIsDeliveredWaits() throws Exception {
        messages.add(new Message(true, new byte[2000]));
        CompletableFuture<Added> second = adding();
        messages.deliver();
        assertThat(second.get(15, TimeUnit.SECONDS)).isIn(Added.FIRST, Added.MORE);
    }

    @Test
    void theEndFreesWhoWaits() throws Exception {
        messages.add(new Message(true, new byte[2000]));
        CompletableFuture<Added> second = adding();
        messages.end();
        assertThat(second.get(15, TimeUnit.SECONDS)).isEqualTo(Added.MORE);
        assertThat(messages.add(new Message(true, new byte[1]))).isEqualTo(Added.MORE);
        assertThat(messages.deliver()).isFalse();
        assertThat(heard).isEmpty();
    }

    /** On a thread that waits by now. */
    private CompletableFuture<Added> adding() {
        CompletableFuture<Added> added = new CompletableFuture<>();
        Thread thread =
                Thread.ofPlatform().daemon().start(() -> added.complete(messages.add(new Message(true, new byte[1]))));
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return added;
    }
}
