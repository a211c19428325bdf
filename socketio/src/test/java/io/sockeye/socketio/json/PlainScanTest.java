package io.sockeye.socketio.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainScanTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "[[],{}]",
                "0",
                "-0",
                "-12.50e+10",
                "1E5",
                "true",
                "false",
                "null",
                "\"\"",
                "\"a\\n\\u00e9\\\\\\\"é☃𝒳\u007f\"",
                " [ 1 , { \"a\" : [ ] , \"b\" : { \"c\" : null } } , \"x\" ]\n",
                "[[[[1],2],{\"a\":{\"b\":[{}]}}],3]"
            })
    void whatClientsSendIsSurelyJson(String json) {
        byte[] bytes = ("x" + json + "x").getBytes(StandardCharsets.UTF_8);
        assertThat(PlainScan.isJson(bytes, 1, bytes.length - 1)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "]",
                "{",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1]]",
                "[1}",
                "{1}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1]",
                "{\"a\" 1}",
                "{,}",
                "01",
                "-",
                "1.",
                ".1",
                "1e",
                "1e+",
                "+1",
                "0x1",
                "tru",
                "truex",
                "nul",
                "NaN",
                "\"",
                "\"a",
                "\"\\",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"a\nb\"",
                "'a'",
                "1 2",
                "\u0000",
                "[1]\u0000"
            })
    void whatIsNoJsonIsNever(String text) {
        byte[] bytes = (text + "]\"}1").getBytes(StandardCharsets.UTF_8);
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        assertThat(PlainScan.isJson(bytes, 0, length)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {61, 62, 63, 64, 65, 100_000})
    void whatIsNestedDeeplyIsLeftToTheParser(int depth) {
        byte[] arrays = ("[".repeat(depth) + "]".repeat(depth)).getBytes(StandardCharsets.UTF_8);
        byte[] objects = ("{\"a\":".repeat(depth) + "1" + "}".repeat(depth)).getBytes(StandardCharsets.UTF_8);
        assertThat(PlainScan.isJson(arrays, 0, arrays.length)).isEqualTo(depth <= 62);
        assertThat(PlainScan.isJson(objects, 0, objects.length)).isEqualTo(depth <= 62);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"C0AF", "80", "FF", "C3", "C328", "E08080", "EDA080", "E298", "F08080AF", "F4908080", "F5808080"
            })
    void badUtf8IsNotSurelyJson(String hex) {
        byte[] bad = HexFormat.of().parseHex(hex);
        byte[] json = new byte[bad.length + 2];
        json[0] = '"';
        System.arraycopy(bad, 0, json, 1, bad.length);
        json[json.length - 1] = '"';
        assertThat(PlainScan.isJson(json, 0, json.length)).isFalse();
    }
}
