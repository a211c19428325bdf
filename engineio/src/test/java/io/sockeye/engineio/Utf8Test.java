package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The decoder of the JDK is right; this one has to agree. */
class Utf8Test {
    private static final byte[] BOUNDARIES = {
        0,
        0x41,
        0x7F,
        (byte) 0x80,
        (byte) 0x8F,
        (byte) 0x90,
        (byte) 0x9F,
        (byte) 0xA0,
        (byte) 0xBF,
        (byte) 0xC0,
        (byte) 0xFF
    };

    private final CharsetDecoder jdk = StandardCharsets.UTF_8.newDecoder();

    @Test
    void everySequenceOfTwoBytesIsValidOrNotAsInTheJdk() {
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                check(new byte[] {(byte) first, (byte) second});
            }
        }
    }

    @Test
    void everyLeadByteWithBoundariesBehindItIsValidOrNotAsInTheJdk() {
        for (int first = 0x80; first < 256; first++) {
            for (byte second : BOUNDARIES) {
                for (byte third : BOUNDARIES) {
                    check(new byte[] {(byte) first, second, third});
                    for (byte fourth : BOUNDARIES) {
                        check(new byte[] {(byte) first, second, third, fourth});
                    }
                }
            }
        }
    }

    @Test
    void everyCharacterIsCountedAndDecoded() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
                if (Utf8.sequence(bytes, 0, bytes.length) != bytes.length
                        || Utf8.codePoint(bytes, 0, bytes.length) != codePoint
                        || Utf8.units(bytes, 0, bytes.length) != Character.charCount(codePoint)) {
                    assertThat(codePoint).as("a code point").isNegative();
                }
            }
        }
    }

    @Test
    void aCharacterThatIsCutOffIsWaitedForButNotWhatNoByteCanMend() {
        for (String character : new String[] {"é", "ࠀ", "☃", "퟿", "𐀀", "𝒳", "\uDBFF\uDFFF"}) {
            byte[] bytes = ("a" + character).getBytes(StandardCharsets.UTF_8);
            for (int end = 2; end < bytes.length; end++) {
                assertThat(Utf8.validUntil(bytes, 0, end)).isEqualTo(1);
            }
            assertThat(Utf8.validUntil(bytes, 0, bytes.length)).isEqualTo(bytes.length);
        }
        for (int[] broken :
                new int[][] {{0xC1}, {0xF5}, {0x80}, {0xE0, 0x9F}, {0xED, 0xA0}, {0xF0, 0x8F}, {0xF4, 0x90}}) {
            byte[] bytes = new byte[broken.length];
            for (int i = 0; i < broken.length; i++) {
                bytes[i] = (byte) broken[i];
            }
            assertThat(Utf8.validUntil(bytes, 0, bytes.length)).isEqualTo(Utf8.INVALID);
        }
    }

    @Test
    void longTextIsValidOrNotWhereverTheFaultIs() {
        Random random = new Random(42);
        byte[] text = "0123456789abcdef é ☃ 𝒳 ".repeat(8).getBytes(StandardCharsets.UTF_8);
        check(text);
        for (int i = 0; i < 20_000; i++) {
            byte[] faulty = text.clone();
            faulty[random.nextInt(faulty.length)] = (byte) random.nextInt(256);
            check(faulty);
        }
    }

    @Test
    void unitsAreSkippedToTheSameIndexAsInAString() {
        String text = "0123456789 é ☃ 𝒳 abcdefghijk 𝒳";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int units = 0; units <= text.length() + 1; units++) {
            int end = Utf8.skipUnits(bytes, 0, bytes.length, units);
            if (units > text.length() || units > 0 && Character.isHighSurrogate(text.charAt(units - 1))) {
                assertThat(end).isEqualTo(Utf8.MISMATCH);
            } else {
                assertThat(end).isEqualTo(text.substring(0, units).getBytes(StandardCharsets.UTF_8).length);
            }
        }
    }

    @Test
    void onlyTheRangeCounts() {
        byte[] bytes = {(byte) 0xFF, 'a', (byte) 0xC3, (byte) 0xA9, 'b', (byte) 0xFF};
        assertThat(Utf8.isValid(bytes, 1, 5)).isTrue();
        assertThat(Utf8.isValid(bytes, 1, 3)).isFalse();
        assertThat(Utf8.isValid(bytes, 0, 5)).isFalse();
        assertThat(Utf8.asciiUntil(bytes, 1, 5)).isEqualTo(2);
    }

    private void check(byte[] bytes) {
        if (Utf8.isValid(bytes, 0, bytes.length) != isValidForJdk(bytes)) {
            assertThat(bytes).as("the bytes in doubt").isEmpty();
        }
    }

    private boolean isValidForJdk(byte[] bytes) {
        try {
            jdk.decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
