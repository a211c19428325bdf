package io.sockeye.servlet;

import org.junit.jupiter.api.Tag;

/** In Jetty 12.1, Jakarta EE 11. */
@Tag("jetty-ee11")
final class JettyEe11StressIT extends ServletStressContract {
    JettyEe11StressIT() {
        super(JettyEe11::start);
    }
}
