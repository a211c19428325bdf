package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.Vectors.Vector;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AsciiJsonTest {
    static Stream<Vector> vectors() {
        return Vectors.of("ascii-json.txt");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyCharacterAboveAsciiIsEscaped(Vector vector) {
        assertThat(AsciiJson.escape(vector.wire()))
                .isEqualTo(vector.packets().getFirst().bytes());
    }

    @Test
    void asciiIsNotCopied() {
        byte[] ascii = {'4', '2', '[', '"', 0x7F, '"', ']'};
        assertThat(AsciiJson.escape(ascii)).isSameAs(ascii);
    }
}
