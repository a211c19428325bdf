package io.sockeye.spring;

import java.util.List;

/** With Boot 3. */
final class Boot3ShutdownIT extends ShutdownContract {
    static List<Class<?>> servers() {
        return List.of(Boot3TomcatIT.Tomcat.class, Boot3JettyIT.Jetty.class);
    }
}
