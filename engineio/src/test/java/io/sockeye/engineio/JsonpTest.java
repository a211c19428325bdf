package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.Vectors.Vector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonpTest {
    static Stream<Vector> forms() {
        return Vectors.of("jsonp-forms.txt");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFormGivesItsPayload(Vector vector) {
        byte[] payload = Jsonp.decodeBody(vector.wire(), 1000);
        if (vector.refused() == null) {
            assertThat(payload).isEqualTo(vector.packets().getFirst().bytes());
        } else {
            assertThat(payload).isNull();
        }
    }

    @Test
    void aPayloadAboveTheLimitIsNone() {
        assertThat(Jsonp.decodeBody(utf8("d=4%61%62"), 3)).hasSize(3);
        assertThat(Jsonp.decodeBody(utf8("d=4%61%62%63"), 3)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"&", "a&", "%", "%5C", "d=%5C", "\\n", "="})
    void longFormsTakeLinearTime(String part) {
        byte[] form = utf8("d=" + part.repeat(4_000_000 / part.length()));
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(Jsonp.decodeBody(form, form.length)).isNotNull();
        });
    }

    @ParameterizedTest
    @CsvSource({"0,0", "12,12", "'',''", "abc,''", "1);alert(1);//,11", "-1,1", "１,''"})
    void onlyDigitsOfTheIndexAreUsed(String index, String digits) {
        assertThat(wrap(index, "6")).isEqualTo("___eio[" + digits + "](\"6\");");
    }

    @Test
    void aPayloadIsAString() {
        assertThat(wrap("0", "4say \"hi\" \\ \n\u001e2 é☃𝒳"))
                .isEqualTo("___eio[0](\"4say \\\"hi\\\" \\\\ \\u000a\\u001e2 é☃𝒳\");");
    }

    @Test
    void nothingInAPayloadEndsALineOrAScript() {
        assertThat(wrap("0", "4\u2027\u2028\u2029\u202a\r\n</script><!--"))
                .isEqualTo("___eio[0](\"4\u2027\\u2028\\u2029\u202a\\u000d\\u000a\\u003c/script>\\u003c!--\");");
    }

    @Test
    void everyControlCharacterIsEscaped() {
        for (char c = 0; c < ' '; c++) {
            assertThat(wrap("0", "4" + c)).isEqualTo(String.format("___eio[0](\"4\\u%04x\");", (int) c));
        }
    }

    private static String wrap(String index, String payload) {
        return new String(Jsonp.wrap(index, utf8(payload)), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
