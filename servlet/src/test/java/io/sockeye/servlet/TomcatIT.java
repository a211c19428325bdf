package io.sockeye.servlet;

/** In Tomcat. */
final class TomcatIT extends ServletContract {
    TomcatIT() {
        super(TomcatHost::start);
    }
}
