package io.sockeye.spring;

import io.micrometer.core.instrument.MeterRegistry;
import io.sockeye.micrometer.SockeyeMetrics;
import io.sockeye.server.SocketIoServer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Metrics, which Boot binds to the registries of the application. */
@AutoConfiguration(after = SockeyeAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(SocketIoServer.class)
class SockeyeMetricsAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    SockeyeMetrics sockeyeMetrics(SocketIoServer io) {
        return SockeyeMetrics.of(io);
    }
}
