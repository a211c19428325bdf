package io.sockeye.spring;

import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Boot 4 on Jetty. */
@Import(Boot4JettyIT.Jetty.class)
final class Boot4JettyIT extends ApplicationContract {
    static class Jetty {
        @Bean
        JettyServletWebServerFactory jetty() {
            return new JettyServletWebServerFactory();
        }
    }
}
