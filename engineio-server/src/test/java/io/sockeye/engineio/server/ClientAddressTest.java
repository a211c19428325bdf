package io.sockeye.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.MemoryClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    10.1.2.3     | -                                       | 10.1.2.3
                    10.1.2.3     | 203.0.113.7                             | 203.0.113.7
                    10.1.2.3     | 203.0.113.7, 10.9.9.9                   | 203.0.113.7
                    10.1.2.3     | 1.2.3.4, 203.0.113.7, 10.9.9.9          | 203.0.113.7
                    10.1.2.3     | 10.8.8.8, 10.9.9.9                      | 10.8.8.8
                    10.1.2.3     | 203.0.113.7:4711                        | 203.0.113.7
                    10.1.2.3     | [2001:db8::1]:4711                      | 2001:db8:0:0:0:0:0:1
                    10.1.2.3     | 2001:db8::1                             | 2001:db8:0:0:0:0:0:1
                    10.1.2.3     | unknown                                 | 10.1.2.3
                    10.1.2.3     | 203.0.113.7, example.com                | 10.1.2.3
                    10.1.2.3     | ,,                                      | 10.1.2.3
                    192.0.2.1    | 203.0.113.7                             | 192.0.2.1
                    """)
    void onlyTrustedProxiesAreBelieved(String connection, String forwardedFor, String client) throws IOException {
        assertThat(address(
                        connection, forwardedFor == null ? Headers.EMPTY : Headers.of("X-Forwarded-For", forwardedFor)))
                .isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    for=203.0.113.7                                         | 203.0.113.7
                    For="[2001:db8::1]:4711";proto=https                    | 2001:db8:0:0:0:0:0:1
                    for=1.2.3.4, for=203.0.113.7;by=10.0.0.1, for=10.9.9.9  | 203.0.113.7
                    for=_hidden                                             | 10.1.2.3
                    proto=https                                             | 10.1.2.3
                    """)
    void theStandardHeaderIsUnderstood(String forwarded, String client) throws IOException {
        assertThat(address("10.1.2.3", Headers.of("Forwarded", forwarded, "X-Forwarded-For", "9.9.9.9")))
                .isEqualTo(client);
    }

    private static String address(String connection, Headers headers) throws IOException {
        try (EngineFixture server =
                new EngineFixture(options -> options.trustedProxies(TrustedProxies.of("10.0.0.0/8", "::1")))) {
            MemoryClient client = server.host.connect(new InetSocketAddress(InetAddress.getByName(connection), 1));
            client.request("GET", "/engine.io/?EIO=4&transport=polling", headers, new byte[0]);
            server.settle();
            return server.session().handshake().remoteAddress();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::1/129", "1.2.3", "300.1.1.1"})
    void nonsenseIsRefused(String network) {
        assertThatThrownBy(() -> TrustedProxies.of(network)).hasMessageContaining("'" + network + "'");
    }

    @Test
    void networksHaveEdges() throws IOException {
        TrustedProxies proxies = TrustedProxies.of("192.168.4.0/22", "2001:db8::/33");
        assertThat(proxies.contains(InetAddress.getByName("192.168.7.255"))).isTrue();
        assertThat(proxies.contains(InetAddress.getByName("192.168.8.0"))).isFalse();
        assertThat(proxies.contains(InetAddress.getByName("2001:db8:7fff::1"))).isTrue();
        assertThat(proxies.contains(InetAddress.getByName("2001:db8:8000::1"))).isFalse();
        assertThat(TrustedProxies.of("0.0.0.0/0").contains(InetAddress.getByName("8.8.8.8")))
                .isTrue();
    }
}
