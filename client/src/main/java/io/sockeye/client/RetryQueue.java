package io.sockeye.client;

import io.sockeye.dispatch.run.AckRegistry;
import io.sockeye.dispatch.run.PendingAck;
import io.sockeye.engineio.ByteSink;
import io.sockeye.engineio.Scheduler;
import io.sockeye.socketio.AckTimeoutException;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.RawJson;
import io.sockeye.socketio.SocketIoException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends the events of one namespace one after the other, each until it is acknowledged: again when no acknowledgement came in time or the connection was lost, at most {@code retries} times
 * more. Each try has a new acknowledgement id. Order is kept; the server may get an event more than once. Inside of the client's inbox only, but for {@link #add}.
 */
final class RetryQueue {
    private final SocketCore socket;
    private final AckRegistry outcomes;
    private final Deque<Entry> entries = new ArrayDeque<>();

    /** With the registry of those who wait for outcomes. */
    RetryQueue(SocketCore socket, AckRegistry outcomes) {
        this.socket = socket;
        this.outcomes = outcomes;
    }

    /**
     * Any thread.
     *
     * @param outcomeId under which somebody waits for the outcome, or {@code Packet.NO_ACK}
     * @param timeout of each try
     * @return completes inside of the inbox when the queue has taken it
     */
    CompletableFuture<@Nullable Void> add(
            long outcomeId, Duration timeout, String event, @Nullable Object[] arguments) {
        Entry entry = new Entry(outcomeId, timeout, event, written(arguments));
        socket.outgoing(event, arguments);
        CompletableFuture<@Nullable Void> taken = new CompletableFuture<>();
        socket.client().execute(() -> take(entry, taken));
        return taken;
    }

    /** As JSON, so that the caller may change what he gave, and nothing is written twice. */
    private @Nullable Object[] written(@Nullable Object[] arguments) {
        JsonCodec json = socket.client().services().settings().json();
        ByteSink sink = new ByteSink(64);
        List<byte[]> attachments = new ArrayList<>(0);
        json.writeArray(sink, null, arguments, attachments);
        byte[] bytes = sink.toByteArray();
        return json.split(new RawJson(bytes, 0, sink.size(), attachments), 0).toArray();
    }

    private void take(Entry entry, CompletableFuture<@Nullable Void> taken) {
        if (socket.client().isClosed()) {
            taken.completeExceptionally(new NotSentException("the client has been closed"));
        } else if (entries.size()
                >= socket.client().services().settings().delivery().buffer().events()) {
            taken.completeExceptionally(
                    new NotSentException("namespace " + socket.namespace() + ": the retry queue is full"));
        } else {
            entries.add(entry);
            taken.complete(null);
            drain();
        }
    }

    /** Sends the first, unless it is on its way or there is no connection. */
    void drain() {
        Entry first = entries.peek();
        if (first == null || first.isPending || !socket.isJoined()) {
            return;
        }
        first.isPending = true;
        first.tries++;
        long id = socket.nextAckId();
        Try now = new Try(first);
        now.timer = socket.client().services().scheduler().schedule(first.timeout.toNanos(), () -> {
            if (socket.acks().remove(id, now)) {
                now.failed(new AckTimeoutException("no acknowledgement in namespace " + socket.namespace() + " within "
                        + first.timeout.toMillis() + " ms, try " + first.tries));
            }
        });
        socket.acks().register(id, now);
        socket.transmit(new Outbound(
                socket.client()
                        .services()
                        .settings()
                        .codec()
                        .event(socket.namespace(), id, first.event, first.arguments),
                id,
                false));
    }

    private void succeeded(Entry entry, RawJson answer) {
        if (entries.peek() == entry) {
            entries.remove();
            PendingAck outcome = outcomes.take(entry.outcomeId);
            if (outcome != null) {
                outcome.completed(answer);
            }
            drain();
        }
    }

    private void failed(Entry entry, SocketIoException cause) {
        if (entries.peek() != entry) {
            return;
        }
        entry.isPending = false;
        if (entry.tries > socket.client().services().settings().delivery().retries()) {
            entries.remove();
            PendingAck outcome = outcomes.take(entry.outcomeId);
            if (outcome != null) {
                outcome.failed(cause);
            }
        }
        drain();
    }

    int size() {
        return entries.size();
    }

    void clear() {
        entries.clear();
    }

    /** An event and how far it has come. */
    private static final class Entry {
        final long outcomeId;
        final Duration timeout;
        final String event;
        final @Nullable Object[] arguments;
        int tries;
        boolean isPending;

        Entry(long outcomeId, Duration timeout, String event, @Nullable Object[] arguments) {
            this.outcomeId = outcomeId;
            this.timeout = timeout;
            this.event = event;
            this.arguments = arguments;
        }
    }

    /** One try of an event. */
    private final class Try implements PendingAck {
        private final Entry entry;
        private Scheduler.@Nullable Task timer;

        Try(Entry entry) {
            this.entry = entry;
        }

        @Override
        public void completed(RawJson arguments) {
            cancel();
            socket.client().execute(() -> succeeded(entry, arguments));
        }

        @Override
        public void failed(SocketIoException cause) {
            cancel();
            socket.client().execute(() -> RetryQueue.this.failed(entry, cause));
        }

        private void cancel() {
            Scheduler.Task running = timer;
            if (running != null) {
                running.cancel();
            }
        }
    }
}
