package io.sockeye.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBytesTest {
    private static final byte[] SPECIAL = {
        '"', '\\', 0, 0x1F, 0x20, 0x21, 0x23, 0x5B, 0x5D, 0x7F, (byte) 0x80, (byte) 0xA2, (byte) 0xDC, -1
    };

    /** Everything that many bytes at a time could get wrong, against one byte at a time; a failure shows its seed. */
    @Test
    void manyBytesAtATimeFindWhatOneAtATimeFinds() {
        for (long seed = 0; seed < 200_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = bytes(random);
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            assertThat(JsonBytes.plainUntil(bytes, from, to))
                    .as("plain, seed %s", seed)
                    .isEqualTo(plainUntil(bytes, from, to));
            assertThat(JsonBytes.stringEnd(bytes, from, to))
                    .as("end, seed %s", seed)
                    .isEqualTo(stringEnd(bytes, from, to));
            assertThat(JsonBytes.indexOf('"', bytes, from, to))
                    .as("index, seed %s", seed)
                    .isEqualTo(indexOf(bytes, from, to));
            assertThat(JsonBytes.hasControl(bytes, from, to))
                    .as("control, seed %s", seed)
                    .isEqualTo(hasControl(bytes, from, to));
        }
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(100)];
        int rarity = 1 + random.nextInt(30);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = random.nextInt(rarity) == 0
                    ? SPECIAL[random.nextInt(SPECIAL.length)]
                    : (byte) ('a' + random.nextInt(26));
        }
        return bytes;
    }

    private static int plainUntil(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= ' ' && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    private static int stringEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return at;
    }

    private static boolean hasControl(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] >= 0 && bytes[at] < ' ') {
                return true;
            }
        }
        return false;
    }

    private static int indexOf(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '"') {
            at++;
        }
        return at;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "plain|plain",
                "äöü ☃ 𝒳|äöü ☃ 𝒳",
                "\\\"\\\\\\/|\"\\/",
                "a\\u00e9b\\ud835\\udcb3c|aéb𝒳c",
                "ä\\u263aö, and much more behind it|ä☺ö, and much more behind it"
            })
    void theTextOfAStringHasItsEscapesUndone(String json, String text) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThat(JsonBytes.text(bytes, 0, bytes.length)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '#',
            value = {"\\x", "a\\u12", "\\u12g4", "\\ud8", "äö\\a"})
    void anEscapeThatJsonDoesNotHaveGivesNoText(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertThat(JsonBytes.text(bytes, 0, bytes.length)).isNull();
    }
}
