package io.sockeye.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
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
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.sockeye.engineio.server.host.Headers;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The gate behind the HTTP codec of somebody else's pipeline: holds requests back while one of ours is unanswered, and ours while one of
 * the application is; answers with Netty's objects.
 *
 * <p>Where the application asks for each read itself (reactor-netty: no {@code AUTO_READ}), it can't do so for requests that it never sees. From a request
 * of ours on until one of the application comes, the reads are asked for here.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told by exceptionCaught and channelInactive
final class ForeignHttpCodec extends ChannelDuplexHandler implements HttpCodec {
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
    /** Whether the application asks for each read. */
    private boolean onDemand;
    /** Whether the last request that arrived is ours. */
    private boolean ours;
    /** Requests of the application that were passed on and have no complete answer yet. */
    private int unanswered;
    /** Whether the application writes something like 100 Continue. */
    private boolean interim;

    ForeignHttpCodec(Predicate<String> mine) {
        this.mine = mine;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        onDemand = !ctx.channel().config().isAutoRead();
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
        if (msg instanceof HttpRequest request) {
            ours = isOurs(request);
        }
        if (msg instanceof FullHttpRequest full && ours) {
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

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        if (onDemand && (ours || paused) && !stopped) {
            ctx.read();
        }
    }

    private void passOn(ChannelHandlerContext ctx) {
        if (passingOn) {
            return;
        }
        passingOn = true;
        try {
            while (!paused && !waiting.isEmpty() && !isEarly(waiting.element())) {
                Object next = waiting.remove();
                if (next instanceof HttpRequest request && !isOurs(request)) {
                    unanswered++;
                }
                ctx.fireChannelRead(next);
            }
        } finally {
            passingOn = false;
        }
    }

    private boolean isOurs(HttpRequest request) {
        return request.decoderResult().isSuccess() && mine.test(request.uri());
    }

    /** Whether its answer would come before that to a request in front of it. */
    private boolean isEarly(Object msg) {
        return unanswered > 0 && msg instanceof HttpRequest request && isOurs(request);
    }

    /** Looks for the end of the application's answers. Ours are not written while there are any to come. */
    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (unanswered > 0) {
            if (msg instanceof HttpResponse response) {
                interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            }
            if (msg instanceof LastHttpContent && !interim && --unanswered == 0 && !waiting.isEmpty()) {
                ctx.executor().execute(this::proceed); // not in the middle of what the application does
            }
        }
        ctx.write(msg, promise);
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        proceed();
    }

    private void proceed() {
        if (!passingOn && !waiting.isEmpty()) {
            passOn(ctx());
            ctx().fireChannelReadComplete();
        }
        if (stopped && waiting.size() <= MAX_WAITING) {
            stopped = false;
            readOn();
        }
    }

    private void readOn() {
        if (onDemand) {
            ctx().read();
        } else {
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
        pipeline.channel().config().setAutoRead(true); // the application won't see any more of it
        pipeline.remove(this);
        for (Map.Entry<String, ChannelHandler> each : pipeline.toMap().entrySet()) {
            if (HTTP_HANDLERS.stream().anyMatch(type -> type.isInstance(each.getValue()))) {
                pipeline.remove(each.getKey());
            }
        }
    }
}
