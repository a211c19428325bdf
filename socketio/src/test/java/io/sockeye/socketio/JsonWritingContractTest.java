package io.sockeye.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link JsonCodec} does when it writes; the test of one extends this class. */
public abstract class JsonWritingContractTest extends JsonCodecContract {
    @Test
    void writesScalarsAsJavaScriptDoes() {
        assertThat(write("x", "a", 1, -2L, Long.MIN_VALUE, 1.5, true, false, null))
                .isEqualTo("[\"x\",\"a\",1,-2,-9223372036854775808,1.5,true,false,null]");
        assertThat(write(null)).isEqualTo("[]");
        assertThat(write(null, 1)).isEqualTo("[1]");
        assertThat(write("x")).isEqualTo("[\"x\"]");
    }

    @Test
    void whatIsNoNumberIsNull() {
        assertThat(write(null, Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY))
                .isEqualTo("[null,null,null]");
        assertThat(write(null, List.of(Double.NaN, Float.NaN), new double[] {1, Double.NaN}, new float[] {Float.NaN}))
                .isEqualTo("[[null,null],[1.0,null],[null]]");
    }

    @Test
    void escapesOnlyWhatJsonWants() {
        assertThat(write(null, "\"\\/\b\f\n\r\t\u0001\u007f é ☃ 𝒳 \u2028"))
                .isEqualTo("[\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\u007f é ☃ 𝒳 \u2028\"]");
    }

    @Test
    void halvesOfSurrogatePairsAreWrittenAsEscapes() {
        assertThat(write("\ud83d", "a\ude00b", List.of("\ud83dx")).toLowerCase(java.util.Locale.ROOT))
                .isEqualTo("[\"\\ud83d\",\"a\\ude00b\",[\"\\ud83dx\"]]");
    }

    @Test
    void binaryValuesBecomeAttachmentsInTheOrderOfTheirNumbers() {
        List<byte[]> attachments = new ArrayList<>();
        ByteBuffer direct = ByteBuffer.allocateDirect(2).put(TWO).flip();
        ByteBuffer slice = ByteBuffer.wrap(new byte[] {9, 7, 8, 9}, 1, 2);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", List.of(1, direct));
        map.put("b", slice);
        String json = attach(attachments, "x", ONE, map, new Picture("p", new byte[] {6}, Map.of()));
        assertThat(json)
                .isEqualTo(
                        "[\"x\"," + PLACEHOLDER_0 + ",{\"a\":[1," + PLACEHOLDER_1
                                + "],\"b\":{\"_placeholder\":true,\"num\":2}},{\"name\":\"p\",\"content\":{\"_placeholder\":true,\"num\":3},\"more\":{}}]");
        assertThat(attachments).containsExactly(ONE, TWO, new byte[] {7, 8}, new byte[] {6});
        assertThat(attachments.getFirst()).isSameAs(ONE);
        assertThat(direct.remaining()).isEqualTo(2);
    }

    @Test
    void aloneBuffersAreAttachmentsToo() {
        List<byte[]> attachments = new ArrayList<>();
        assertThat(attach(
                        attachments,
                        null,
                        ByteBuffer.wrap(ONE),
                        ByteBuffer.wrap(ONE, 1, 2).asReadOnlyBuffer()))
                .isEqualTo("[" + PLACEHOLDER_0 + "," + PLACEHOLDER_1 + "]");
        assertThat(attachments).containsExactly(ONE, new byte[] {2, 3});
        assertThat(attachments.getFirst()).isSameAs(ONE);
    }

    @Test
    void oneArrayIsAttachedOnceHoweverOftenItIsReferredTo() {
        List<byte[]> attachments = new ArrayList<>();
        assertThat(attach(attachments, null, ONE, TWO, ONE, List.of(ONE)))
                .isEqualTo(
                        "[" + PLACEHOLDER_0 + "," + PLACEHOLDER_1 + "," + PLACEHOLDER_0 + ",[" + PLACEHOLDER_0 + "]]");
        assertThat(attachments).containsExactly(ONE, TWO);
        attachments.clear();
        attach(attachments, null, ONE, ONE.clone());
        assertThat(attachments).hasSize(2);
    }

    @Test
    void jsonThatArrivedIsSentOnAsItIs() {
        RawJson json = raw("{\"a\" : 1.0000000000000000000001}");
        assertThat(write("x", json)).isEqualTo("[\"x\",{\"a\" : 1.0000000000000000000001}]");
        assertThat(write("x", List.of(json, "y"))).isEqualTo("[\"x\",[{\"a\" : 1.0000000000000000000001},\"y\"]]");
        assertThat(write("x", Map.of("k", json))).isEqualTo("[\"x\",{\"k\":{\"a\" : 1.0000000000000000000001}}]");
    }

    @Test
    void attachmentsOfJsonThatArrivedGetNewNumbers() {
        RawJson json = raw(
                "{\"_placeholder\":1,\"a\":[ { \"num\":1 , \"_placeholder\":true} ,\"{" + "\\\"\"," + PLACEHOLDER_0
                        + "]}",
                ONE,
                TWO);
        for (Object value : List.of(json, Map.of("k", json))) {
            List<byte[]> attachments = new ArrayList<>();
            String expected =
                    "{\"_placeholder\":1,\"a\":[ {\"_placeholder\":true,\"num\":1} ,\"{\\\"\",{\"_placeholder\":true,\"num\":2}]}";
            byte[] first = {0};
            assertThat(attach(attachments, "x", first, value))
                    .isEqualTo("[\"x\"," + PLACEHOLDER_0 + "," + (value == json ? expected : "{\"k\":" + expected + "}")
                            + "]");
            assertThat(attachments).containsExactly(first, TWO, ONE);
        }
    }

    @Test
    void whatIsSentOnIsNotLookedAt() {
        for (String json : List.of("{\"a", "{\"a\\", "{\"_placeholder\":tr", "{")) {
            assertThat(write(null, raw(json, ONE))).isEqualTo("[" + json + "]");
            assertThat(write(null, List.of(raw(json)))).isEqualTo("[[" + json + "]]");
        }
        assertThatThrownBy(() -> write(null, raw(PLACEHOLDER_1, ONE))).isInstanceOf(JsonEncodeException.class);
    }

    @Test
    void aPlaceholderInJsonWithoutAttachmentsIsSentOnAsItIs() {
        List<byte[]> attachments = new ArrayList<>();
        assertThat(attach(attachments, "x", raw(PLACEHOLDER_1))).isEqualTo("[\"x\"," + PLACEHOLDER_1 + "]");
        assertThat(attachments).isEmpty();
    }

    @Test
    void aValueAloneHasNoAttachmentsAndItsBinaryIsBase64() {
        assertThat(writeValue("a")).isEqualTo("\"a\"");
        assertThat(writeValue(null)).isEqualTo("null");
        assertThat(writeValue(ONE)).isEqualTo("\"AQID\"");
        assertThat(writeValue(Map.of("a", List.of(ONE)))).isEqualTo("{\"a\":[\"AQID\"]}");
        assertThat(writeValue(raw("[" + PLACEHOLDER_0 + "]", ONE))).isEqualTo("[\"AQID\"]");
    }

    @Test
    void timesAreText() {
        assertThat(write(null, Instant.EPOCH, Duration.ofMinutes(5))).isEqualTo("[\"1970-01-01T00:00:00Z\",\"PT5M\"]");
    }

    @Test
    void emptyOptionalsAreNullAndOthersTheirValue() {
        assertThat(write(null, Optional.empty(), Optional.of(List.of(1)))).isEqualTo("[null,[1]]");
    }

    @Test
    void arraysOfCharactersAreText() {
        assertThat(write(null, (Object) new char[] {'a', 'b'})).isEqualTo("[\"ab\"]");
    }

    @Test
    void whatCanNotBeWrittenIsAnEncodeException() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        Object broken = new Object() {
            @SuppressWarnings("unused")
            public int getValue() {
                throw new IllegalStateException("broken");
            }
        };
        for (Object value : List.of(endless, broken)) {
            assertThatThrownBy(() -> write("x", value)).isInstanceOf(JsonEncodeException.class);
            assertThatThrownBy(() -> writeValue(value)).isInstanceOf(JsonEncodeException.class);
        }
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Order order = new Order("é \ud83d\ude00 \u2028", 3, List.of(new Order("", 0, null)));
        assertThat(read(write("x", order, List.of(order)), 1, Order.class, listOf(Order.class)))
                .containsExactly(order, List.of(order));
    }
}
