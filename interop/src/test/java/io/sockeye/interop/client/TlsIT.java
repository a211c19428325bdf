package io.sockeye.interop.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.client.ConnectFailedException;
import io.sockeye.client.ConnectOptions;
import io.sockeye.client.SocketIoClient;
import io.sockeye.engineio.TestTls;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.client.ClientResources;
import io.sockeye.server.SocketIoServer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Certificates are verified unless somebody says who else is to be trusted (CVE-2016-10536, CVE-2021-31597). */
final class TlsIT {
    private static SSLContext trusting;
    private static SocketIoServer server;
    private static int port;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws Exception {
        trusting = TestTls.create(folder);
        server = SocketIoServer.builder().tls(trusting).build();
        server.onCall("sum", int.class, int.class, (socket, a, b) -> a + b);
        port = server.listen(0);
    }

    @AfterAll
    static void closeServer() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aCertificateThatNobodySignedIsRefused(Transport transport) {
        for (String scheme : List.of("https", "wss")) {
            try (SocketIoClient client = SocketIoClient.create()) {
                assertThatThrownBy(() -> client.connect(to(scheme + "://localhost:", transport)))
                        .isInstanceOf(ConnectFailedException.class)
                        .hasRootCauseInstanceOf(GeneralSecurityException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void anotherNameThanThatOfTheCertificateIsRefused(Transport transport) {
        try (SocketIoClient client = trusting()) {
            assertThatThrownBy(() -> client.connect(to("https://127.0.0.1:", transport)))
                    .isInstanceOf(ConnectFailedException.class)
                    .hasCauseInstanceOf(Exception.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void anOwnContextDecidesWhoIsTrusted(Transport transport) {
        try (SocketIoClient client = trusting()) {
            client.connect(to("https://localhost:", transport));

            assertThat(client.call("sum", int.class, 1, 2)).isEqualTo(3);
        }
    }

    @Test
    void plainHttpIsNotWhatATlsServerAnswers() {
        try (SocketIoClient client = SocketIoClient.create()) {
            assertThatThrownBy(() -> client.connect(to("http://localhost:", Transport.POLLING)))
                    .isInstanceOf(ConnectFailedException.class);
        }
    }

    private static SocketIoClient trusting() {
        return SocketIoClient.builder()
                .resources(ClientResources.builder().sslContext(trusting).build())
                .build();
    }

    private static ConnectOptions to(String url, Transport transport) {
        return ConnectOptions.to(url + port)
                .transports(transport)
                .timeout(TestClient.LIMIT)
                .build();
    }
}
