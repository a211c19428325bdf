package io.sockeye.engineio.server.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.engineio.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeadersTest {
    private static final Headers HEADERS =
            Headers.of("Host", "localhost:80", "Accept", "*/*", "Ac", "", "accept", "é: \t x", "Long", "\u20ac");

    @Test
    void aFieldIsFoundWithoutCaseAndTheFirstOneCounts() {
        assertThat(HEADERS.first("host")).isEqualTo("localhost:80");
        assertThat(HEADERS.first("ACCEPT")).isEqualTo("*/*");
        assertThat(HEADERS.first("ac")).isEmpty();
        assertThat(HEADERS.first("long")).isEqualTo("?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hos", "hosts", "Host: localhost", "longer than everything that is in there together"})
    void whatIsNoNameIsNotFound(String name) {
        assertThat(HEADERS.first(name)).isNull();
        assertThat(Headers.EMPTY.first(name)).isNull();
    }

    @Test
    void allValuesOfANameComeInTheirOrder() {
        assertThat(HEADERS.all("Accept")).containsExactly("*/*", "é: \t x");
        assertThat(HEADERS.all("nothing")).isEmpty();
    }

    @Test
    void fieldsAreReadAndWrittenInTheirOrder() {
        List<String> fields = new ArrayList<>();
        HEADERS.and(Headers.of("X", "y")).forEach((name, value) -> fields.add(name + "=" + value));
        assertThat(fields).containsExactly("Host=localhost:80", "Accept=*/*", "Ac=", "accept=é: \t x", "Long=?", "X=y");
        ByteSink wire = new ByteSink(0);
        Headers.of("A", "b", "C", "").writeTo(wire);
        assertThat(new String(wire.toByteArray(), StandardCharsets.ISO_8859_1)).isEqualTo("A: b\r\nC: \r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a\n", "a\r", "\u0000", "\u007f"})
    void anIllegalNameIsRefused(String name) {
        assertThatThrownBy(() -> Headers.of(name, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb: c", "a\n", "a\r", "\u0000", "\u001f", "\u007f"})
    void aValueThatCouldBeginAnotherFieldIsRefused(String value) {
        assertThatThrownBy(() -> Headers.of("a", value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameWithoutAValueIsRefused() {
        assertThatThrownBy(() -> Headers.of("a")).isInstanceOf(IllegalArgumentException.class);
    }
}
