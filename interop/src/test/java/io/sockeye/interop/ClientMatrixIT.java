package io.sockeye.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Every official JavaScript client from 1.3.5 on against this server; the table is printed, and compared with {@code expected-matrix.txt}. */
final class ClientMatrixIT {
    @Test
    void everyClientDoesWhatTheTableSays() {
        try (InteropServer server = InteropServer.start(0)) {
            Node.Result result = Node.run("matrix.js", server.url());

            System.out.println(result.output());
            assertThat(result.exitCode()).as(result.output()).isZero();
            assertThat(result.lastLine()).isEqualTo("93 passed, 0 failed");
        }
    }
}
