package io.sockeye.servlet;

import org.junit.jupiter.api.Tag;

/** In Undertow. */
@Tag("undertow")
final class UndertowIT extends ServletContract {
    UndertowIT() {
        super(UndertowContainer::start, true, false);
    }
}
