package io.sockeye.servlet;

import org.junit.jupiter.api.Tag;

/** In Jetty 12.0, Jakarta EE 10. */
@Tag("jetty-ee10")
final class JettyEe10ApplicationIT extends WebApplicationContract {
    JettyEe10ApplicationIT() {
        super(JettyEe10::start);
    }
}
