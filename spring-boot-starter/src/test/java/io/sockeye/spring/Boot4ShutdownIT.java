package io.sockeye.spring;

import java.util.List;

/** With Boot 4. */
final class Boot4ShutdownIT extends ShutdownContract {
    static List<Class<?>> servers() {
        return List.of(Boot4TomcatIT.Tomcat.class, Boot4JettyIT.Jetty.class);
    }
}
