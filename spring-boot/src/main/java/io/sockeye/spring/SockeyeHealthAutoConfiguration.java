package io.sockeye.spring;

import io.sockeye.server.ServerStats;
import io.sockeye.server.SocketIoServer;
import java.util.Map;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health: up while the server runs, out of service when it is being closed. The same for Boot 3 and for Boot 4, which has moved the classes. */
@AutoConfiguration(after = SockeyeAutoConfiguration.class)
@ConditionalOnBean(SocketIoServer.class)
class SockeyeHealthAutoConfiguration {
    private static Map<String, Integer> details(SocketIoServer io) {
        ServerStats stats = io.stats();
        return Map.of("connections", stats.engine().sessions(), "sockets", stats.connected());
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    @ConditionalOnEnabledHealthIndicator("sockeye")
    static class Boot3 {
        @Bean
        @ConditionalOnMissingBean(name = "sockeyeHealthIndicator")
        HealthIndicator sockeyeHealthIndicator(SocketIoServer io, ServerLifecycle life) {
            return () -> (life.isRunning() ? Health.up() : Health.outOfService())
                    .withDetails(details(io))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.health.contributor.HealthIndicator.class)
    @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator("sockeye")
    static class Boot4 {
        @Bean
        @ConditionalOnMissingBean(name = "sockeyeHealthIndicator")
        org.springframework.boot.health.contributor.HealthIndicator sockeyeHealthIndicator(
                SocketIoServer io, ServerLifecycle life) {
            return () -> (life.isRunning()
                            ? org.springframework.boot.health.contributor.Health.up()
                            : org.springframework.boot.health.contributor.Health.outOfService())
                    .withDetails(details(io))
                    .build();
        }
    }
}
