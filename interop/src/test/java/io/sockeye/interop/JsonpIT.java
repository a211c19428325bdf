package io.sockeye.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** JSONP as browsers without anything better do it, the answers evaluated by a JavaScript engine. */
final class JsonpIT {
    @Test
    void scriptsAndFormsCarryEverythingThatPollingCarries() {
        try (InteropServer server = InteropServer.start()) {
            Node.Result result = Node.run("jsonp.js", server.url());

            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(result.lastLine()).isEqualTo("19 passed, 0 failed");
        }
    }
}
