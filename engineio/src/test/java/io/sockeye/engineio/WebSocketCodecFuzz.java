package io.sockeye.engineio;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class WebSocketCodecFuzz {
    static Stream<byte[]> seeds() {
        return FuzzChecks.seeds("websocket-v4.txt", "websocket-v3.txt");
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "30s")
    void aMessageIsOnePacketOrAnError(byte[] message) {
        for (EngineProtocol protocol : EngineProtocol.values()) {
            check(message, (bytes, sink) -> WebSocketCodec.binary(protocol, bytes, sink));
            if (Utf8.isValid(message, 0, message.length)) {
                check(message, (bytes, sink) -> WebSocketCodec.text(protocol, bytes, sink));
            }
        }
    }

    private static void check(byte[] message, FuzzChecks.Decode decode) {
        FuzzChecks.check(FuzzChecks.packetsOf(message, decode, decode).size() <= 1, "more than one packet");
    }
}
