package io.sockeye.engineio;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

class PayloadV4Fuzz {
    @FuzzTest(maxDuration = "30s")
    void aBodyIsPacketsOrAnError(byte[] body) {
        PayloadDecoder decoder = PayloadDecoder.v4();
        List<TestPacket> packets = FuzzChecks.packetsOf(body, decoder::text, decoder::text);
        FuzzChecks.checkRoundTrip(packets, PollingForm.V4);
    }
}
