package io.sockeye.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.client.ConnectFailedException;
import io.sockeye.client.ConnectOptions;
import io.sockeye.client.SocketIoClient;
import io.sockeye.engineio.Transport;
import io.sockeye.server.SocketIoServer;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("tomcat")
@Timeout(60)
final class TomcatLoginIT {
    @Test
    void theUserOfALoginArrivesInTheHandshake() throws Exception {
        SocketIoServer io = SocketIoServer.create();
        io.onCall(
                "who",
                socket -> socket.handshake().principal().map(Principal::getName).orElse("nobody"));
        try (Container.Running running = TomcatContainer.startWithLogin(
                (classes, application) ->
                        new SockeyeServlet(io.hostConfig(), io.engine()).addTo(application, "/socket.io/*"),
                "ann",
                "secret")) {
            for (Transport transport : Transport.values()) {
                ConnectOptions.Builder options = ConnectOptions.to(
                                "http://127.0.0.1:" + running.address().getPort())
                        .transports(transport);
                try (SocketIoClient client = SocketIoClient.create()) {
                    assertThatThrownBy(() -> client.connect(options.build()))
                            .isInstanceOf(ConnectFailedException.class);
                }
                String credentials = Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.UTF_8));
                try (SocketIoClient client = SocketIoClient.create()) {
                    client.connect(options.headers(Map.of("Authorization", "Basic " + credentials))
                            .build());
                    assertThat(client.call("who", String.class)).isEqualTo("ann");
                }
            }
        } finally {
            io.close();
        }
    }
}
