package io.sockeye.netty;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class FrameDecoderFuzz {
    static Stream<byte[]> seeds() {
        return FrameDecoderTest.cases().map(FrameDecoderTest.Case::bytes);
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "30s")
    void anythingIsFramesOrAViolationWhereverItIsSplit(byte[] bytes) {
        List<String> whole = FrameDecoderTest.decode(bytes, Math.max(1, bytes.length));
        if (whole.stream().anyMatch(event -> event.length() > FrameDecoderTest.LIMIT * 3 + 10)) {
            throw new AssertionError("larger than the limit");
        }
        if (bytes.length > 2) {
            int split = 1 + (bytes[bytes.length - 1] & 0xFF) % (bytes.length - 1);
            check(FrameDecoderTest.decode(bytes, split), whole);
            check(FrameDecoderTest.decode(bytes, 1), whole);
        }
    }

    private static void check(List<String> actual, List<String> expected) {
        if (!actual.equals(expected)) {
            throw new AssertionError(actual + " instead of " + expected);
        }
    }
}
