package io.sockeye.spring;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** Boot 4 on Tomcat, whose requests are served by virtual threads. */
@Import(Boot4TomcatIT.Tomcat.class)
@TestPropertySource(properties = "spring.threads.virtual.enabled=true")
final class Boot4TomcatIT extends ApplicationContract {
    static class Tomcat {
        @Bean
        TomcatServletWebServerFactory tomcat() {
            return new TomcatServletWebServerFactory();
        }
    }
}
