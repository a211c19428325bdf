package io.sockeye.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.engineio.ByteSink;
import io.sockeye.socketio.JsonBindException;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.JsonEncodeException;
import io.sockeye.socketio.MalformedJsonException;
import io.sockeye.socketio.RawJson;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What is read and written without Jackson, against Jackson. */
class PlainValueTest {
    private static final JsonCodec CODEC = JacksonJsonCodec.create();
    private static final JsonCodec ONLY_JACKSON =
            JacksonJsonCodec.create(JsonMapper.builder().build());
    private static final byte[] PICTURE = {1, 2, 3};

    record Message(String text, List<byte[]> pictures) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "\"\"",
                "\"é☃𝒳 \\\"\\n\\u00e9\\ud835\\udcb3\\ud800\"",
                "0",
                "-0",
                "-0.0",
                "2147483647",
                "-2147483648",
                "2147483648",
                "9223372036854775807",
                "-9223372036854775808",
                "9223372036854775808",
                "1234567890123456789012345678901234567890",
                "1.5",
                "-1e3",
                "1E+2",
                "5e-324",
                "1e999",
                "0.1234567890123456789",
                "true",
                "false",
                " [ 1 , { \"a\" : [ ] , \"b\" : { \"c\" : null } } , \"x\" ]\n",
                "{\"a\":1,\"é\":2,\"a\\\"b\":3,\"a\":4,\"a name that is too long to be worth remembering it\":5}",
                "{\"id\":\"00000000\",\"ts\":1700000000000,\"edited\":false,\"tags\":[\"a\",\"b\"],\"pos\":{\"x\":12,\"y\":-7}}"
            })
    void aValueIsReadAsJacksonReadsIt(String json) {
        for (Type type : List.of(Object.class, Map.class, List.class, String.class, double.class, long.class)) {
            assertThat(read(CODEC, json, type)).as("%s", type).isEqualTo(read(ONLY_JACKSON, json, type));
        }
    }

    /** With their classes. */
    private static Object read(JsonCodec codec, String json, Type type) {
        byte[] bytes = ("9[\"e\"," + json + "]9").getBytes(StandardCharsets.UTF_8);
        try {
            Object value =
                    codec.reader(List.of(type), false).read(new RawJson(bytes, 1, bytes.length - 1, List.of()), 1)[0];
            Object alone = codec.read(new RawJson(bytes, 6, bytes.length - 2, List.of()), type);
            assertThat(alone).isEqualTo(value);
            return value == null ? "null" : List.of(value.getClass(), classes(value), value);
        } catch (JsonBindException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String classes(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Map<?, ?> map ->
                map.values().stream().map(PlainValueTest::classes).toList().toString();
            case List<?> list ->
                list.stream().map(PlainValueTest::classes).toList().toString();
            default -> value.getClass().getSimpleName();
        };
    }

    @Test
    void anAttachmentIsReadWhereItIsWanted() {
        RawJson json = raw("[\"e\",{\"_placeholder\":true,\"num\":0},{\"num\":0,\"_placeholder\":true}]");
        Object[] values =
                CODEC.reader(List.of(byte[].class, Object.class), false).read(json, 1);
        assertThat(values).containsExactly(PICTURE, PICTURE);
    }

    @Test
    void aPlaceholderOfNothingIsMalformedAlsoWhereNobodyReadsIt() {
        RawJson json = raw("[\"e\",{\"_placeholder\":true,\"num\":0},[{\"_placeholder\":true,\"num\":1}]]");
        assertThatThrownBy(() -> CODEC.reader(List.of(byte[].class), false).read(json, 1))
                .isInstanceOf(MalformedJsonException.class);
    }

    private static RawJson raw(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new RawJson(bytes, 0, bytes.length, List.of(PICTURE));
    }

    @Test
    void collectionsAreWrittenAsJacksonWritesThem() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("nothing", null);
        members.put("a \"name\"\n☃", List.of(1, -2L, 0.5, true, "x"));
        members.put("numbers as keys", new TreeMap<>(Map.of(2, "b", 1, "a")));
        members.put("empty", List.of(Map.of(), List.of(), new ArrayList<>()));
        members.put("others", Arrays.asList(new BigDecimal("1.50"), 1.5f, 'c', new int[] {1}, Thread.State.NEW, null));
        members.put("text", "so long that many characters are looked at at once? Yes, \"escapes\\too\".\n");
        members.put("beyond", "so long that many characters are looked at at once, é and ☃ and 𝒳 among them");
        assertThat(write(CODEC, members, List.of(members))).isEqualTo(write(ONLY_JACKSON, members, List.of(members)));
    }

    @Test
    void whatOnlyJacksonKnowsIsWrittenInItsPlaceAndInOrder() {
        Message message = new Message("hi", List.of(PICTURE));
        List<byte[]> attachments = new ArrayList<>();
        ByteSink sink = new ByteSink(0);
        CODEC.writeArray(
                sink,
                "e",
                new Object[] {message, 1, Map.of("m", List.of(message, new byte[] {9})), message},
                attachments);
        String placeholder = "{\"_placeholder\":true,\"num\":0}";
        String written = "{\"text\":\"hi\",\"pictures\":[" + placeholder + "]}";
        assertThat(new String(sink.toByteArray(), StandardCharsets.UTF_8))
                .isEqualTo("[\"e\"," + written + ",1,{\"m\":[" + written + ",{\"_placeholder\":true,\"num\":1}]},"
                        + written + "]");
        assertThat(attachments).containsExactly(PICTURE, new byte[] {9});
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83f", "\udc3f", "\ud83f\ud83f?", "?\udfff", "a\ud800"})
    void halfOfAPairIsEscapedInLongTextsToo(String half) {
        for (int before : new int[] {0, 100}) {
            String text = "?".repeat(before) + half;
            byte[] json = write(CODEC, text).getBytes(StandardCharsets.UTF_8);
            assertThat(new String(json, StandardCharsets.UTF_8)).contains("\\u");
            assertThat((List<?>) CODEC.read(new RawJson(json, 0, json.length, List.of()), List.class))
                    .isEqualTo(List.of(text));
        }
    }

    @Test
    void aCollectionThatContainsItselfCanNotBeWritten() {
        List<Object> endless = new ArrayList<>();
        endless.add(Collections.singletonMap("again", endless));
        assertThatThrownBy(() -> write(CODEC, endless)).isInstanceOf(JsonEncodeException.class);
    }

    private static String write(JsonCodec codec, Object... values) {
        ByteSink sink = new ByteSink(0);
        codec.writeArray(sink, null, values, new ArrayList<>());
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }
}
