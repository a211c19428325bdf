package io.sockeye.engineio.client;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.WebSocketForm;
import io.sockeye.engineio.WebSocketFrame;
import io.sockeye.engineio.client.transport.Cancellable;
import io.sockeye.engineio.client.transport.ClientWebSocket;
import io.sockeye.engineio.client.transport.TransportException;
import io.sockeye.engineio.client.transport.WebSocketHandler;
import java.util.Collections;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A websocket: the transport of a connection, or on its way to it. One message is being sent at a time. */
final class WebSocketLink implements Link {
    /** How many messages may come before the first of them was looked at. */
    private static final int WINDOW = 4;

    private final Connection connection;
    private final Requests requests;
    private final WebSocketForm form;
    private final AtomicInteger arrived = new AtomicInteger();
    private @Nullable Cancellable opening;
    private @Nullable ClientWebSocket webSocket;
    private Iterator<WebSocketFrame> frames = Collections.emptyIterator();
    private long cost;
    private boolean sending;
    private boolean unread;
    private int owed;
    private @Nullable Runnable gone;
    private volatile boolean over;

    WebSocketLink(Connection connection, Requests requests) {
        this.connection = connection;
        this.requests = requests;
        boolean base64 = connection.options().forceBase64();
        this.form = switch (connection.options().protocol()) {
            case V4 -> base64 ? WebSocketForm.V4_BASE64 : WebSocketForm.V4;
            case V3 -> base64 ? WebSocketForm.V3_BASE64 : WebSocketForm.V3;
        };
    }

    @Override
    public Transport kind() {
        return Transport.WEBSOCKET;
    }

    @Override
    public void open() {
        opening = connection.http().open(requests.webSocket(), new Arrivals());
    }

    /** Passes everything on to the connection's executor. */
    private final class Arrivals implements WebSocketHandler {
        @Override
        public void onOpen(ClientWebSocket opened) {
            connection.execute(() -> WebSocketLink.this.onOpen(opened));
        }

        @Override
        public void onText(byte[] utf8) {
            receive(() -> connection.inbound().onText(WebSocketLink.this, utf8));
        }

        @Override
        public void onBinary(byte[] bytes) {
            receive(() -> connection.inbound().onBinary(WebSocketLink.this, bytes));
        }

        @Override
        public void onClose(int code, String reason) {
            connection.execute(() -> end(() -> connection.onLinkClosed(WebSocketLink.this, code)));
        }

        @Override
        public void onFailure(TransportException cause) {
            connection.execute(() -> end(() -> connection.onLinkFailed(WebSocketLink.this, cause)));
        }
    }

    private void onOpen(ClientWebSocket opened) {
        webSocket = opened;
        if (over) {
            opened.abort();
            return;
        }
        opened.request(WINDOW);
        connection.inbound().onOpen(this);
    }

    private void receive(Runnable message) {
        arrived.incrementAndGet();
        connection.execute(() -> {
            boolean last = arrived.decrementAndGet() == 0;
            if (over) {
                return;
            }
            message.run();
            if (last) {
                connection.inbound().onReadComplete(this);
            }
            owed++;
            request();
        });
    }

    private void request() {
        if (!unread && owed > 0 && webSocket != null) {
            int messages = owed;
            owed = 0;
            webSocket.request(messages);
        }
    }

    @Override
    public void readable(boolean readable) {
        unread = !readable;
        request();
    }

    /** Sends a packet of the upgrade, ahead of everything. */
    void sendControl(EncodedMessage packet) {
        frames = packet.frames(form).iterator();
        cost = 0;
        wake();
    }

    @Override
    public void wake() {
        if (!sending && !over && webSocket != null) {
            send();
        }
    }

    /** Sends as long as the websocket takes messages at once. */
    private void send() {
        while (!over && (frames.hasNext() || nextMessage())) {
            CompletionStage<?> sent = webSocket().send(frames.next());
            CompletableFuture<?> outcome = sent.toCompletableFuture();
            if (!outcome.isDone() || outcome.isCompletedExceptionally()) {
                sending = true;
                sent.whenComplete((done, failure) -> connection.execute(() -> onSent(failure)));
                return;
            }
            written();
        }
    }

    private ClientWebSocket webSocket() {
        if (webSocket == null) {
            throw new IllegalStateException("the websocket is not open");
        }
        return webSocket;
    }

    private boolean nextMessage() {
        OutboundQueue queue = connection.queue();
        EncodedMessage head = connection.isCarriedBy(this) ? queue.head() : null;
        if (head == null) {
            return false;
        }
        // what a poll has sent of it costs as long as the rest does
        frames = head.skip(queue.sent()).frames(form).iterator();
        cost = OutboundQueue.cost(head);
        queue.sent(head.packetCount());
        return true;
    }

    private void onSent(@Nullable Throwable failure) {
        sending = false;
        if (over) {
            return;
        }
        if (failure != null) {
            end(() -> connection.onLinkFailed(
                    this, new TransportException("the websocket could not send: " + failure.getMessage(), failure)));
            return;
        }
        written();
        send();
    }

    private void written() {
        if (!frames.hasNext() && cost > 0) {
            long released = cost;
            cost = 0;
            connection.onWritten(released);
        }
    }

    /** The websocket is no more. */
    private void end(Runnable tell) {
        Runnable waiting = gone;
        if (waiting != null) {
            waiting.run();
        } else if (!over) {
            over = true;
            tell.run();
        }
    }

    @Override
    public void finish(Runnable whenGone) {
        over = true;
        if (webSocket == null || sending) {
            abort();
            whenGone.run();
            return;
        }
        gone = whenGone;
        webSocket.close();
    }

    @Override
    public void abort() {
        over = true;
        if (opening != null) {
            opening.cancel();
        }
        if (webSocket != null) {
            webSocket.abort();
        }
    }
}
