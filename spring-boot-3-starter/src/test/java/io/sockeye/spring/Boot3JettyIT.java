package io.sockeye.spring;

import org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** Boot 3 on Jetty, whose requests are served by virtual threads. */
@TestPropertySource(properties = "spring.threads.virtual.enabled=true")
@Import(Boot3JettyIT.Jetty.class)
final class Boot3JettyIT extends ApplicationContract {
    static class Jetty {
        @Bean
        JettyServletWebServerFactory jetty() {
            return new JettyServletWebServerFactory();
        }
    }
}
