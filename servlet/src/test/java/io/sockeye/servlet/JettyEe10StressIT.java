package io.sockeye.servlet;

import org.junit.jupiter.api.Tag;

/** In Jetty 12.0, Jakarta EE 10. */
@Tag("jetty-ee10")
final class JettyEe10StressIT extends ServletStressContract {
    JettyEe10StressIT() {
        super(JettyEe10::start);
    }
}
