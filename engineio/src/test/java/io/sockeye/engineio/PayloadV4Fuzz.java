package io.sockeye.engineio;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadV4Fuzz {
    static Stream<byte[]> seeds() {
        return FuzzChecks.seeds("payload-v4.txt");
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "30s")
    void aBodyIsPacketsOrAnError(byte[] body) {
        PayloadDecoder decoder = PayloadDecoder.v4();
        List<TestPacket> packets = FuzzChecks.packetsOf(body, decoder::text, decoder::text);
        FuzzChecks.checkRoundTrip(packets, PollingForm.V4);
    }
}
