package io.sockeye.engineio.client.transport;

import io.sockeye.engineio.ByteSink;
import io.sockeye.engineio.WebSocketFrame;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One websocket of {@code java.net.http}. Its listener is called with parts of messages, one call at a time; a part costs one of its demand, a message one of ours,
 * so every part but the last asks for another.
 */
final class JdkWebSocket implements WebSocket.Listener, ClientWebSocket {
    private final WebSocketHandler handler;
    private final int maxMessageBytes;
    // listener only
    private final StringBuilder text = new StringBuilder();
    private ByteSink binary = new ByteSink(0);
    private boolean over;

    private volatile @Nullable WebSocket webSocket;
    private volatile boolean aborted;

    JdkWebSocket(WebSocketHandler handler, int maxMessageBytes) {
        this.handler = handler;
        this.maxMessageBytes = maxMessageBytes;
    }

    @Override
    public void onOpen(WebSocket opened) {
        webSocket = opened;
        if (aborted) {
            opened.abort();
        } else {
            handler.onOpen(this);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket source, CharSequence part, boolean last) {
        // A character is a byte at least: what has too many of them is too large already.
        if (isOver(source, (long) text.length() + part.length())) {
            return null;
        }
        if (!last) {
            text.append(part);
            source.request(1);
            return null;
        }
        String whole = text.isEmpty() ? part.toString() : text.append(part).toString();
        text.setLength(0);
        text.trimToSize();
        byte[] utf8 = whole.getBytes(StandardCharsets.UTF_8);
        if (!isOver(source, utf8.length)) {
            handler.onText(utf8);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket source, ByteBuffer part, boolean last) {
        int length = part.remaining();
        if (isOver(source, (long) binary.size() + length)) {
            return null;
        }
        byte[] bytes = new byte[length];
        part.get(bytes);
        if (!last) {
            binary.put(bytes);
            source.request(1);
        } else if (binary.size() == 0) {
            handler.onBinary(bytes);
        } else {
            binary.put(bytes);
            byte[] whole = binary.toByteArray();
            binary = new ByteSink(0);
            handler.onBinary(whole);
        }
        return null;
    }

    private boolean isOver(WebSocket source, long size) {
        if (!over && size > maxMessageBytes) {
            end(source);
            handler.onFailure(new TransportException("a message of more than " + maxMessageBytes + " bytes", null));
        }
        return over;
    }

    private void end(WebSocket source) {
        over = true;
        text.setLength(0);
        text.trimToSize();
        binary = new ByteSink(0);
        source.abort();
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket source, ByteBuffer message) {
        source.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket source, ByteBuffer message) {
        source.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket source, int code, String reason) {
        if (!over) {
            over = true;
            handler.onClose(code, reason);
        }
        return null;
    }

    @Override
    public void onError(WebSocket source, Throwable failure) {
        if (!over) {
            over = true;
            handler.onFailure(new TransportException("the websocket broke: " + failure.getMessage(), failure));
        }
    }

    @Override
    public CompletionStage<?> send(WebSocketFrame message) {
        WebSocket open = webSocket;
        if (open == null) {
            return CompletableFuture.failedFuture(new TransportException("the websocket is not open", null));
        }
        return message.text()
                ? open.sendText(new String(message.payload(), StandardCharsets.UTF_8), true)
                : open.sendBinary(ByteBuffer.wrap(message.payload()), true);
    }

    @Override
    public void request(int messages) {
        WebSocket open = webSocket;
        if (open != null && !aborted) {
            open.request(messages);
        }
    }

    @Override
    public void close() {
        WebSocket open = webSocket;
        if (open != null) {
            // The answer stands behind whatever the server has sent before.
            CompletionStage<WebSocket> closing = open.sendClose(WebSocket.NORMAL_CLOSURE, "");
            closing.whenComplete((sent, failure) -> open.request(Long.MAX_VALUE));
        }
    }

    @Override
    public void abort() {
        aborted = true;
        WebSocket open = webSocket;
        if (open != null) {
            open.abort();
        }
    }
}
