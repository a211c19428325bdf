package io.sockeye.engineio;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class JsonpFuzz {
    static Stream<byte[]> seeds() {
        return FuzzChecks.seeds("jsonp-forms.txt");
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "30s")
    void aFormIsAPayloadWithinItsLimitOrNoneAndAnAnswerIsOneLineOfScript(byte[] form) {
        byte[] payload = Jsonp.decodeBody(form, 1000);
        FuzzChecks.check(payload == null || payload.length <= Math.min(1000, form.length), "larger than allowed");

        String script = new String(Jsonp.wrap("0", form), StandardCharsets.ISO_8859_1);
        String string = script.substring("___eio[0](\"".length(), script.length() - "\");".length());
        FuzzChecks.check(string.chars().noneMatch(c -> c < ' ' || c == '<'), "a character that must be escaped");
        FuzzChecks.check(!string.replace("\\\\", "").replace("\\\"", "").contains("\""), "the string ends too early");
    }
}
