package io.sockeye.engineio.server.host;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.WebSocketForm;
import io.sockeye.engineio.WebSocketFrame;
import io.sockeye.engineio.server.host.MemoryWebSocket.Frame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The server's end of a websocket of a {@link MemoryHost}. Fields without further word belong to the host's thread. */
final class MemorySocket implements WebSocketConnection {
    static final int ABNORMAL = 1006;
    private static final int INVALID_TEXT = 1007;
    private static final int TOO_BIG = 1009;
    private static final int FULL_BYTES = 64 * 1024;
    private static final long CLOSE_SECONDS = 3;

    private final MemoryConnection connection;
    private final MemoryWebSocket client;
    private final WebSocketHandler handler;
    private final AtomicBoolean drainRequested = new AtomicBoolean();
    private final Queue<Runnable> unread = new ArrayDeque<>();
    private State state = State.OPEN;
    private int closeCode = ABNORMAL;
    private boolean readable = true;
    private boolean waitsForRoom;
    private long unwrittenBytes;

    MemorySocket(MemoryConnection connection, MemoryWebSocket client, WebSocketHandler handler) {
        this.connection = connection;
        this.client = client;
        this.handler = handler;
    }

    @Override
    public void requestDrain() {
        if (drainRequested.compareAndSet(false, true)) {
            connection.execute(this::drain);
        }
    }

    private void drain() {
        if (!drainRequested.getAndSet(false) || state != State.OPEN) {
            return;
        }
        if (unwrittenBytes >= FULL_BYTES) {
            waitsForRoom = true;
            return;
        }
        Sink sink = new Sink();
        long drained = handler.onDrain(sink);
        unwrittenBytes += sink.bytes;
        waitsForRoom = sink.isFull();
        connection.write(() -> sink.frames.forEach(client::receive), success -> written(success, sink.bytes, drained));
    }

    private void written(boolean success, long bytes, long drained) {
        unwrittenBytes -= bytes;
        if (!success || state == State.CLOSED) {
            return;
        }
        if (drained != 0) {
            handler.onWritten(drained);
        }
        if (waitsForRoom && unwrittenBytes < FULL_BYTES) {
            waitsForRoom = false;
            requestDrain();
        }
    }

    @Override
    public void readable(boolean wanted) {
        connection.execute(() -> {
            readable = wanted;
            boolean any = false;
            while (readable && !unread.isEmpty()) {
                unread.remove().run();
                any = true;
            }
            if (any && state == State.OPEN) {
                handler.onReadComplete();
            }
        });
    }

    void arrived(boolean text, byte[] payload) {
        if (!readable) {
            unread.add(() -> deliver(text, payload));
            return;
        }
        deliver(text, payload);
        if (state == State.OPEN) {
            handler.onReadComplete();
        }
    }

    private void deliver(boolean text, byte[] payload) {
        if (state != State.OPEN) {
            return;
        }
        if (payload.length > connection.config().maxMessageBytes()) {
            violated(TOO_BIG);
        } else if (!text) {
            handler.onBinary(payload);
        } else if (isUtf8(payload)) {
            handler.onText(payload);
        } else {
            violated(INVALID_TEXT);
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private void violated(int code) {
        end(code, code);
    }

    void closeArrived(int code) {
        if (!readable) {
            unread.add(() -> closeArrived(code));
        } else if (state == State.OPEN) {
            end(code, code);
        }
    }

    /** Tells the client and the handler, and closes when the client knows. */
    private void end(int sent, int reported) {
        state = State.CLOSED;
        connection.write(() -> client.receive(new Frame.Close(sent, "")), success -> {
            if (success) {
                connection.drop();
            }
        });
        handler.onClose(reported);
    }

    @Override
    public void close(int code, String reason) {
        connection.execute(() -> {
            drain();
            if (state != State.OPEN) {
                return;
            }
            state = State.CLOSING;
            closeCode = code;
            connection.write(() -> client.receive(new Frame.Close(code, reason)), success -> connection.drop());
            if (state == State.CLOSING) {
                CompletableFuture.delayedExecutor(CLOSE_SECONDS, TimeUnit.SECONDS)
                        .execute(this::abort);
            }
        });
    }

    /** The connection has ended. */
    void broken() {
        client.receive(new Frame.Close(ABNORMAL, ""));
        if (state != State.CLOSED) {
            state = State.CLOSED;
            handler.onClose(closeCode);
        }
    }

    @Override
    public void abort() {
        connection.execute(connection::drop);
    }

    @Override
    public void execute(Runnable task) {
        connection.execute(task);
    }

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final class Sink implements FrameSink {
        private final List<Frame> frames = new ArrayList<>();
        private long bytes;

        @Override
        public boolean isFull() {
            return unwrittenBytes + bytes >= FULL_BYTES;
        }

        @Override
        public void text(byte[] utf8) {
            add(true, utf8);
        }

        @Override
        public void message(EncodedMessage message, WebSocketForm form, boolean compress) {
            for (WebSocketFrame frame : message.frames(form)) {
                add(frame.text(), frame.payload());
            }
        }

        private void add(boolean text, byte[] payload) {
            bytes += payload.length;
            frames.add(text ? new Frame.Text(new String(payload, StandardCharsets.UTF_8)) : new Frame.Binary(payload));
        }
    }
}
