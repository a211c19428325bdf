package io.sockeye.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.core.instrument.MeterRegistry;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.server.EngineOptions;
import io.sockeye.micrometer.SockeyeMetrics;
import io.sockeye.server.SocketIoServer;
import io.sockeye.server.SocketIoServerBuilder;
import io.sockeye.servlet.SockeyeServlet;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/** When there is what, and what the properties do. Subclasses stand for a version of Boot. */
abstract class AutoConfigurationContract {
    private static final AutoConfigurations ALL = AutoConfigurations.of(
            SockeyeAutoConfiguration.class,
            SockeyeHealthAutoConfiguration.class,
            SockeyeMetricsAutoConfiguration.class,
            SockeyeServletAutoConfiguration.class);

    private final WebApplicationContextRunner web = new WebApplicationContextRunner().withConfiguration(ALL);

    private static EngineOptions engine(SocketIoServer io) {
        return io.engine().options();
    }

    @Test
    void aWebApplicationHasAServerOnItsOwnPort() {
        web.run(context -> {
            assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(SocketIoServer.class)
                    .hasSingleBean(SockeyeMetrics.class);
            assertThat(context).hasBean("sockeyeHealthIndicator");
            ServletRegistrationBean<?> servlet = context.getBean("sockeyeServlet", ServletRegistrationBean.class);
            assertThat(servlet.getServlet()).isInstanceOf(SockeyeServlet.class);
            assertThat(servlet.getUrlMappings()).hasToString("[/socket.io/*]");
            assertThat(servlet.isAsyncSupported()).isTrue();
        });
    }

    @Test
    void anApplicationWithoutAWebServerHasNone() {
        new ApplicationContextRunner()
                .withConfiguration(ALL)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SocketIoServer.class));
    }

    @Test
    void itCanBeSwitchedOff() {
        web.withPropertyValues("sockeye.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(SocketIoServer.class)
                        .doesNotHaveBean("sockeyeServlet"));
    }

    @Test
    void theServerOfTheApplicationIsServedInstead() {
        web.withUserConfiguration(OwnServer.class).run(context -> {
            assertThat(context).hasSingleBean(SocketIoServer.class);
            ServletRegistrationBean<?> servlet = context.getBean("sockeyeServlet", ServletRegistrationBean.class);
            assertThat(servlet.getUrlMappings()).hasToString("[/own/*]");
        });
    }

    @Test
    void withoutMicrometerThereAreNoMetrics() {
        web.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("sockeyeMetrics"));
    }

    @Test
    void withoutPropertiesTheOptionsAreThoseOfTheServerItself() {
        web.run(context -> {
            EngineOptions own = engine(context.getBean(SocketIoServer.class));
            EngineOptions defaults = engine(SocketIoServer.create());
            assertThat(own.transport()).isEqualTo(defaults.transport());
            assertThat(own.heartbeat()).isEqualTo(defaults.heartbeat());
            assertThat(own.budget()).isEqualTo(defaults.budget());
            assertThat(own.compression()).isEqualTo(defaults.compression());
            assertThat(own.cors().isClosed()).isTrue();
            assertThat(own.cookie()).isNull();
        });
    }

    @Test
    void propertiesBecomeOptions() {
        web.withPropertyValues(
                        "sockeye.path=/live",
                        "sockeye.transports=websocket",
                        "sockeye.max-payload=5MB",
                        "sockeye.ping-interval=5s",
                        "sockeye.ping-timeout=3s",
                        "sockeye.allow-eio3=false",
                        "sockeye.jsonp=false",
                        "sockeye.trusted-proxies=10.0.0.0/8",
                        "sockeye.per-message-deflate=true",
                        "sockeye.cors.allowed-origins=https://example.com",
                        "sockeye.cors.allowed-origin-patterns=https://[a-z]+[.]example[.]org",
                        "sockeye.cors.allow-credentials=true",
                        "sockeye.cors.max-age=1h",
                        "sockeye.cookie.enabled=true",
                        "sockeye.cookie.same-site=strict",
                        "sockeye.compression.enabled=false",
                        "sockeye.limits.outbound=1MB",
                        "sockeye.limits.inbound-timeout=7s",
                        "sockeye.limits.slow-client-wait=2s")
                .run(context -> {
                    SocketIoServer io = context.getBean(SocketIoServer.class);
                    EngineOptions options = engine(io);
                    assertThat(options.transport().path()).isEqualTo("/live");
                    assertThat(options.transport().transports()).isEqualTo(Set.of(Transport.WEBSOCKET));
                    assertThat(options.transport().maxPayload()).isEqualTo(5 << 20);
                    assertThat(options.transport().allowEio3()).isFalse();
                    assertThat(options.transport().jsonp()).isFalse();
                    assertThat(options.heartbeat().pingInterval()).isEqualTo(Duration.ofSeconds(5));
                    assertThat(options.heartbeat().pingTimeout()).isEqualTo(Duration.ofSeconds(3));
                    assertThat(options.budget().outboundBytes()).isEqualTo(1 << 20);
                    assertThat(options.budget().inboundTimeout()).isEqualTo(Duration.ofSeconds(7));
                    assertThat(options.compression().enabled()).isFalse();
                    assertThat(options.cors().isClosed()).isFalse();
                    assertThat(options.cookie()).isNotNull();
                    assertThat(io.hostConfig().perMessageDeflate()).isTrue();
                    ServletRegistrationBean<?> servlet =
                            context.getBean("sockeyeServlet", ServletRegistrationBean.class);
                    assertThat(servlet.getUrlMappings()).hasToString("[/live/*]");
                });
    }

    @Test
    void customizersComeAfterProperties() {
        web.withPropertyValues("sockeye.path=/property")
                .withBean(SocketIoServerCustomizer.class, () -> builder -> custom(builder))
                .run(context -> assertThat(engine(context.getBean(SocketIoServer.class))
                                .transport()
                                .path())
                        .isEqualTo("/custom"));
    }

    private static void custom(SocketIoServerBuilder builder) {
        builder.engine(engine -> engine.path("/custom"));
    }

    @Test
    void optionsThatContradictEachOtherFailTheStart() {
        web.withPropertyValues("sockeye.cors.allowed-origins=*", "sockeye.cors.allow-credentials=true")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("contradict each other"));
    }

    @Test
    void theServerIsClosedWithTheApplication() {
        SocketIoServer[] closed = new SocketIoServer[1];
        web.run(context -> closed[0] = context.getBean(SocketIoServer.class));
        assertThat(closed[0]).isNotNull();
        assertThatIllegalStateException().isThrownBy(() -> closed[0].listen("127.0.0.1", 0));
    }

    static class OwnServer {
        @Bean
        SocketIoServer own() {
            return SocketIoServer.builder()
                    .engine(engine -> engine.path("/own"))
                    .build();
        }
    }
}
