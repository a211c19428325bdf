package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSinkTest {
    @Test
    void growsFromNothing() {
        ByteSink sink = new ByteSink(0);
        for (int i = 0; i < 1000; i++) {
            sink.put(i);
        }
        assertThat(sink.size()).isEqualTo(1000);
        assertThat(sink.toByteArray()).hasSize(1000);
        assertThat(sink.toByteArray()[999]).isEqualTo((byte) 999);
    }

    @Test
    void takesPartsOfArraysAndText() {
        ByteSink sink = new ByteSink(2);
        sink.put(new byte[] {1, 2, 3, 4}, 1, 2);
        sink.put(new byte[] {5});
        sink.putAscii("hello");
        assertThat(sink.toByteArray()).isEqualTo(new byte[] {2, 3, 5, 'h', 'e', 'l', 'l', 'o'});
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 99, 100, 1_000_000, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void writesNumbersAsTheJdkDoes(long number) {
        ByteSink sink = new ByteSink(0);
        sink.put('#');
        sink.putDecimal(number);
        assertThat(new String(sink.toByteArray(), StandardCharsets.US_ASCII)).isEqualTo("#" + number);
    }

    @Test
    void anArrayThatIsFullIsNotCopied() {
        ByteSink sink = new ByteSink(3);
        sink.putAscii("abc");
        assertThat(sink.toByteArray()).isSameAs(sink.array());
    }

    @Test
    void canBeUsedAgain() {
        ByteSink sink = new ByteSink(3);
        sink.putAscii("abc");
        sink.clear();
        sink.putAscii("d");
        assertThat(sink.toByteArray()).isEqualTo(new byte[] {'d'});
    }

    @Test
    void aPartThatIsNotInsideItsArrayIsTheCallersFault() {
        ByteSink sink = new ByteSink(3);
        assertThatThrownBy(() -> sink.put(new byte[2], 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(sink.size()).isZero();
    }

    @Test
    void toStringTellsNothingOfTheContent() {
        ByteSink sink = new ByteSink(0);
        sink.putAscii("secret");
        assertThat(sink).hasToString("ByteSink[6 bytes]");
    }
}
