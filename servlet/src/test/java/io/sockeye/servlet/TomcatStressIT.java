package io.sockeye.servlet;

import org.junit.jupiter.api.Tag;

/** In Tomcat. */
@Tag("tomcat")
final class TomcatStressIT extends ServletStressContract {
    TomcatStressIT() {
        super(TomcatContainer::start);
    }
}
