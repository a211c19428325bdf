package io.sockeye.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContentDecoder;
import io.netty.handler.codec.http.HttpContentEncoder;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import io.sockeye.engineio.server.host.Headers;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The gate behind the HTTP codec of somebody else's pipeline: holds requests back while one of ours is unanswered, and answers with Netty's objects. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told by exceptionCaught and channelInactive
final class ForeignHttpCodec extends ChannelInboundHandlerAdapter implements HttpCodec {
    private static final int MAX_WAITING = 64;
    private static final List<Class<? extends ChannelHandler>> HTTP_HANDLERS = List.of(
            HttpServerCodec.class,
            HttpRequestDecoder.class,
            HttpResponseEncoder.class,
            HttpObjectAggregator.class,
            HttpContentEncoder.class,
            HttpContentDecoder.class,
            HttpServerExpectContinueHandler.class,
            HttpServerKeepAliveHandler.class);

    private final Predicate<String> mine;
    private final Queue<Object> waiting = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private boolean paused;
    private boolean passingOn;
    private boolean stopped;

    ForeignHttpCodec(Predicate<String> mine) {
        this.mine = mine;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    private ChannelHandlerContext ctx() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof FullHttpRequest full && full.decoderResult().isSuccess() && mine.test(full.uri())) {
            waiting.add(new DefaultHttpRequest(full.protocolVersion(), full.method(), full.uri(), full.headers()));
            waiting.add(new DefaultLastHttpContent(full.content()));
        } else {
            waiting.add(msg);
        }
        passOn(ctx);
        if (waiting.size() > MAX_WAITING && !stopped) {
            stopped = true;
            ctx.channel().config().setAutoRead(false);
        }
    }

    private void passOn(ChannelHandlerContext ctx) {
        if (passingOn) {
            return;
        }
        passingOn = true;
        try {
            while (!paused && !waiting.isEmpty()) {
                ctx.fireChannelRead(waiting.remove());
            }
        } finally {
            passingOn = false;
        }
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        if (!passingOn && !waiting.isEmpty()) {
            passOn(ctx());
            ctx().fireChannelReadComplete();
        }
        if (stopped && waiting.size() <= MAX_WAITING) {
            stopped = false;
            ctx().channel().config().setAutoRead(true);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }

    @Override
    public boolean isInHead() {
        return false;
    }

    @Override
    public boolean ownsConnection() {
        return false;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Answer answer, ChannelPromise written) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.response().status()),
                Unpooled.wrappedBuffer(answer.sentBody()));
        answer.response().headers().forEach(response.headers()::add);
        if (answer.hasLength()) {
            response.headers()
                    .set(HttpHeaderNames.CONTENT_LENGTH, answer.response().body().length);
        }
        String connection = answer.connection();
        if (connection != null) {
            response.headers().set(HttpHeaderNames.CONNECTION, connection);
        }
        ctx.write(response, written);
    }

    @Override
    public void writeContinue(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }

    @Override
    public @Nullable ByteBuf switchProtocols(ChannelHandlerContext ctx, Headers headers) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
        response.headers().set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        headers.forEach(response.headers()::add);
        ctx.writeAndFlush(response, ctx.voidPromise());
        return null;
    }

    @Override
    public void leave() {
        if (ctx().isRemoved()) {
            return;
        }
        ChannelPipeline pipeline = ctx().pipeline();
        pipeline.remove(this);
        for (Map.Entry<String, ChannelHandler> each : pipeline.toMap().entrySet()) {
            if (HTTP_HANDLERS.stream().anyMatch(type -> type.isInstance(each.getValue()))) {
                pipeline.remove(each.getKey());
            }
        }
    }
}
