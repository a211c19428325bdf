package io.sockeye.interop.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.client.ConnectFailedException;
import io.sockeye.client.ConnectOptions;
import io.sockeye.client.SocketIoClient;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.client.ClientResources;
import io.sockeye.server.SocketIoServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Certificates are verified unless somebody says who else is to be trusted (CVE-2016-10536, CVE-2021-31597). */
final class TlsIT {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static SSLContext trusting;
    private static SocketIoServer server;
    private static int port;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws Exception {
        trusting = contextOfANewCertificate(folder.resolve("localhost.p12"));
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

    private static SSLContext contextOfANewCertificate(Path store)
            throws IOException, InterruptedException, GeneralSecurityException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory mine = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        mine.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(mine.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
