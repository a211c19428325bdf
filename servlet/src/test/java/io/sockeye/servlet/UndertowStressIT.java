package io.sockeye.servlet;

import org.junit.jupiter.api.Tag;

/** In Undertow. */
@Tag("undertow")
final class UndertowStressIT extends ServletStressContract {
    UndertowStressIT() {
        super(UndertowContainer::start);
    }
}
