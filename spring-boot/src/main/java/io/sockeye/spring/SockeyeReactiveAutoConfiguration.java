package io.sockeye.spring;

import io.sockeye.netty.SockeyeHandler;
import io.sockeye.server.SocketIoServer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import reactor.netty.NettyPipeline;

/** The server in the pipeline of reactor-netty, before the application. Boot 4 only: reactor-netty of Boot 3 stands on Netty 4.1. */
@AutoConfiguration(after = SockeyeAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass({NettyServerCustomizer.class, SockeyeHandler.class})
@ConditionalOnBean(SocketIoServer.class)
class SockeyeReactiveAutoConfiguration {
    @Bean(destroyMethod = "dropConnections")
    @ConditionalOnMissingBean
    SockeyeHandler sockeyeHandler(SocketIoServer io) {
        return new SockeyeHandler(io.hostConfig(), io.engine());
    }

    @Bean
    NettyServerCustomizer sockeyeNettyServerCustomizer(SockeyeHandler handler) {
        return server -> server.doOnChannelInit((observer, channel, remote) ->
                channel.pipeline().addAfter(NettyPipeline.HttpCodec, "sockeye", handler));
    }
}
