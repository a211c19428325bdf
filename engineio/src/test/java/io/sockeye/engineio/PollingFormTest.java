package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollingFormTest {
    @Test
    void revision4HasOneForm() {
        assertThat(PollingForm.of(EngineProtocol.V4, false, null)).isEqualTo(PollingForm.V4);
        assertThat(PollingForm.of(EngineProtocol.V4, true, "1700000000000-0")).isEqualTo(PollingForm.V4);
    }

    @Test
    void clientsThatCanNotTakeBytesGetText() {
        assertThat(PollingForm.of(EngineProtocol.V3, true, null)).isEqualTo(PollingForm.V3_TEXT);
        assertThat(PollingForm.of(EngineProtocol.V3, true, "1700000000000-0")).isEqualTo(PollingForm.V3_TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1700000000000-0", "0-0", "1-99"})
    void theCacheBusterOfTheClients1_3AsksForBytes(String cacheBuster) {
        assertThat(PollingForm.of(EngineProtocol.V3, false, cacheBuster)).isEqualTo(PollingForm.V3_ALWAYS_BINARY);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "-", "1-", "-1", "1", "1-1-1", "1-a", "a-1", "Mx3PqTy", "Mx3PqTy.0", "1 -1", "١-١"})
    void everyOtherCacheBusterDoesNot(@Nullable String cacheBuster) {
        assertThat(PollingForm.of(EngineProtocol.V3, false, cacheBuster)).isEqualTo(PollingForm.V3_BINARY_WHEN_NEEDED);
    }
}
