package io.sockeye.servlet;

import org.junit.jupiter.api.Tag;

/** In Undertow. */
@Tag("undertow")
final class UndertowApplicationIT extends WebApplicationContract {
    UndertowApplicationIT() {
        super(UndertowContainer::start);
    }
}
