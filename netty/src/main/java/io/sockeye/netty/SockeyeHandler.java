package io.sockeye.netty;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.sockeye.engineio.server.EngineServer;
import io.sockeye.engineio.server.host.ExchangeHandler;
import io.sockeye.engineio.server.host.HostConfig;
import java.util.function.Predicate;

/**
 * Serves some requests of a Netty application that has a port already, and passes the others on.
 *
 * <pre>{@code
 * SockeyeHandler sockeye = new SockeyeHandler(io.hostConfig(), io.engine());
 * ...
 * pipeline.addLast(new HttpServerCodec(), sockeye, new ApplicationHandler());
 * }</pre>
 *
 * <p>One instance serves all pipelines. It belongs behind the HTTP codec, or behind an aggregator whose limit then counts as well, and in front of the
 * application's handlers. While one of its requests is unanswered, later ones of the same connection wait, and the other way round. A connection that becomes a websocket loses its
 * HTTP handlers. Of the config, {@code hostname}, {@code port}, {@code tls}, {@code maxHeaderBytes} and the idle timeout between requests are the
 * application's own business and have no effect here.
 */
@Sharable
public final class SockeyeHandler extends ChannelInboundHandlerAdapter {
    private final HostConfig config;
    private final ExchangeHandler handler;
    private final Predicate<String> mine;
    private final Loops loops = new Loops();

    /**
     * Serves the requests that an engine {@linkplain EngineServer#accepts accepts}.
     *
     * @param config the limits
     * @param engine hears of the requests
     */
    public SockeyeHandler(HostConfig config, EngineServer engine) {
        this(config, engine, engine::accepts);
    }

    /**
     * Serves the requests that you say.
     *
     * @param config the limits
     * @param handler hears of the requests
     * @param mine which request targets (path and query) to serve; called on event loops
     */
    public SockeyeHandler(HostConfig config, ExchangeHandler handler, Predicate<String> mine) {
        this.config = config;
        this.handler = handler;
        this.mine = mine;
    }

    /** Called by Netty: makes room for handlers that belong to this connection alone. */
    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        boolean secure = ctx.pipeline().get(SslHandler.class) != null;
        Endpoint endpoint = new Endpoint(config, handler, mine, secure, false, loops);
        ForeignHttpCodec codec = new ForeignHttpCodec(mine);
        HttpConnection connection =
                new HttpConnection(endpoint, loops.of(ctx.channel().eventLoop()), codec);
        ctx.pipeline().addAfter(ctx.name(), null, connection);
        ctx.pipeline().addAfter(ctx.name(), null, codec);
        ctx.pipeline().remove(this);
    }

    int connections() {
        return loops.connections();
    }

    /**
     * Drops all connections that are in the hands of this handler, soon; the application's server goes on. To be called before the application ends its event
     * loops, so that sessions hear of the end of their connections.
     */
    public void dropConnections() {
        loops.dropAll();
    }
}
