package io.sockeye.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.WebSocketForm;
import io.sockeye.engineio.server.host.FrameSink;
import io.sockeye.engineio.server.host.WebSocketConnection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends back what arrives, and asks for drains from all sides. */
final class EchoHandler extends SilentHandler {
    final CompletableFuture<WebSocketConnection> opened = new CompletableFuture<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    final AtomicInteger wrongs = new AtomicInteger();

    private final Queue<EncodedMessage> outbound = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inside = new AtomicInteger();

    @Override
    public void onOpen(WebSocketConnection connection) {
        alone(() -> opened.complete(connection));
    }

    @Override
    public void onText(byte[] utf8) {
        alone(() -> outbound.add(EncodedMessage.text(utf8)));
        WebSocketConnection connection = opened.join();
        Thread.startVirtualThread(connection::requestDrain);
        if (utf8.length % 2 == 0) {
            connection.requestDrain();
        }
    }

    @Override
    public long onDrain(FrameSink sink) {
        alone(() -> {
            while (!sink.isFull() && !outbound.isEmpty()) {
                sink.message(outbound.remove(), WebSocketForm.V4, true);
            }
        });
        return 1;
    }

    @Override
    public void onClose(int code) {
        alone(() -> {
            if (!closed.complete(code)) {
                wrongs.incrementAndGet();
            }
        });
    }

    private void alone(Runnable action) {
        if (inside.getAndIncrement() != 0) {
            wrongs.incrementAndGet();
        }
        action.run();
        inside.decrementAndGet();
    }

    void assertNothingWentWrong() {
        assertThat(wrongs).as("calls at the same time, or behind the end").hasValue(0);
    }
}
