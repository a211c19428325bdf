package io.sockeye.engineio.server.host;

import io.sockeye.engineio.concurrent.SerialExecutor;
import io.sockeye.engineio.server.host.HostExchange.WriteListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link MemoryHost}: the line between its two ends. All fields that change belong to the host's thread of the connection. */
final class MemoryConnection {
    private static final Logger LOGGER = System.getLogger(MemoryHost.class.getName());

    private final MemoryServer server;
    private final SerialExecutor loop;
    private final InetSocketAddress from;
    private final Queue<MemoryExchange> waiting = new ArrayDeque<>();
    private final Queue<Write> unwritten = new ArrayDeque<>();
    private @Nullable MemoryExchange current;
    private @Nullable MemorySocket socket;
    private boolean reading = true;
    private boolean closeAfterAnswer;
    private boolean broken;

    MemoryConnection(MemoryServer server, SerialExecutor loop, InetSocketAddress from) {
        this.server = server;
        this.loop = loop;
        this.from = from;
    }

    InetSocketAddress from() {
        return from;
    }

    HostConfig config() {
        return server.config();
    }

    boolean isCurrentThread() {
        return loop.isCurrent();
    }

    void execute(Runnable task) {
        loop.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOGGER.log(Level.ERROR, "a handler failed; its connection is dropped", e);
                execute(this::drop);
            }
        });
    }

    void arrived(MemoryExchange exchange) {
        if (broken || socket != null) {
            exchange.failed();
            return;
        }
        waiting.add(exchange);
        nextExchange();
    }

    private void nextExchange() {
        if (current == null && !broken && !closeAfterAnswer) {
            MemoryExchange next = waiting.poll();
            if (next != null) {
                current = next;
                server.handler().handle(next);
            }
        }
    }

    void closeAfterAnswer() {
        closeAfterAnswer = true;
    }

    void answer(MemoryExchange exchange, HostResponse response, WriteListener listener) {
        closeAfterAnswer |= exchange.wantsClose() || MemoryExchange.closes(response.headers());
        boolean last = closeAfterAnswer;
        HostResponse answer = onTheWire(exchange, response);
        current = null;
        write(() -> exchange.answered(answer), success -> {
            if (!success) {
                exchange.failed();
            }
            listener.onWritten(success);
            if (success && last) {
                drop();
            }
        });
        nextExchange();
    }

    private static HostResponse onTheWire(MemoryExchange exchange, HostResponse response) {
        boolean bodiless = response.status() == 304;
        Headers length =
                bodiless ? Headers.EMPTY : Headers.of("Content-Length", Integer.toString(response.body().length));
        byte[] body = bodiless || exchange.method().equals("HEAD") ? new byte[0] : response.body();
        return new HostResponse(response.status(), response.headers().and(length), body);
    }

    void upgrade(MemoryExchange exchange, Headers headers, WebSocketHandler handler) {
        MemoryWebSocket client = new MemoryWebSocket(this, headers);
        MemorySocket opened = new MemorySocket(this, client, handler);
        current = null;
        socket = opened;
        waiting.forEach(MemoryExchange::failed);
        waiting.clear();
        write(() -> exchange.upgraded(client), success -> {
            if (!success) {
                exchange.failed();
            }
        });
        handler.onOpen(opened);
    }

    void arrived(boolean text, byte[] payload) {
        if (socket != null) {
            socket.arrived(text, payload);
        }
    }

    void closeArrived(int code) {
        if (socket != null) {
            socket.closeArrived(code);
        }
    }

    void write(Runnable arrival, WriteListener listener) {
        if (broken) {
            listener.onWritten(false);
            return;
        }
        unwritten.add(new Write(arrival, listener));
        flush();
    }

    void reading(boolean on) {
        reading = on;
        flush();
    }

    private void flush() {
        while (reading && !broken) {
            Write write = unwritten.poll();
            if (write == null) {
                return;
            }
            write.arrival.run();
            write.listener.onWritten(true);
        }
    }

    /** Ends the connection, whatever is under way on it. */
    void drop() {
        if (broken) {
            return;
        }
        broken = true;
        server.gone(this);
        unwritten.forEach(write -> write.listener.onWritten(false));
        unwritten.clear();
        waiting.forEach(MemoryExchange::failed);
        waiting.clear();
        if (current != null) {
            current.aborted();
        }
        if (socket != null) {
            socket.broken();
        }
    }

    private record Write(Runnable arrival, WriteListener listener) {}
}
