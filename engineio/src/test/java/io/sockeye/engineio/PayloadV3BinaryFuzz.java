package io.sockeye.engineio;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadV3BinaryFuzz {
    static Stream<byte[]> seeds() {
        return FuzzChecks.seeds("payload-v3-binary.txt");
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "30s")
    void aBodyIsPacketsOrAnError(byte[] body) {
        PayloadDecoder decoder = PayloadDecoder.v3(false);
        List<TestPacket> packets = FuzzChecks.packetsOf(body, decoder::binary, decoder::binary);
        FuzzChecks.checkRoundTrip(packets, PollingForm.V3_ALWAYS_BINARY);
    }
}
