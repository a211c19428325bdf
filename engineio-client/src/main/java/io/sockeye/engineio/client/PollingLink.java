package io.sockeye.engineio.client;

import io.sockeye.engineio.ByteSink;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.OpenPacket;
import io.sockeye.engineio.PayloadDecoder;
import io.sockeye.engineio.PayloadEncoder;
import io.sockeye.engineio.PollingForm;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.client.transport.Cancellable;
import io.sockeye.engineio.client.transport.HttpAnswer;
import io.sockeye.engineio.client.transport.HttpCall;
import io.sockeye.engineio.client.transport.HttpHandler;
import io.sockeye.engineio.client.transport.TransportException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** HTTP long-polling: at most one poll and one post at a time. */
final class PollingLink implements Link {
    private enum Phase {
        RUNNING,
        /** No request begins; an upgrade is under way. */
        PAUSED,
        GONE
    }

    private final Connection connection;
    private final Requests requests;
    private final PayloadDecoder decoder;
    private final PollingForm form;
    private Phase phase = Phase.RUNNING;
    private boolean unread;
    private @Nullable Cancellable poll;
    private @Nullable Cancellable post;

    PollingLink(Connection connection, Requests requests) {
        this.connection = connection;
        this.requests = requests;
        EngineClientOptions options = connection.options();
        this.decoder = options.protocol() == EngineProtocol.V4 ? PayloadDecoder.v4() : PayloadDecoder.v3(false);
        this.form = PollingForm.of(options.protocol(), options.forceBase64(), null);
    }

    @Override
    public Transport kind() {
        return Transport.POLLING;
    }

    @Override
    public void open() {
        poll();
    }

    private void poll() {
        if (phase == Phase.RUNNING && poll == null && !unread) {
            HttpCall call = requests.poll();
            poll = connection.http().request(call, handler(answer -> onPoll(call, answer)));
        }
    }

    /** Hands an outcome on to the connection's executor, unless this link is gone. */
    private HttpHandler handler(Consumer<HttpAnswer> onAnswer) {
        return new HttpHandler() {
            @Override
            public void onAnswer(HttpAnswer answer) {
                connection.execute(() -> {
                    if (phase != Phase.GONE) {
                        onAnswer.accept(answer);
                    }
                });
            }

            @Override
            public void onFailure(TransportException cause) {
                connection.execute(() -> {
                    if (phase != Phase.GONE) {
                        connection.onLinkFailed(PollingLink.this, cause);
                    }
                });
            }
        };
    }

    private void onPoll(HttpCall call, HttpAnswer answer) {
        poll = null;
        if (isRefused(call, answer)) {
            return;
        }
        connection.inbound().onPoll(this, decoder, answer.body(), Requests.isBinary(answer));
        quietOr(this::poll);
    }

    private boolean isRefused(HttpCall call, HttpAnswer answer) {
        requests.answered(call, answer);
        TransportException refusal = Requests.refusal(answer);
        if (refusal != null) {
            connection.onLinkFailed(this, refusal);
        }
        return refusal != null;
    }

    @Override
    public void wake() {
        EncodedMessage head =
                phase == Phase.RUNNING && post == null ? connection.queue().head() : null;
        if (head == null) {
            return;
        }
        OpenPacket handshake = connection.handshake();
        long maxPayload = handshake == null ? Integer.MAX_VALUE : handshake.maxPayload();
        PayloadEncoder payload = new PayloadEncoder(form, (int) Math.min(Integer.MAX_VALUE, maxPayload));
        long cost = fill(payload, head);
        ByteSink body = new ByteSink(payload.sizeBound());
        payload.encode(body);
        HttpCall call = requests.post(body.toByteArray(), payload.binary());
        post = connection.http().request(call, handler(answer -> onPosted(call, answer, cost)));
    }

    /** Takes what fits; what it costs in the queue is counted with the last packet of each message. */
    private long fill(PayloadEncoder payload, EncodedMessage first) {
        OutboundQueue queue = connection.queue();
        long cost = 0;
        EncodedMessage head = first;
        while (head != null) {
            int next = payload.add(head, queue.sent());
            queue.sent(next);
            if (next < head.packetCount()) {
                break;
            }
            cost += OutboundQueue.cost(head);
            head = queue.head();
        }
        return cost;
    }

    private void onPosted(HttpCall call, HttpAnswer answer, long cost) {
        post = null;
        if (!isRefused(call, answer)) {
            connection.onWritten(cost);
            quietOr(this::wake);
        }
    }

    private void quietOr(Runnable next) {
        if (isQuiet()) {
            connection.upgrade().onQuiet();
        } else {
            next.run();
        }
    }

    private boolean isQuiet() {
        return phase == Phase.PAUSED && poll == null && post == null;
    }

    /**
     * Begins no request from now on.
     *
     * @return whether none is pending; else {@link Upgrade#onQuiet} follows
     */
    boolean pause() {
        if (phase == Phase.RUNNING) {
            phase = Phase.PAUSED;
        }
        return isQuiet();
    }

    /** Goes on after {@link #pause}. */
    void resume() {
        if (phase == Phase.PAUSED) {
            phase = Phase.RUNNING;
            poll();
            wake();
        }
    }

    @Override
    public void readable(boolean readable) {
        unread = !readable;
        poll();
    }

    @Override
    public void finish(Runnable gone) {
        if (post != null) {
            abort();
            gone.run();
            return;
        }
        PayloadEncoder payload = new PayloadEncoder(form, Integer.MAX_VALUE);
        int packets = payload.add(EncodedMessage.CLOSE, 0);
        ByteSink body = new ByteSink(payload.sizeBound() + packets);
        payload.encode(body);
        Cancellable pendingPoll = poll;
        HttpHandler last = new LastPost(() -> connection.execute(() -> {
            if (pendingPoll != null) {
                pendingPoll.cancel();
            }
            gone.run();
        }));
        phase = Phase.GONE;
        post = connection.http().request(requests.post(body.toByteArray(), payload.binary()), last);
    }

    /** Whatever becomes of the last post. */
    private record LastPost(Runnable gone) implements HttpHandler {
        @Override
        public void onAnswer(HttpAnswer answer) {
            gone.run();
        }

        @Override
        public void onFailure(TransportException cause) {
            gone.run();
        }
    }

    @Override
    public void abort() {
        phase = Phase.GONE;
        if (poll != null) {
            poll.cancel();
        }
        if (post != null) {
            post.cancel();
        }
    }
}
