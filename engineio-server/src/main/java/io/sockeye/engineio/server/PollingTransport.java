package io.sockeye.engineio.server;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.DecodeResult;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Jsonp;
import io.sockeye.engineio.PayloadDecoder;
import io.sockeye.engineio.PayloadEncoder;
import io.sockeye.engineio.PollingForm;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.server.host.HostExchange;
import io.sockeye.engineio.server.host.HostLoop;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Long-polling: at most one GET waits for something to say, at most one POST is being read. Fields that are not volatile belong to the session's inbox.
 */
final class PollingTransport implements Carrier {
    private static final VarHandle FLUSH_SCHEDULED;

    static {
        try {
            FLUSH_SCHEDULED =
                    MethodHandles.lookup().findVarHandle(PollingTransport.class, "flushScheduled", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Session session;
    private final Sessions sessions;
    private final PollingForm form;
    private final @Nullable String jsonp;
    private final PayloadDecoder decoder;
    private final Upgrade upgrade;
    private volatile @Nullable PollRequest parked;
    private volatile @Nullable PollRequest post;
    private boolean postRead;
    private boolean closing;

    @SuppressWarnings("UnusedVariable") // through FLUSH_SCHEDULED
    private volatile boolean flushScheduled;

    PollingTransport(Session session, Sessions sessions, EngineRequest handshake) {
        this.session = session;
        this.sessions = sessions;
        this.upgrade = new Upgrade(session, sessions);
        this.jsonp = sessions.options().transport().jsonp() ? handshake.parameter("j") : null;
        boolean base64 = handshake.base64() || jsonp != null;
        this.form = PollingForm.of(handshake.protocol(), base64, handshake.parameter("t"));
        this.decoder = handshake.protocol() == EngineProtocol.V4 ? PayloadDecoder.v4() : PayloadDecoder.v3(true);
    }

    Upgrade upgrade() {
        return upgrade;
    }

    // requests, inside the inbox

    void onGet(PollRequest poll) {
        if (session.isClosed() && sessions.takeLastPoll(session)) {
            parked = poll;
            sendAlone(EncodedMessage.NOOP);
        } else if (session.isClosed() || session.polling() != this) {
            Answers.tooLate(poll, session.isClosed());
        } else if (parked != null) {
            Answers.empty(poll, 400);
            session.end(CloseReason.TRANSPORT_ERROR, "overlap from client");
        } else {
            park(poll);
        }
    }

    private void park(PollRequest poll) {
        parked = poll;
        // Only now may a flush be asked for, and what came before is found by this look into the queue.
        flushScheduled = false;
        poll.exchange().onAbort(() -> session.inbox().submit(() -> onGetAbort(poll)));
        if (closing && session.outbound().isEmpty()) {
            send(poll, EncodedMessage.NOOP);
        } else {
            flush();
        }
        if (parked == poll) {
            upgrade.onPoll();
        }
    }

    private void onGetAbort(PollRequest poll) {
        if (parked == poll) {
            parked = null;
            session.end(CloseReason.TRANSPORT_ERROR, "poll connection closed prematurely");
        }
    }

    void onPost(PollRequest request) {
        if (session.isClosed() || session.polling() != this) {
            Answers.tooLate(request, session.isClosed());
        } else if (post != null) {
            Answers.empty(request, 400);
            session.end(CloseReason.TRANSPORT_ERROR, "data request overlap from client");
        } else if (isBinary(request) && session.protocol() == EngineProtocol.V4) {
            Answers.empty(request, 400);
            session.end(CloseReason.TRANSPORT_ERROR, "invalid content");
        } else {
            post = request;
            postRead = false;
            request.exchange().receiveBody(sessions.options().transport().maxPayload(), new Body(request));
        }
    }

    private static boolean isBinary(PollRequest request) {
        String type = request.exchange().headers().first("content-type");
        return type != null && type.regionMatches(true, 0, "application/octet-stream", 0, 24);
    }

    private final class Body implements HostExchange.BodyReceiver {
        private final PollRequest request;

        Body(PollRequest request) {
            this.request = request;
        }

        @Override
        public void onBody(byte[] body) {
            session.inbox().submit(() -> PollingTransport.this.onBody(request, body));
        }

        @Override
        public void onTooLarge() {
            session.inbox().submit(() -> {
                if (post == request) {
                    post = null;
                }
                Answers.empty(request, 413);
            });
        }

        @Override
        public void onAbort() {
            session.inbox().submit(() -> onPostAbort(request));
        }
    }

    private void onPostAbort(PollRequest request) {
        if (post == request) {
            post = null;
            session.end(CloseReason.TRANSPORT_ERROR, "data request connection closed prematurely");
        }
    }

    private void onBody(PollRequest request, byte[] body) {
        if (post != request) {
            return;
        }
        session.onPayload(decode(request, body), body.length);
        if (post != request) {
            return;
        }
        postRead = true;
        if (session.isUnread() && session.polling() == this) {
            request.exchange().onAbort(() -> session.inbox().submit(() -> onPostAbort(request)));
        } else {
            answerPost();
        }
    }

    private DecodeResult decode(PollRequest request, byte[] body) {
        if (jsonp != null) {
            byte[] payload =
                    Jsonp.decodeBody(body, sessions.options().transport().maxPayload());
            return payload == null ? DecodeResult.EMPTY_PAYLOAD : decoder.text(payload, session);
        }
        return isBinary(request) ? decoder.binary(body, session) : decoder.text(body, session);
    }

    private void answerPost() {
        PollRequest request = post;
        if (request != null && postRead) {
            post = null;
            Answers.ok(request);
        }
    }

    // answers, inside the inbox

    private void flush() {
        flushScheduled = false;
        PollRequest poll = parked;
        if (poll != null) {
            send(poll, null);
        }
    }

    /** Answers the poll with what is in the queue, or with the end when it has come. Without any of it the poll stays. */
    private void send(PollRequest poll, @Nullable EncodedMessage first) {
        PayloadEncoder payload =
                new PayloadEncoder(form, sessions.options().transport().maxPayload());
        Filled filled = fill(payload);
        // The end comes in a poll of its own: clients from 4.7 on look at a whole body before they handle its first
        // message.
        boolean mayEnd = closing && payload.isEmpty();
        if (first != null) {
            payload.add(first, 0);
        }
        boolean last = mayEnd
                && session.outbound().isEmpty()
                && payload.add(EncodedMessage.CLOSE, 0) == EncodedMessage.CLOSE.packetCount();
        if (payload.isEmpty()) {
            return;
        }
        parked = null;
        CompressionOptions compression =
                filled.compress() ? sessions.options().compression() : CompressionOptions.off();
        new PollAnswer(payload, jsonp, compression)
                .send(poll, sessions.hooks(), success -> onAnswered(success, filled.cost(), last));
    }

    /**
     * What was taken from the queue.
     *
     * @param cost what is released when it has been written
     * @param compress whether one of the messages wants to be compressed
     */
    private record Filled(long cost, boolean compress) {}

    private Filled fill(PayloadEncoder payload) {
        OutboundQueue queue = session.outbound();
        long cost = 0;
        boolean compress = false;
        for (OutboundQueue.Entry head = queue.head(); head != null; head = queue.head()) {
            int before = payload.packetCount();
            int next = payload.add(head.message(), queue.sent());
            queue.sent(next);
            compress |= head.compress() && payload.packetCount() > before;
            if (next < head.message().packetCount()) {
                break;
            }
            cost += OutboundQueue.OVERHEAD;
        }
        return new Filled(cost + payload.byteSize(), compress);
    }

    /** On a thread of the host. */
    private void onAnswered(boolean success, long cost, boolean last) {
        session.outbound().release(cost);
        if (!success || last) {
            session.inbox().submit(() -> {
                // A noop that did not arrive after the upgrade harms nobody.
                if (last || cost > 0 || session.polling() == this) {
                    session.end(CloseReason.TRANSPORT_ERROR, "the answer to a poll could not be written");
                }
            });
        }
    }

    /** Ends a poll, so that the client can pause. */
    void answerWithNoop() {
        PollRequest poll = parked;
        if (poll != null) {
            send(poll, EncodedMessage.NOOP);
        }
    }

    /** The websocket takes over. A POST that is under way still gets its answer; a poll can only have overtaken the end of the upgrade. */
    void handOver() {
        answerPost();
        PollRequest poll = parked;
        if (poll != null) {
            parked = null;
            Answers.tooLate(poll, false);
        }
    }

    private void sendAlone(EncodedMessage packet) {
        PollRequest poll = parked;
        if (poll != null) {
            parked = null;
            PayloadEncoder payload = new PayloadEncoder(form, Integer.MAX_VALUE);
            payload.add(packet, 0);
            new PollAnswer(payload, jsonp, CompressionOptions.off())
                    .send(poll, sessions.hooks(), HostExchange.WriteListener.NONE);
        }
    }

    /** Whether a poll waits. Any thread. */
    boolean isParked() {
        return parked != null;
    }

    /** Whether a POST is being read or waits for its answer. Any thread. */
    boolean hasPost() {
        return post != null;
    }

    // the session calls

    @Override
    public Transport kind() {
        return Transport.POLLING;
    }

    @Override
    public void wake() {
        PollRequest poll = parked;
        if (poll != null && FLUSH_SCHEDULED.compareAndSet(this, false, true)) {
            poll.exchange().execute(() -> session.inbox().submit(this::flush));
        }
    }

    @Override
    public @Nullable HostLoop loop() {
        PollRequest request = post;
        if (request == null) {
            request = parked;
        }
        return request == null ? null : request.exchange().loop();
    }

    @Override
    public boolean isReady() {
        return parked != null;
    }

    @Override
    public void execute(Runnable task) {
        // The connection of a poll may be gone before it has run the task; the timer stays.
        sessions.scheduler().schedule(0, task);
    }

    @Override
    public void readable(boolean readable) {
        if (readable) {
            answerPost();
        }
    }

    @Override
    public void beginClose() {
        closing = true;
        upgrade.abort();
        abortPost();
        flush();
    }

    @Override
    public void onPeerClose() {
        if (parked == null) {
            sessions.expectLastPoll(session);
        }
        answerWithNoop();
        postRead = true;
        answerPost();
    }

    @Override
    public void end() {
        upgrade.abort();
        abortPost();
        sendAlone(EncodedMessage.CLOSE);
    }

    private void abortPost() {
        PollRequest request = post;
        if (request != null) {
            post = null;
            request.exchange().abort();
        }
    }
}
