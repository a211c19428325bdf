package io.sockeye.spring;

import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Boot 3 on Tomcat. */
@Import(Boot3TomcatIT.Tomcat.class)
final class Boot3TomcatIT extends ApplicationContract {
    static class Tomcat {
        @Bean
        TomcatServletWebServerFactory tomcat() {
            return new TomcatServletWebServerFactory();
        }
    }
}
