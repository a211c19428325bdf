package io.sockeye.servlet;

import org.junit.jupiter.api.Tag;

/** In Tomcat. */
@Tag("tomcat")
final class TomcatIT extends ServletContract {
    TomcatIT() {
        super(TomcatContainer::start, true, true);
    }
}
