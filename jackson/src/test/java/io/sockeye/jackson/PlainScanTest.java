package io.sockeye.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PlainScanTest {
    private static final String[] TOKENS = {
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "\"a\"",
        "\"\\u00e9\\n\"",
        "\"é𝒳\"",
        "\"\"",
        "1",
        "-0",
        "0.5",
        "1e3",
        "-",
        "true",
        "false",
        "null",
        " ",
        "\n",
        "\"",
        "\\",
        "0",
        "x"
    };

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
        byte[] bad = java.util.HexFormat.of().parseHex(hex);
        byte[] json = new byte[bad.length + 2];
        json[0] = '"';
        System.arraycopy(bad, 0, json, 1, bad.length);
        json[json.length - 1] = '"';
        assertThat(PlainScan.isJson(json, 0, json.length)).isFalse();
    }

    /** Never sure of what Jackson refuses; a failure shows its seed. */
    @Test
    void whateverItIsSureOfIsJsonToJacksonToo() {
        ValueReading jackson = new ValueReading(JsonMapper.builder().build(), false);
        int sure = 0;
        for (long seed = 0; seed < 100_000; seed++) {
            byte[] json = tokens(new Random(seed));
            if (PlainScan.isJson(json, 0, json.length)) {
                sure++;
                jackson.validate(new RawJson(json, 0, json.length, List.of()));
            } else if (json.length < 12) {
                assertThat(isJson(jackson, json)).as("seed %s", seed).isFalse();
            }
        }
        assertThat(sure).isGreaterThan(1_000);
    }

    /** Mostly values of arrays and objects, and now and then something that doesn't belong there. */
    private static byte[] tokens(Random random) {
        StringBuilder json = new StringBuilder();
        value(json, random, 0);
        if (random.nextInt(3) == 0) {
            json.insert(random.nextInt(json.length() + 1), TOKENS[random.nextInt(TOKENS.length)]);
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void value(StringBuilder json, Random random, int depth) {
        int kind = depth > 4 ? 9 : random.nextInt(10);
        int count = random.nextInt(3);
        if (kind < 5) {
            boolean object = kind < 2;
            json.append(object ? '{' : '[');
            for (int i = 0; i < count; i++) {
                json.append(i > 0 ? "," : "").append(object ? "\"k" + i + "\":" : random.nextBoolean() ? " " : "");
                value(json, random, depth + 1);
            }
            json.append(object ? '}' : ']');
        } else {
            json.append(TOKENS[6 + random.nextInt(12)]);
        }
    }

    private static boolean isJson(ValueReading jackson, byte[] json) {
        try {
            jackson.validate(new RawJson(json, 0, json.length, List.of()));
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }
}
