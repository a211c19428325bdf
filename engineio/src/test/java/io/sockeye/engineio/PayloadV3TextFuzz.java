package io.sockeye.engineio;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadV3TextFuzz {
    static Stream<byte[]> seeds() {
        return FuzzChecks.seeds("payload-v3-text.txt", "payload-v3-dialect.txt");
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "30s")
    void aBodyIsPacketsOrAnError(byte[] body) {
        List<TestPacket> plain =
                FuzzChecks.packetsOf(body, PayloadDecoder.v3(false)::text, PayloadDecoder.v3(false)::text);
        List<TestPacket> guessed =
                FuzzChecks.packetsOf(body, PayloadDecoder.v3(true)::text, PayloadDecoder.v3(true)::text);
        FuzzChecks.check(plain.size() <= guessed.size() + 1, "the dialect hides packets");
        FuzzChecks.checkRoundTrip(plain, PollingForm.V3_TEXT);
        FuzzChecks.checkRoundTrip(guessed, PollingForm.V3_BINARY_WHEN_NEEDED);
    }
}
