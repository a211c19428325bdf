package io.sockeye.engineio.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.WebSocketForm;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes down what it hears and drains a queue of messages. */
public final class RecordingHandler implements WebSocketHandler {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Queue<EncodedMessage> outbound = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final CompletableFuture<WebSocketConnection> connection = new CompletableFuture<>();

    private volatile boolean closeInDrain;

    /** How often {@code onDrain} was called. */
    public final AtomicInteger drains = new AtomicInteger();

    /** How many messages the sink has taken. */
    public final AtomicInteger taken = new AtomicInteger();

    /** Offers a text message of the host's user. */
    public RecordingHandler offer(String text) {
        return offer(EncodedMessage.text(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Makes it close the websocket in the drain that takes the last message, as sessions do. */
    public void closeInDrain() {
        closeInDrain = true;
    }

    public RecordingHandler offer(EncodedMessage message) {
        outbound.add(message);
        if (connection.isDone()) {
            connection.join().requestDrain();
        }
        return this;
    }

    /** Waits for the websocket to open. */
    public WebSocketConnection connection() {
        return connection.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** The next event; fails when none comes within 30 seconds. */
    public String take() {
        try {
            String event = events.poll(30, TimeUnit.SECONDS);
            assertThat(event).as("an event within 30 s").isNotNull();
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The next event that isn't {@code onReadComplete} or {@code onWritten}. */
    public String takeMessage() {
        String event = take();
        while (event.equals("readComplete") || event.startsWith("written")) {
            event = take();
        }
        return event;
    }

    public void assertExhausted() {
        assertThat(events).isEmpty();
    }

    private void record(String event) {
        assertThat(inside.getAndIncrement()).as("calls at a time").isZero();
        events.add(event);
        inside.decrementAndGet();
    }

    @Override
    public void onOpen(WebSocketConnection opened) {
        record("open");
        connection.complete(opened);
        if (!outbound.isEmpty()) {
            opened.requestDrain();
        }
    }

    @Override
    public void onText(byte[] utf8) {
        record("text " + (utf8.length > 200 ? utf8.length : new String(utf8, StandardCharsets.UTF_8)));
    }

    @Override
    public void onBinary(byte[] bytes) {
        record("binary " + bytes.length);
    }

    @Override
    public void onReadComplete() {
        record("readComplete");
    }

    @Override
    public long onDrain(FrameSink sink) {
        assertThat(inside.getAndIncrement()).as("calls at a time").isZero();
        drains.incrementAndGet();
        long count = 0;
        while (!outbound.isEmpty() && !sink.isFull()) {
            EncodedMessage message = outbound.remove();
            byte[] text = message.text();
            if (text != null && text.length == 1 && message.packetCount() == 1) {
                sink.text(text);
            } else {
                sink.message(message, WebSocketForm.V4, true);
            }
            count++;
        }
        taken.addAndGet((int) count);
        if (closeInDrain && outbound.isEmpty()) {
            connection.join().close(1005, "");
        }
        inside.decrementAndGet();
        return count;
    }

    @Override
    public void onWritten(long drained) {
        record("written " + drained);
    }

    @Override
    public void onClose(int code) {
        record("close " + code);
    }
}
