package io.sockeye.engineio.client.transport;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What becomes of requests and websockets, in words. */
final class Outcome implements HttpHandler, WebSocketHandler {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    volatile @Nullable ClientWebSocket webSocket;
    volatile @Nullable TransportException failure;

    String next() throws InterruptedException {
        String event = events.poll(60, TimeUnit.SECONDS);
        return event == null ? "nothing" : event;
    }

    boolean isQuietFor(long millis) throws InterruptedException {
        return events.poll(millis, TimeUnit.MILLISECONDS) == null;
    }

    @Override
    public void onAnswer(HttpAnswer answer) {
        events.add(answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8));
    }

    @Override
    public void onFailure(TransportException cause) {
        failure = cause;
        events.add("failed: " + cause.getMessage());
    }

    @Override
    public void onOpen(ClientWebSocket opened) {
        webSocket = opened;
        events.add("open");
    }

    @Override
    public void onText(byte[] utf8) {
        events.add(new String(utf8, StandardCharsets.UTF_8));
    }

    @Override
    public void onBinary(byte[] bytes) {
        events.add("hex:" + HexFormat.of().formatHex(bytes));
    }

    @Override
    public void onClose(int code, String reason) {
        events.add("closed " + code + " " + reason);
    }
}
