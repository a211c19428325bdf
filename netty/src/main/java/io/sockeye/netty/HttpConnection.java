package io.sockeye.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostExchange.BodyReceiver;
import io.sockeye.engineio.server.host.HostExchange.WriteListener;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.WebSocketHandler;
import io.sockeye.netty.HttpCodec.Answer;
import org.jspecify.annotations.Nullable;

/**
 * A connection while it speaks HTTP: hands one request after the other up and its answer down. The next request is decoded when the one before has been
 * answered. Event loop only.
 */
final class HttpConnection extends Connection {
    private static final int REQUEST_TIMEOUT = 408;

    private final Endpoint endpoint;
    private final HttpCodec codec;
    private final Passage passage;
    private HttpState state = HttpState.IDLE;
    private long since = System.nanoTime();
    private boolean inRead;
    private boolean waitsForRoom;
    private boolean closeAfterAnswer;
    private @Nullable NettyExchange exchange;
    private @Nullable RequestBody body;

    HttpConnection(Endpoint endpoint, Loop loop, HttpCodec codec) {
        super(loop);
        this.endpoint = endpoint;
        this.codec = codec;
        this.passage = new Passage(endpoint.mine(), !codec.ownsConnection());
    }

    @Override
    void added(ChannelHandlerContext ctx) {
        Log.event(ctx.channel(), "opened");
        loop().timed(this, true);
    }

    boolean isSecure() {
        return endpoint.secure();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (passage.passes(msg)) {
            ctx.fireChannelRead(msg);
            return;
        }
        inRead = true;
        try {
            if (msg instanceof HttpRequest request) {
                head(request);
            }
            if (msg instanceof HttpContent content) {
                content(content);
            }
        } finally {
            ReferenceCountUtil.release(msg);
        }
    }

    private void head(HttpRequest request) {
        int refusal = RequestCheck.refusal(request);
        if (refusal != 0) {
            refuse(refusal);
            return;
        }
        RequestBody expected;
        try {
            exchange = new NettyExchange(this, request);
            expected = new RequestBody(
                    HttpUtil.isTransferEncodingChunked(request) ? -1 : HttpUtil.getContentLength(request, 0L));
        } catch (IllegalArgumentException e) {
            exchange = null;
            refuse(RequestCheck.BAD_REQUEST);
            return;
        }
        body = expected;
        if (expected.isComplete()) {
            state = HttpState.ENDING;
        } else {
            handOver();
        }
    }

    private void handOver() {
        NettyExchange current = exchange;
        state = HttpState.PENDING;
        codec.pause();
        if (current != null) {
            endpoint.handler().handle(current);
        }
    }

    private void content(HttpContent content) {
        RequestBody current = body;
        if (content.decoderResult().isFailure()) {
            brokenBody();
        } else if (state == HttpState.ENDING) {
            handOver();
        } else if (state == HttpState.RECEIVING && current != null) {
            receive(current, content.content(), content instanceof LastHttpContent);
        } else if (state == HttpState.SKIPPING && current != null) {
            skip(current, content.content(), content instanceof LastHttpContent);
        }
    }

    private void brokenBody() {
        if (state == HttpState.RECEIVING || state == HttpState.ENDING) {
            RequestBody broken = body;
            if (broken != null) {
                broken.end();
            }
            abortExchange();
            refuse(RequestCheck.BAD_REQUEST);
        } else if (state == HttpState.SKIPPING) {
            drop();
        }
    }

    private void receive(RequestBody current, ByteBuf part, boolean last) {
        if (last) {
            state = HttpState.PENDING;
            codec.pause();
        }
        if (!current.add(part, last)) {
            tooLarge();
        }
    }

    private void tooLarge() {
        closeAfterAnswer = true;
        if (state == HttpState.RECEIVING) {
            state = HttpState.PENDING;
            codec.pause();
        }
    }

    private void skip(RequestBody current, ByteBuf part, boolean last) {
        current.add(part, last);
        if (last) {
            codec.pause();
            nextRequest();
        } else if (current.isLarge()) {
            linger();
        }
    }

    void receiveBody(NettyExchange of, int limit, BodyReceiver receiver) {
        RequestBody current = body;
        if (of != exchange || current == null) {
            receiver.onAbort();
            return;
        }
        boolean waits = !current.isComplete();
        if (!current.receive(limit, receiver)) {
            closeAfterAnswer = true;
        } else if (waits && of == exchange) {
            state = HttpState.RECEIVING;
            since = System.nanoTime();
            if (of.expectsContinue()) {
                codec.writeContinue(ctx());
            }
            codec.resume();
        }
    }

    void answer(NettyExchange of, HostResponse response, WriteListener listener) {
        RequestBody rest = body;
        if (of != exchange || rest == null) {
            listener.onWritten(false);
            return;
        }
        boolean readsOn = rest.isComplete()
                || state == HttpState.PENDING && !of.expectsContinue()
                || state == HttpState.RECEIVING;
        boolean keepAlive = of.keepAlive()
                && !closeAfterAnswer
                && readsOn
                && (rest.isComplete() || !rest.isLarge())
                && !"close".equalsIgnoreCase(response.headers().first("Connection"));
        exchange = null;
        rest.end();
        write(of, response, keepAlive, listener);
        if (!keepAlive) {
            linger();
        } else if (rest.isComplete()) {
            nextRequest();
        } else {
            state = HttpState.SKIPPING;
            since = System.nanoTime();
            codec.resume();
        }
        if (!inRead) {
            ctx().flush();
        }
    }

    private void write(NettyExchange of, HostResponse response, boolean keepAlive, WriteListener listener) {
        ChannelPromise promise = ctx().voidPromise();
        if (!listener.equals(WriteListener.NONE)) {
            promise = ctx().newPromise();
            promise.addListener(written -> guarded(() -> listener.onWritten(written.isSuccess())));
        }
        codec.write(ctx(), new Answer(response, of.isHead(), of.isHttp10(), keepAlive), promise);
    }

    private void nextRequest() {
        body = null;
        state = HttpState.IDLE;
        since = System.nanoTime();
        if (ctx().channel().isWritable()) {
            codec.resume();
        } else {
            waitsForRoom = true;
        }
    }

    /** Who doesn't take its answers gets no more of them. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (waitsForRoom && ctx.channel().isWritable()) {
            waitsForRoom = false;
            codec.resume();
        }
        ctx.fireChannelWritabilityChanged();
    }

    /** Answers a request that nobody gets to see, and closes. */
    private void refuse(int status) {
        Log.event(ctx().channel(), "sent a request that is refused with " + status);
        codec.write(ctx(), Answer.refusal(status), ctx().voidPromise());
        linger();
    }

    private void linger() {
        state = HttpState.CLOSING;
        codec.pause();
        ctx().pipeline().replace(this, null, new Lingering(loop()));
        codec.leave();
    }

    void upgrade(NettyExchange of, Headers additional, WebSocketHandler handler) {
        RequestBody rest = body;
        if (of != exchange || rest == null) {
            handler.onClose(CloseCode.ABNORMAL);
            return;
        }
        Handshake handshake =
                Handshake.check(of, rest.isComplete(), endpoint.config().perMessageDeflate());
        if (handshake.refusal() != 0) {
            answer(of, handshake.refusalAnswer(), WriteListener.NONE);
            handler.onClose(CloseCode.ABNORMAL);
            return;
        }
        exchange = null;
        state = HttpState.CLOSING;
        ByteBuf answer = codec.switchProtocols(ctx(), handshake.answer(loop()).and(additional));
        NettyWebSocket socket = new NettyWebSocket(loop(), handler, endpoint, handshake.extension() != null);
        ctx().pipeline().replace(this, null, socket);
        codec.leave();
        socket.open(answer);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        inRead = false;
        ctx.flush();
        ctx.fireChannelReadComplete();
    }

    @Override
    void sweep(long now) {
        long timeout = endpoint.config().idleTimeout().toNanos();
        long waited = now - since;
        RequestBody current = body;
        switch (state) {
            case IDLE -> sweepIdle(now, waited > timeout);
            case HEAD -> {
                if (waited > timeout) {
                    refuse(REQUEST_TIMEOUT);
                }
            }
            case RECEIVING, SKIPPING -> {
                if (current != null && waited > current.patience(timeout)) {
                    Log.event(ctx().channel(), "sends its request too slowly");
                    drop();
                }
            }
            case ENDING, PENDING, CLOSING -> {}
        }
    }

    private void sweepIdle(long now, boolean tooLong) {
        if (!codec.ownsConnection()) {
            return;
        }
        if (isTaking()) {
            since = now;
        } else if (codec.isInHead()) {
            state = HttpState.HEAD;
            since = now;
        } else if (tooLong) {
            drop();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        state = HttpState.CLOSING;
        RequestBody unfinished = body;
        body = null;
        if (unfinished != null) {
            unfinished.end();
        }
        abortExchange();
        Log.event(ctx.channel(), "closed");
        ctx.fireChannelInactive();
    }

    private void abortExchange() {
        NettyExchange pending = exchange;
        exchange = null;
        if (pending != null) {
            pending.aborted();
        }
    }
}
