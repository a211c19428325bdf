package io.sockeye.engineio;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

class PayloadV3BinaryFuzz {
    @FuzzTest(maxDuration = "30s")
    void aBodyIsPacketsOrAnError(byte[] body) {
        PayloadDecoder decoder = PayloadDecoder.v3(false);
        List<TestPacket> packets = FuzzChecks.packetsOf(body, decoder::binary, decoder::binary);
        FuzzChecks.checkRoundTrip(packets, PollingForm.V3_ALWAYS_BINARY);
    }
}
