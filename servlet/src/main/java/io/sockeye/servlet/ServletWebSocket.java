package io.sockeye.servlet;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.WebSocketForm;
import io.sockeye.engineio.WebSocketFrame;
import io.sockeye.engineio.concurrent.SerialExecutor;
import io.sockeye.engineio.server.host.FrameSink;
import io.sockeye.engineio.server.host.WebSocketConnection;
import io.sockeye.engineio.server.host.WebSocketHandler;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One websocket of the container. Its handler is called by tasks of {@code serial} only, and all fields without further word belong to them. Tasks that a thread of
 * the container brings run on it, unless others are under way; all others run on a virtual thread. Nothing in a task waits.
 */
final class ServletWebSocket extends Endpoint implements WebSocketConnection, Connections.Connection {
    static final int ABNORMAL = 1006;
    private static final Logger LOGGER = System.getLogger(SockeyeServlet.class.getName());
    private static final int FULL_BYTES = 64 * 1024;
    private static final int OPEN_SECONDS = 10;
    private static final int CLOSE_SECONDS = 3;

    private final WebSocketHandler handler;
    private final Connections connections;
    private final Function<Session, ContainerMeans> allMeans;
    private final MessageCollector collector;
    private final InboundMessages inbound;
    private final SerialExecutor serial = new SerialExecutor(ServletEndpoint::startVirtual);
    private final AtomicBoolean drainRequested = new AtomicBoolean();
    private final Queue<Outbound> outgoing = new ArrayDeque<>();
    private @Nullable Session session; // null until open
    private State state = State.CONNECTING;
    private @Nullable CloseReason closing;
    private int closeCode = ABNORMAL;
    private boolean sending;
    private boolean waitsForRoom;
    private long unsentBytes;

    ServletWebSocket(
            int maxMessageBytes,
            WebSocketHandler handler,
            Connections connections,
            Function<Session, ContainerMeans> allMeans) {
        this.handler = handler;
        this.connections = connections;
        this.allMeans = allMeans;
        this.collector = new MessageCollector(maxMessageBytes);
        this.inbound = new InboundMessages(handler, 4L * maxMessageBytes);
    }

    /** The container didn't upgrade. */
    void refused() {
        execute(this::giveUp);
    }

    /** The container has said 101; when the connection broke in that moment, some never call. */
    void accepted() {
        execute(() -> {
            if (state == State.CONNECTING) {
                ServletEndpoint.later(OPEN_SECONDS, () -> execute(this::giveUp));
            }
        });
    }

    private void giveUp() {
        if (state == State.CONNECTING) {
            ended(ABNORMAL);
        }
    }

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        opened.setMaxIdleTimeout(0);
        opened.getAsyncRemote().setSendTimeout(0); // the outbound budget decides who is slow
        executeHere(() -> {
            session = opened;
            if (state == State.CONNECTING) {
                state = State.OPEN;
                handler.onOpen(this);
            } else {
                closeSession(new CloseReason(CloseCodes.GOING_AWAY, ""));
            }
        });
        opened.addMessageHandler(String.class, (MessageHandler.Partial<String>) this::textArrived);
        opened.addMessageHandler(byte[].class, (MessageHandler.Partial<byte[]>) this::binaryArrived);
    }

    private void textArrived(String part, boolean last) {
        try {
            byte[] whole = collector.text(part, last);
            if (whole != null) {
                arrived(new InboundMessages.Message(true, whole));
            }
        } catch (MessageCollector.TooLarge e) {
            violated(CloseCodes.TOO_BIG);
        }
    }

    private void binaryArrived(byte[] part, boolean last) {
        try {
            byte[] whole = collector.binary(part, last);
            if (whole != null) {
                arrived(new InboundMessages.Message(false, whole));
            }
        } catch (MessageCollector.TooLarge e) {
            violated(CloseCodes.TOO_BIG);
        }
    }

    private void arrived(InboundMessages.Message message) {
        switch (inbound.add(message)) {
            case FIRST -> executeHere(this::deliver);
            case MORE -> {}
            case TOO_MUCH -> violated(CloseCodes.VIOLATED_POLICY);
        }
    }

    private void deliver() {
        if (state == State.OPEN && inbound.deliver()) {
            execute(this::deliver);
        }
    }

    private void violated(CloseCode code) {
        execute(() -> {
            if (state == State.OPEN || state == State.CLOSING) {
                ended(code.getCode());
                closeSession(new CloseReason(code, ""));
            }
        });
    }

    @Override
    public void readable(boolean readable) {
        execute(() -> {
            Session opened = session;
            if (opened != null && state == State.OPEN) {
                allMeans.apply(opened).reading(opened, readable);
            }
            if (inbound.readable(readable)) {
                deliver();
            }
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
        if (drained != 0) {
            outgoing.add(new Outbound(null, new byte[0], drained));
        }
        waitsForRoom = sink.isFull();
        pump();
    }

    /** One message at a time: containers allow no more. */
    private void pump() {
        while (!sending && state != State.CLOSED) {
            Outbound next = outgoing.poll();
            if (next == null) {
                closeBehindTheRest();
                return;
            }
            if (next.text == null) {
                handler.onWritten(next.drained);
            } else {
                sending = true;
                send(next.text, next.payload);
            }
        }
    }

    private void send(boolean text, byte[] payload) {
        Session opened = session;
        if (opened == null) {
            return;
        }
        try {
            RemoteEndpoint.Async remote = opened.getAsyncRemote();
            if (text) {
                remote.sendText(new String(payload, StandardCharsets.UTF_8), result -> sent(result, payload.length));
            } else {
                remote.sendBinary(ByteBuffer.wrap(payload), result -> sent(result, payload.length));
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            LOGGER.log(Level.DEBUG, "the container doesn't send any more", e);
            abort();
        }
    }

    private void sent(SendResult result, int bytes) {
        execute(() -> {
            sending = false;
            unsentBytes -= bytes;
            if (!result.isOK()) {
                dropNow();
                return;
            }
            pump();
            if (waitsForRoom && unsentBytes < FULL_BYTES) {
                waitsForRoom = false;
                requestDrain();
            }
        });
    }

    @Override
    public void close(int code, String reason) {
        execute(() -> {
            drain();
            if (state == State.OPEN) {
                state = State.CLOSING;
                closeCode = code;
                // A close frame without a code can't be asked for, and Tomcat would send 1005, for which clients break
                // the connection.
                CloseCode sent = CloseCodes.getCloseCode(code);
                closing = new CloseReason(sent == CloseCodes.NO_STATUS_CODE ? CloseCodes.NORMAL_CLOSURE : sent, reason);
                pump();
                ServletEndpoint.later(CLOSE_SECONDS, this::abort);
            }
        });
    }

    private void closeBehindTheRest() {
        CloseReason reason = closing;
        if (reason != null && state == State.CLOSING) {
            closing = null;
            closeSession(reason);
        }
    }

    /** On a thread of its own: Tomcat waits for the message that is being sent. */
    private void closeSession(CloseReason reason) {
        Session opened = session;
        if (opened != null) {
            ServletEndpoint.startVirtual(() -> {
                try {
                    opened.close(reason);
                } catch (IOException | RuntimeException e) {
                    LOGGER.log(Level.DEBUG, "the container had closed already", e);
                }
            });
        }
    }

    @Override
    public void abort() {
        execute(this::dropNow);
    }

    @Override
    public void drop() {
        execute(this::dropNow);
    }

    private void dropNow() {
        if (state != State.CLOSED) {
            ended(closeCode);
            Session opened = session;
            if (opened != null && !allMeans.apply(opened).abort(opened)) {
                closeSession(new CloseReason(CloseCodes.GOING_AWAY, ""));
            }
        }
    }

    @Override
    public void onClose(Session closed, CloseReason reason) {
        executeHere(() ->
                ended(state == State.CLOSING ? closeCode : reason.getCloseCode().getCode()));
    }

    @Override
    public void onError(Session failed, Throwable cause) {
        LOGGER.log(Level.DEBUG, "the container reports a failure of a websocket", cause);
        // Undertow closes with 1007 and then reports 1006.
        if (cause instanceof CharacterCodingException || cause instanceof UnsupportedEncodingException) {
            violated(CloseCodes.NOT_CONSISTENT);
        }
    }

    private void ended(int code) {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            connections.remove(this);
            outgoing.clear();
            inbound.end();
            handler.onClose(code);
        }
    }

    @Override
    public void execute(Runnable task) {
        serial.execute(() -> guarded(task));
    }

    /** For the container's threads: what they bring is handled by themselves, so they can't bring more than is handled. */
    private void executeHere(Runnable task) {
        serial.executeHere(() -> guarded(task));
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "a handler failed; its connection is dropped", e);
            drop();
        }
    }

    private enum State {
        CONNECTING,
        OPEN,
        CLOSING,
        CLOSED
    }

    /** A message, or, without text, the mark behind all that one drain gave. */
    private record Outbound(@Nullable Boolean text, byte[] payload, long drained) {}

    private final class Sink implements FrameSink {
        @Override
        public boolean isFull() {
            return unsentBytes >= FULL_BYTES;
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
            unsentBytes += payload.length;
            outgoing.add(new Outbound(text, payload, 0));
        }
    }
}
