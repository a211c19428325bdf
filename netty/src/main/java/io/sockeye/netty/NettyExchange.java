package io.sockeye.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostExchange;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.WebSocketHandler;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request and its answer. The request part is immutable; the rest goes on to the {@link HttpConnection}, on its loop. */
final class NettyExchange implements HostExchange {
    private final HttpConnection connection;
    private final String method;
    private final String target;
    private final Headers headers;
    private final @Nullable InetSocketAddress remoteAddress;
    private final boolean http10;
    private final boolean keepAlive;
    private final boolean expectsContinue;
    private final boolean webSocket;
    private final AtomicBoolean ended = new AtomicBoolean();

    // event loop only
    private boolean aborted;
    private @Nullable Runnable abortListener;

    /** @throws IllegalArgumentException if a header isn't one */
    NettyExchange(HttpConnection connection, HttpRequest request) {
        this.connection = connection;
        this.method = request.method().name();
        this.target = request.uri();
        this.headers = headers(request.headers());
        this.remoteAddress = connection.ctx().channel().remoteAddress() instanceof InetSocketAddress inet ? inet : null;
        this.http10 = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        this.keepAlive = HttpUtil.isKeepAlive(request);
        this.expectsContinue = HttpUtil.is100ContinueExpected(request);
        this.webSocket = isWebSocket(request);
    }

    private static Headers headers(HttpHeaders received) {
        Headers.Builder fields = new Headers.Builder();
        Iterator<Map.Entry<CharSequence, CharSequence>> each = received.iteratorCharSequence();
        while (each.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = each.next();
            fields.add(field.getKey(), field.getValue());
        }
        return fields.build();
    }

    private static boolean isWebSocket(HttpRequest request) {
        return request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && request.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && request.method().equals(HttpMethod.GET)
                && request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public @Nullable InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public boolean secure() {
        return connection.isSecure();
    }

    @Override
    public boolean isWebSocketUpgrade() {
        return webSocket;
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    boolean isHttp10() {
        return http10;
    }

    boolean keepAlive() {
        return keepAlive;
    }

    boolean expectsContinue() {
        return expectsContinue;
    }

    @Override
    public void receiveBody(int limit, BodyReceiver receiver) {
        onLoop(() -> connection.receiveBody(this, limit, receiver), receiver::onAbort);
    }

    @Override
    public void respond(HostResponse response, WriteListener written) {
        end();
        onLoop(() -> connection.answer(this, response, written), () -> written.onWritten(false));
    }

    @Override
    public void upgrade(Headers additional, WebSocketHandler handler) {
        end();
        onLoop(() -> connection.upgrade(this, additional, handler), () -> handler.onClose(CloseCode.ABNORMAL));
    }

    @Override
    public void abort() {
        end();
        onLoop(connection::drop, () -> {});
    }

    private void end() {
        if (!ended.compareAndSet(false, true)) {
            throw new IllegalStateException("the exchange has ended already");
        }
    }

    private void onLoop(Runnable task, Runnable loopEnded) {
        if (connection.loop().isCurrentThread()) {
            task.run();
        } else if (!connection.loop().execute(() -> connection.guarded(task))) {
            loopEnded.run();
        }
    }

    @Override
    public void onAbort(Runnable listener) {
        onLoop(
                () -> {
                    abortListener = listener;
                    if (aborted) {
                        aborted();
                    }
                },
                listener);
    }

    @Override
    public void execute(Runnable task) {
        connection.execute(task);
    }

    @Override
    public Loop loop() {
        return connection.loop();
    }

    boolean isAborted() {
        return aborted;
    }

    /** The connection broke before the answer. */
    void aborted() {
        aborted = true;
        Runnable listener = abortListener;
        abortListener = null;
        if (listener != null && !ended.get()) {
            listener.run();
        }
    }
}
