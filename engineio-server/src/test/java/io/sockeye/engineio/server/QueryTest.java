package io.sockeye.engineio.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QueryTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    /x?a=1&b=2         | b   | 2
                    /x?a=1&a=2         | a   | 1
                    /x?a               | a   | ''
                    /x?a=              | a   | ''
                    /x?aa=1            | a   | -
                    /x                 | a   | -
                    /a=1               | a   | -
                    /x?                | a   | -
                    /x?&&a=1           | a   | 1
                    /x?a=b=c           | a   | b=c
                    /x?a=%C3%A9+%2B    | a   | é +
                    /x?%61=1           | a   | 1
                    /x?a=%             | a   | %
                    /x?a=%zz%4         | a   | %zz%4
                    /x?a=1?b=2         | b   | -
                    """)
    void aParameterIsFound(String url, String name, String value) {
        assertThat(Query.first(url, name)).isEqualTo(value);
    }

    @Test
    void allValuesAreFoundInOrder() {
        assertThat(Query.all("/x?a=1&b=2&a=3&a", "a")).containsExactly("1", "3", "");
        assertThat(Query.all("/x", "a")).isEmpty();
    }

    @Test
    @Timeout(5)
    void aMillionAmpersandsAreNoWork() {
        String url = "/x?" + "&".repeat(1_000_000);
        assertThat(Query.first(url, "sid")).isNull();
    }
}
