package io.sockeye.socketio.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumbersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0",
                "-0.0",
                "0.1",
                "-273.15",
                "9007199254740.993",
                "900719925474099.3",
                "90071992547409.93",
                "9007199254740993",
                "0.0000000000000000000001",
                "0.00000000000000000000001",
                "0.000000000000000000000000000000000001",
                "2.2250738585072012e-308",
                "123456789012345678901234567890.5",
                "1e22",
                "1.5E+300"
            })
    void aNumberIsTheNearestDouble(String number) {
        assertThat(floating(number)).isEqualTo(Double.parseDouble(number));
    }

    /** A failure shows its seed. */
    @Test
    void decimalsOfAnyLengthAreTheNearestDouble() {
        for (long seed = 0; seed < 50_000; seed++) {
            Random random = new Random(seed);
            String number = BigDecimal.valueOf(random.nextLong() >> random.nextInt(60), random.nextInt(26))
                    .toPlainString();
            assertThat(floating(number)).as("seed %s", seed).isEqualTo(Double.parseDouble(number));
        }
    }

    private static double floating(String number) {
        byte[] json = ("[" + number + "]").getBytes(US_ASCII);
        return JsonNumbers.floating(json, 1, json.length - 1);
    }
}
