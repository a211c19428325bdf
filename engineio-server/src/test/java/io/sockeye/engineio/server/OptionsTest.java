package io.sockeye.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.engineio.Transport;
import io.sockeye.engineio.server.host.HostResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {
    @Test
    void theDefaultsAreThoseOfTheReferenceServer() {
        EngineOptions options = EngineOptions.defaults();
        assertThat(options.transport().prefix()).isEqualTo("/engine.io/");
        assertThat(options.transport().upgradeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.transport().maxPayload()).isEqualTo(1_000_000);
        assertThat(options.transport().allowUpgrades()).isTrue();
        assertThat(options.heartbeat()).isEqualTo(new HeartbeatOptions(Duration.ofSeconds(25), Duration.ofSeconds(20)));
        assertThat(options.compression()).isEqualTo(new CompressionOptions(true, 1024));
        assertThat(options.cors().isClosed()).isTrue();
        assertThat(options.cookie()).isNull();
        assertThat(options.trustedProxies().isEmpty()).isTrue();
    }

    @Test
    void aBuilderOfFinishedOptionsChangesOnlyItsCopy() {
        EngineOptions options = EngineOptions.builder().path("/a").build();
        EngineOptions changed = options.toBuilder().maxPayload(5).build();
        assertThat(changed.transport().path()).isEqualTo("/a");
        assertThat(changed.transport().maxPayload()).isEqualTo(5);
        assertThat(options.transport().maxPayload()).isEqualTo(1_000_000);
    }

    @Test
    void aContradictionNamesBothOptions() {
        EngineOptions.Builder builder =
                EngineOptions.builder().allowUpgrades(true).transports(Set.of(Transport.POLLING));
        assertThatThrownBy(builder::build)
                .hasMessageContaining("allowUpgrades(true)")
                .hasMessageContaining("transports");
        assertThat(EngineOptions.builder()
                        .transports(Set.of(Transport.POLLING))
                        .build()
                        .transport()
                        .allowUpgrades())
                .isFalse();
    }

    @Test
    void valuesOutOfRangeAreRefusedAtOnce() {
        EngineOptions.Builder builder = EngineOptions.builder();
        assertThatThrownBy(() -> builder.maxPayload(0)).hasMessageContaining("maxPayload: 0");
        assertThatThrownBy(() -> builder.outboundBudget(0)).hasMessageContaining("outboundBudget: 0");
        assertThatThrownBy(() -> builder.pingInterval(Duration.ZERO)).hasMessageContaining("pingInterval");
        assertThatThrownBy(() -> builder.pingTimeout(Duration.ofDays(30))).hasMessageContaining("pingTimeout");
        assertThatThrownBy(() -> builder.transports(Set.of())).hasMessageContaining("transports");
        assertThatThrownBy(() -> builder.path("x")).hasMessageContaining("path 'x'");
        assertThatThrownBy(() -> builder.path("/x?y")).hasMessageContaining("query");
        assertThatThrownBy(() -> builder.path("/")).hasMessageContaining("path");
        assertThatThrownBy(() -> CompressionOptions.above(-1)).hasMessageContaining("-1");
    }

    @Test
    void theCookieHasNodesForm() {
        assertThat(CookieOptions.DEFAULT.header("abc")).isEqualTo("io=abc; Path=/; HttpOnly; SameSite=Lax");
        CookieOptions all = CookieOptions.builder()
                .name("sid")
                .path("/app")
                .domain("example.com")
                .maxAge(Duration.ofHours(1))
                .expires(Instant.EPOCH)
                .httpOnly(false)
                .secure(true)
                .partitioned(true)
                .priority(CookieOptions.Priority.HIGH)
                .sameSite(CookieOptions.SameSite.NONE)
                .build();
        assertThat(all.header("abc"))
                .isEqualTo(
                        "sid=abc; Max-Age=3600; Domain=example.com; Path=/app; Expires=Thu, 01 Jan 1970 00:00:00 GMT;"
                                + " Secure; Partitioned; Priority=High; SameSite=None");
        CookieOptions least = CookieOptions.builder()
                .path(null)
                .httpOnly(false)
                .sameSite(null)
                .build();
        assertThat(least.header("abc")).isEqualTo("io=abc");
    }

    @Test
    void theCookieIsSetOnceByTheHandshake() {
        try (EngineFixture server = new EngineFixture(options -> options.cookie(CookieOptions.DEFAULT))) {
            HostResponse handshake =
                    server.get("/engine.io/?EIO=4&transport=polling").join();
            String sid = server.session().sid();
            assertThat(handshake.headers().all("Set-Cookie"))
                    .containsExactly("io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
            server.send("a");
            HostResponse poll =
                    server.get("/engine.io/?EIO=4&transport=polling&sid=" + sid).join();
            assertThat(poll.headers().first("Set-Cookie")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", "a\r\nSet-Cookie: x=y", "a\nb", "a\u0000", "é"})
    void aCookieCanNotSmuggleInAnything(String bad) {
        CookieOptions.Builder builder = CookieOptions.builder();
        assertThatThrownBy(() -> builder.name(bad)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.path(bad)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.domain(bad)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cookiesThatBrowsersDropAreContradictions() {
        assertThatThrownBy(() -> CookieOptions.builder()
                        .sameSite(CookieOptions.SameSite.NONE)
                        .build())
                .hasMessageContaining("sameSite(NONE)")
                .hasMessageContaining("secure(false)");
        assertThatThrownBy(() -> CookieOptions.builder().partitioned(true).build())
                .hasMessageContaining("partitioned(true)")
                .hasMessageContaining("secure(false)");
    }
}
