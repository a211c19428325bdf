package io.sockeye.servlet;

import org.junit.jupiter.api.Tag;

/** In Tomcat. */
@Tag("tomcat")
final class TomcatApplicationIT extends WebApplicationContract {
    TomcatApplicationIT() {
        super(TomcatContainer::start);
    }
}
