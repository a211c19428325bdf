package io.sockeye.netty;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.WebSocketForm;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class MessageInflaterFuzz {
    private static final int LIMIT = 1000;
    private static final MessageInflater INFLATER = new MessageInflater();
    private static final MessageDeflater DEFLATER = new MessageDeflater();

    static Stream<byte[]> seeds() {
        return Stream.of(new byte[0], new byte[3000], "hello".repeat(100).getBytes())
                .flatMap(bytes -> Stream.of(bytes, deflate(bytes)));
    }

    private static byte[] deflate(byte[] bytes) {
        return DEFLATER.frames(EncodedMessage.binary(bytes), WebSocketForm.V4, 0)
                .getFirst()
                .payload();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "30s")
    void anythingIsAMessageWithinTheLimitOrRefused(byte[] bytes) {
        int code = INFLATER.inflate(bytes, LIMIT);
        int size = INFLATER.take().length;
        if (code != 0 && code != CloseCode.INVALID_DATA && code != CloseCode.TOO_BIG
                || size > LIMIT + 1
                || code == 0 && size > LIMIT) {
            throw new AssertionError(code + " and " + size + " bytes");
        }
        byte[] deflated = deflate(bytes);
        if (deflated.length < bytes.length
                && (INFLATER.inflate(deflated, bytes.length) != 0 || !Arrays.equals(INFLATER.take(), bytes))) {
            throw new AssertionError("another message after a round trip");
        }
    }
}
