package io.sockeye.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.interop.host.HostUnderTest;
import io.sockeye.interop.wire.Until;
import io.sockeye.server.SocketIoServer;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** JavaScript clients find a server again that was restarted on its port. */
final class HostRestartIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource
    @Timeout(180)
    void clientsOfEveryTransportComeBackToANewServer(HostUnderTest host) throws Exception {
        InteropServer server = start(host, 0);
        int port = server.port();
        Process clients = Node.start("restart.js", server.url());
        try (BufferedReader lines = clients.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("connected");
            server.close();
            assertThat(lines.readLine()).matches("gone: transport (close|error|close, transport error)");
            server = Until.becomes(LIMIT, () -> startOrNull(host, port), Objects::nonNull);
            assertThat(lines.readLine()).isEqualTo("again");
        } finally {
            clients.destroyForcibly();
            server.close();
        }
    }

    private static InteropServer start(HostUnderTest host, int port) {
        return InteropServer.start(SocketIoServer.builder().host(host), port);
    }

    /** The system, or a container, may not give the port free at once. */
    private static @Nullable InteropServer startOrNull(HostUnderTest host, int port) {
        try {
            return start(host, port);
        } catch (RuntimeException taken) {
            return null;
        }
    }
}
