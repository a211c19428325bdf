package io.sockeye.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.sockeye.engineio.ByteSink;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 on a connection of our own: a strict decoder that can be stopped between two requests, so that pipelined ones wait as bytes and not as objects,
 * and answers that are one buffer each.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told by exceptionCaught and channelInactive
final class OwnHttpCodec extends HttpRequestDecoder implements HttpCodec {
    private static final int MAX_CHUNK = 64 * 1024;
    /** More than this of bytes that nobody wants yet, and the connection isn't read. */
    private static final int MAX_WAITING = 64 * 1024;

    private static final int HEAD_CAPACITY = 256;
    private static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");
    private static final byte[] SWITCHING =
            ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n");
    private static final byte[] OK = ascii("HTTP/1.1 200 OK\r\n");
    private static final byte[] CRLF = ascii("\r\n");

    private @Nullable ChannelHandlerContext context;
    private boolean paused;
    private boolean reading;
    private boolean inHead;
    private boolean stopped;

    OwnHttpCodec(int maxHeaderBytes) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(maxHeaderBytes)
                .setMaxHeaderSize(maxHeaderBytes)
                .setMaxChunkSize(MAX_CHUNK)
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        context = ctx;
        super.handlerAdded(ctx);
    }

    private ChannelHandlerContext ctx() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
        reading = true;
        inHead = !paused;
        try {
            super.channelRead(ctx, msg);
        } finally {
            reading = false;
        }
        if (paused && !stopped && !ctx.isRemoved() && actualReadableBytes() > MAX_WAITING) {
            stopped = true;
            ctx.channel().config().setAutoRead(false);
        }
    }

    /** The default reads on when nothing was decoded, even on a connection that isn't to be read. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        discardSomeReadBytes();
        ctx.fireChannelReadComplete();
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out) throws Exception {
        if (!paused) {
            super.decode(ctx, buffer, out);
        }
    }

    /** The default forgets Content-Length, so that nobody could see that a request had both and may be read differently by a proxy. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {}

    @Override
    public void pause() {
        paused = true;
        inHead = false;
    }

    @Override
    public void resume() {
        paused = false;
        if (stopped) {
            stopped = false;
            ctx().channel().config().setAutoRead(true);
        }
        if (!reading && actualReadableBytes() > 0) {
            decodeMore(ctx());
        }
    }

    private void decodeMore(ChannelHandlerContext ctx) {
        try {
            channelRead(ctx, Unpooled.EMPTY_BUFFER);
            ctx.fireChannelReadComplete();
        } catch (Exception e) {
            ctx.fireExceptionCaught(e);
        }
    }

    @Override
    public boolean isInHead() {
        return inHead;
    }

    @Override
    public boolean ownsConnection() {
        return true;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Answer answer, ChannelPromise written) {
        HostResponse response = answer.response();
        ByteSink head = new ByteSink(HEAD_CAPACITY);
        head.put(response.status() == HttpResponseStatus.OK.code() ? OK : statusLine(response.status()));
        response.headers().writeTo(head);
        if (answer.hasLength()) {
            head.putAscii("Content-Length: ");
            head.putDecimal(response.body().length);
            head.put(CRLF);
        }
        String connection = answer.connection();
        if (connection != null) {
            head.putAscii("Connection: ");
            head.putAscii(connection);
            head.put(CRLF);
        }
        head.put(CRLF);
        ctx.write(buffer(ctx, head, answer.sentBody()), written);
    }

    private static byte[] statusLine(int code) {
        return ascii("HTTP/1.1 " + HttpResponseStatus.valueOf(code) + "\r\n");
    }

    /** All in one, so that it is one write. */
    private static ByteBuf buffer(ChannelHandlerContext ctx, ByteSink head, byte[] body) {
        return ctx.alloc()
                .directBuffer(head.size() + body.length)
                .writeBytes(head.array(), 0, head.size())
                .writeBytes(body);
    }

    @Override
    public void writeContinue(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(Unpooled.wrappedBuffer(CONTINUE), ctx.voidPromise());
    }

    @Override
    public ByteBuf switchProtocols(ChannelHandlerContext ctx, Headers headers) {
        ByteSink head = new ByteSink(HEAD_CAPACITY);
        head.put(SWITCHING);
        headers.writeTo(head);
        head.put(CRLF);
        // with room for the first packet
        return ctx.alloc().directBuffer(2 * HEAD_CAPACITY).writeBytes(head.array(), 0, head.size());
    }

    @Override
    public void leave() {
        if (!ctx().isRemoved()) {
            ctx().pipeline().remove(this);
        }
    }
}
