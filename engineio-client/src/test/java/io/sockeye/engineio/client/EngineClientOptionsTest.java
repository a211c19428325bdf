package io.sockeye.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineClientOptionsTest {
    private final EngineClientOptions.Builder builder = EngineClientOptions.builder(URI.create("http://server"));

    @Test
    void theDefaultsAreThoseOfTheReferenceButForTheFallback() {
        EngineClientOptions options = builder.build();
        assertThat(options.path()).isEqualTo("/engine.io/");
        assertThat(options.protocol()).isEqualTo(EngineProtocol.V4);
        assertThat(options.transports()).containsExactly(Transport.POLLING, Transport.WEBSOCKET);
        assertThat(options.upgrade()).isTrue();
        assertThat(options.rememberUpgrade()).isFalse();
        assertThat(options.forceBase64()).isFalse();
        assertThat(options.tryAllTransports()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://server", "server", "/path", "mailto:a@b", "http:///x"})
    void anotherSchemeOrNoHostIsRefused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> EngineClientOptions.builder(URI.create(url)));
    }

    @Test
    void settersCheckAtOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.path("engine.io"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.path("/a?b"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.transports(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.transports(List.of(Transport.POLLING, Transport.POLLING)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.openTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.closeTimeout(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.outboundBytes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxMessageBytes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.basicAuth("a:b", "c"));
    }

    @Test
    void toStringTellsNoSecrets() {
        EngineClientOptions options = EngineClientOptions.builder(URI.create("http://me:word@server?token=word"))
                .basicAuth("me", "word")
                .build();
        assertThat(options.toString()).doesNotContain("word").contains("server");
        assertThat(options.toBuilder().build().headers().get()).containsKey("Authorization");
    }
}
