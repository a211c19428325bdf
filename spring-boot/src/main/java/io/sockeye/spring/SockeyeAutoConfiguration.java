package io.sockeye.spring;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sockeye.jackson.JacksonJsonCodec;
import io.sockeye.jackson2.Jackson2JsonCodec;
import io.sockeye.server.SocketIoServer;
import io.sockeye.server.SocketIoServerBuilder;
import io.sockeye.socketio.JsonCodec;
import jakarta.validation.Validator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.json.JsonMapper;

/** The server as a bean, and the beans that it serves. Where a name of a class stands, Boot 4 has moved the class. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration",
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.jackson2.autoconfigure.Jackson2AutoConfiguration",
            "org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration",
            "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration"
        })
@ConditionalOnWebApplication
@ConditionalOnProperty(prefix = "sockeye", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(SockeyeProperties.class)
class SockeyeAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    SocketIoServer socketIoServer(
            SockeyeProperties properties,
            ObjectProvider<JsonCodec> json,
            ObjectProvider<SocketIoServerCustomizer> customizers) {
        SocketIoServerBuilder builder = properties.applyTo(SocketIoServer.builder());
        json.ifAvailable(builder::json);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean
    ServerLifecycle sockeyeLifecycle(SocketIoServer io) {
        return new ServerLifecycle(io);
    }

    @Bean
    static SocketControllers socketControllers(
            SocketIoServer io, ConfigurableListableBeanFactory beans, ObjectProvider<HandlerAdvice> advice) {
        return new SocketControllers(io, beans, advice.orderedStream().toList());
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({JsonMapper.class, JacksonJsonCodec.class})
    @ConditionalOnSingleCandidate(JsonMapper.class)
    static class Jackson3 {
        @Bean
        @ConditionalOnMissingBean
        JsonCodec sockeyeJsonCodec(JsonMapper mapper) {
            return JacksonJsonCodec.create(mapper);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ObjectMapper.class, Jackson2JsonCodec.class})
    @ConditionalOnSingleCandidate(ObjectMapper.class)
    static class Jackson2 {
        @Bean
        @ConditionalOnMissingBean
        JsonCodec sockeyeJsonCodec(ObjectMapper mapper) {
            return Jackson2JsonCodec.create(mapper);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Validator.class)
    @ConditionalOnBean(Validator.class)
    static class Validation {
        @Bean
        @Order(1)
        HandlerAdvice sockeyeValidation(Validator validator) {
            return new HandlerValidation(validator);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SecurityContextHolder.class)
    static class Security {
        @Bean
        @Order(2)
        HandlerAdvice sockeyeSecurity() {
            return new HandlerSecurity();
        }
    }
}
