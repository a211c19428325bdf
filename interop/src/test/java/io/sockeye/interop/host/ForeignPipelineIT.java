package io.sockeye.interop.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.client.ConnectOptions;
import io.sockeye.client.SocketIoClient;
import io.sockeye.engineio.TestTls;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.client.ClientResources;
import io.sockeye.server.SocketIoServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole server on the encrypted port of somebody else's application, and a client and the application's own at once. */
@Timeout(120)
final class ForeignPipelineIT {
    private static SSLContext trusting;

    @BeforeAll
    static void makeACertificate(@TempDir Path folder) throws Exception {
        trusting = TestTls.create(folder);
    }

    @ParameterizedTest
    @EnumSource(names = {"NETTY_PIPELINE", "REACTOR_NETTY"})
    void aClientAndARestRouteShareATlsPort(HostUnderTest host) throws Exception {
        SocketIoServer io = SocketIoServer.builder()
                .host(host)
                .tls(trusting)
                .perMessageDeflate(64)
                .build();
        io.onCall("sum", int.class, int.class, (socket, a, b) -> a + b);
        io.onCall("reverse", byte[].class, (socket, bytes) -> new byte[] {bytes[1], bytes[0]});
        try (io) {
            String url = "https://localhost:" + io.listen(0);
            for (List<Transport> transports : List.of(
                    List.of(Transport.POLLING),
                    List.of(Transport.WEBSOCKET),
                    List.of(Transport.POLLING, Transport.WEBSOCKET))) {
                talk(url, transports.toArray(Transport[]::new));
            }
            assertThat(post(url + "/app", "hello")).isEqualTo("application 5");
        }
    }

    private static void talk(String url, Transport... transports) throws Exception {
        ClientResources resources =
                ClientResources.builder().sslContext(trusting).build();
        try (SocketIoClient client =
                SocketIoClient.builder().resources(resources).build()) {
            client.connect(ConnectOptions.to(url)
                    .transports(transports)
                    .timeout(Duration.ofSeconds(30))
                    .build());
            assertThat(client.call("sum", int.class, 1, 2)).isEqualTo(3);
            assertThat(post(url + "/app", "between")).isEqualTo("application 7");
            assertThat(client.call("reverse", byte[].class, new byte[] {1, 2})).containsExactly(2, 1);
        }
    }

    private static String post(String url, String body) throws Exception {
        try (HttpClient http = HttpClient.newBuilder().sslContext(trusting).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .version(HttpClient.Version.HTTP_1_1)
                    .timeout(Duration.ofSeconds(30))
                    .POST(BodyPublishers.ofString(body))
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }
}
