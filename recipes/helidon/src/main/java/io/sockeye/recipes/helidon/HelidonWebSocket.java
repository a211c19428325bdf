package io.sockeye.recipes.helidon;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.websocket.WsOpCode;
import io.sockeye.engineio.ByteSink;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.WebSocketForm;
import io.sockeye.engineio.WebSocketFrame;
import io.sockeye.engineio.concurrent.SerialExecutor;
import io.sockeye.engineio.server.host.FrameSink;
import io.sockeye.engineio.server.host.WebSocketConnection;
import io.sockeye.engineio.server.host.WebSocketHandler;
import io.sockeye.recipes.helidon.MessageReader.Message;
import io.sockeye.recipes.helidon.WebSocketFrames.Violation;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connection of Helidon that has become a websocket. Three virtual threads at most: that of the connection reads and waits until what it read has been taken; the
 * tasks of {@code serial} call the handler, and all fields without further word are theirs; those of {@code writer} block in writes.
 */
final class HelidonWebSocket implements ServerConnection, WebSocketConnection, SockeyeRoute.Connection {
    static final int ABNORMAL = 1006;
    private static final Logger LOGGER = System.getLogger(SockeyeRoute.class.getName());
    private static final int FULL_BYTES = 64 * 1024;
    private static final long CLOSE_SECONDS = 3;

    private final ConnectionContext context;
    private final WebSocketHandler handler;
    private final Set<SockeyeRoute.Connection> connections;
    private final MessageReader reader;
    private final SerialExecutor serial = new SerialExecutor(SockeyeRoute::startVirtual);
    private final SerialExecutor writer = new SerialExecutor(SockeyeRoute::startVirtual);
    private final AtomicBoolean drainRequested = new AtomicBoolean();
    private State state = State.CONNECTING;
    private int closeCode = ABNORMAL;
    private boolean readable = true;
    private @Nullable Arrival arrival;
    private boolean waitsForRoom;
    private long unsentBytes;

    HelidonWebSocket(
            ConnectionContext context,
            int maxMessageBytes,
            WebSocketHandler handler,
            Set<SockeyeRoute.Connection> connections) {
        this.context = context;
        this.handler = handler;
        this.connections = connections;
        this.reader = new MessageReader(context, maxMessageBytes);
    }

    /** The life of the connection; Helidon closes it afterwards. */
    @Override
    public void handle(Limit limit) {
        execute(() -> {
            if (state == State.CONNECTING) {
                state = State.OPEN;
                handler.onOpen(this);
            }
        });
        try {
            readAll();
        } catch (Violation e) {
            violated(e.code);
        } catch (RuntimeException e) {
            LOGGER.log(Level.DEBUG, "a websocket has ended", e);
        } finally {
            inSerial(() -> ended(state == State.CLOSING ? closeCode : ABNORMAL));
        }
    }

    private void readAll() throws Violation {
        while (true) {
            Message message = reader.next();
            switch (message.kind()) {
                case TEXT, BINARY -> handUp(message);
                case PING -> inWriter(() -> write(frame(WsOpCode.PONG, message.payload())));
                case CLOSE -> {
                    closeArrived(WebSocketFrames.closeCode(message.payload()));
                    return;
                }
                case PONG, CONTINUATION -> {}
            }
        }
    }

    /** Returns when the handler has taken it: a websocket that isn't readable reads one message, not more. */
    private void handUp(Message message) {
        Arrival arrived = new Arrival(message, new CompletableFuture<>());
        execute(() -> {
            arrival = arrived;
            deliver();
        });
        arrived.taken.join();
    }

    private void deliver() {
        Arrival arrived = arrival;
        if (arrived == null || state == State.OPEN && !readable) {
            return;
        }
        arrival = null;
        try {
            if (state == State.OPEN) {
                if (arrived.message.kind() == WsOpCode.TEXT) {
                    handler.onText(arrived.message.payload());
                } else {
                    handler.onBinary(arrived.message.payload());
                }
                handler.onReadComplete();
            }
        } finally {
            arrived.taken.complete(null);
        }
    }

    private void closeArrived(int code) {
        inSerial(() -> {
            boolean asked = state == State.CLOSING;
            if (state == State.OPEN) {
                send(frame(WsOpCode.CLOSE, WebSocketFrames.close(code, "")), 0);
            }
            ended(asked ? closeCode : code);
        });
        inWriter(() -> {}); // the close frame leaves before Helidon closes
    }

    private void violated(int code) {
        inSerial(() -> {
            if (state == State.OPEN) {
                send(frame(WsOpCode.CLOSE, WebSocketFrames.close(code, "")), 0);
            }
            ended(code);
        });
        inWriter(() -> {});
        linger();
    }

    /** A system that closes with bytes unread resets the connection, and the close frame may get lost. */
    private void linger() {
        CompletableFuture.delayedExecutor(CLOSE_SECONDS, TimeUnit.SECONDS).execute(this::closeSocket);
        try {
            while (true) {
                context.dataReader().ensureAvailable();
                context.dataReader().skip(context.dataReader().available());
            }
        } catch (RuntimeException e) {
            LOGGER.log(Level.TRACE, "the end of a websocket", e);
        }
    }

    @Override
    public void readable(boolean wanted) {
        execute(() -> {
            readable = wanted;
            deliver();
        });
    }

    @Override
    public void requestDrain() {
        if (drainRequested.compareAndSet(false, true)) {
            execute(this::drain);
        }
    }

    private void drain() {
        if (!drainRequested.getAndSet(false) || state != State.OPEN) {
            return;
        }
        if (unsentBytes >= FULL_BYTES) {
            waitsForRoom = true;
            return;
        }
        Sink sink = new Sink();
        long drained = handler.onDrain(sink);
        waitsForRoom = sink.isFull();
        if (sink.frames.size() > 0 || drained != 0) {
            send(sink.frames.toByteArray(), drained);
        }
    }

    private void send(byte[] frames, long drained) {
        unsentBytes += frames.length;
        writer.execute(() -> {
            boolean success = write(frames);
            execute(() -> sent(frames.length, drained, success));
        });
    }

    private boolean write(byte[] frames) {
        try {
            context.dataWriter().writeNow(BufferData.create(frames));
            return true;
        } catch (RuntimeException e) {
            LOGGER.log(Level.DEBUG, "a websocket is broken", e);
            return false;
        }
    }

    private void sent(int bytes, long drained, boolean success) {
        unsentBytes -= bytes;
        if (!success) {
            drop();
        } else if (state != State.CLOSED) {
            if (drained != 0) {
                handler.onWritten(drained);
            }
            if (waitsForRoom && unsentBytes < FULL_BYTES) {
                waitsForRoom = false;
                requestDrain();
            }
        }
    }

    @Override
    public void close(int code, String reason) {
        execute(() -> {
            drain();
            if (state == State.OPEN) {
                state = State.CLOSING;
                closeCode = code;
                send(frame(WsOpCode.CLOSE, WebSocketFrames.close(code, reason)), 0);
                deliver();
                CompletableFuture.delayedExecutor(CLOSE_SECONDS, TimeUnit.SECONDS)
                        .execute(this::abort);
            }
        });
    }

    @Override
    public void abort() {
        drop();
    }

    @Override
    public void drop() {
        execute(() -> {
            ended(state == State.CLOSING ? closeCode : ABNORMAL);
            closeSocket();
        });
    }

    /** Ends the reading and the writing; with TLS it may block behind a write. */
    private void closeSocket() {
        SockeyeRoute.startVirtual(() -> context.serverSocket().close());
    }

    private void ended(int code) {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            connections.remove(this);
            deliver();
            handler.onClose(code);
        }
    }

    @Override
    public void execute(Runnable task) {
        serial.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOGGER.log(Level.ERROR, "a handler failed; its connection is dropped", e);
                drop();
            }
        });
    }

    private void inSerial(Runnable task) {
        waitFor(serial, task);
    }

    private void inWriter(Runnable task) {
        waitFor(writer, task);
    }

    private static void waitFor(SerialExecutor executor, Runnable task) {
        CompletableFuture.runAsync(task, executor).join();
    }

    private static byte[] frame(WsOpCode code, byte[] payload) {
        ByteSink frame = new ByteSink(payload.length);
        WebSocketFrames.put(frame, code, payload);
        return frame.toByteArray();
    }

    /** Heartbeats decide who is idle. */
    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    /** Helidon stops. */
    @Override
    public void close(boolean interrupt) {
        drop();
    }

    private enum State {
        CONNECTING,
        OPEN,
        CLOSING,
        CLOSED
    }

    /** What was read and waits for the handler, and its reader with it. */
    private record Arrival(Message message, CompletableFuture<Void> taken) {}

    private final class Sink implements FrameSink {
        private final ByteSink frames = new ByteSink(0);

        @Override
        public boolean isFull() {
            return unsentBytes + frames.size() >= FULL_BYTES;
        }

        @Override
        public void text(byte[] utf8) {
            WebSocketFrames.put(frames, WsOpCode.TEXT, utf8);
        }

        @Override
        public void message(EncodedMessage message, WebSocketForm form, boolean compress) {
            for (WebSocketFrame frame : message.frames(form)) {
                WebSocketFrames.put(frames, frame.text() ? WsOpCode.TEXT : WsOpCode.BINARY, frame.payload());
            }
        }
    }
}
