package io.sockeye.spring;

import java.util.Set;
import org.apache.tomcat.websocket.server.WsSci;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Boot 3 on Tomcat. */
@Import(Boot3TomcatIT.Tomcat.class)
final class Boot3TomcatIT extends ApplicationContract {
    static class Tomcat {
        @Bean
        TomcatServletWebServerFactory tomcat() {
            TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory();
            // Where Jetty is too, Boot 3 prepares only that one for websockets.
            factory.addContextCustomizers(context -> context.addServletContainerInitializer(new WsSci(), Set.of()));
            return factory;
        }
    }
}
