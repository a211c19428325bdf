package io.sockeye.socketio.json;

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
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a codec reads and writes without its library, against the library. */
abstract class PlainValueContractTest {
    private static final String[] TOKENS = {
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "\"a\"",
        "\"\\u00e9\\n\"",
        "\"é𝒳\"",
        "\"\"",
        "1",
        "-0",
        "0.5",
        "1e3",
        "-",
        "true",
        "false",
        "null",
        " ",
        "\n",
        "\"",
        "\\",
        "0",
        "x"
    };
    private static final byte[] PICTURE = {1, 2, 3};

    private final JsonCodec codec = codec();
    private final JsonCodec library = onlyTheLibrary();

    /** The codec that is tested, as it is by default. */
    protected abstract JsonCodec codec();

    /** One that leaves everything to its library, with the same settings. */
    protected abstract JsonCodec onlyTheLibrary();

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
    void aValueIsReadAsTheLibraryReadsIt(String json) {
        for (Type type : List.of(Object.class, Map.class, List.class, String.class, double.class, long.class)) {
            assertThat(read(codec, json, type)).as("%s", type).isEqualTo(read(library, json, type));
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
                map.values().stream()
                        .map(PlainValueContractTest::classes)
                        .toList()
                        .toString();
            case List<?> list ->
                list.stream().map(PlainValueContractTest::classes).toList().toString();
            default -> value.getClass().getSimpleName();
        };
    }

    @Test
    void anAttachmentIsReadWhereItIsWanted() {
        RawJson json = raw("[\"e\",{\"_placeholder\":true,\"num\":0},{\"num\":0,\"_placeholder\":true}]");
        Object[] values =
                codec.reader(List.of(byte[].class, Object.class), false).read(json, 1);
        assertThat(values).containsExactly(PICTURE, PICTURE);
    }

    @Test
    void aPlaceholderOfNothingIsMalformedAlsoWhereNobodyReadsIt() {
        RawJson json = raw("[\"e\",{\"_placeholder\":true,\"num\":0},[{\"_placeholder\":true,\"num\":1}]]");
        assertThatThrownBy(() -> codec.reader(List.of(byte[].class), false).read(json, 1))
                .isInstanceOf(MalformedJsonException.class);
    }

    private static RawJson raw(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new RawJson(bytes, 0, bytes.length, List.of(PICTURE));
    }

    @Test
    void collectionsAreWrittenAsTheLibraryWritesThem() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("nothing", null);
        members.put("a \"name\"\n☃", List.of(1, -2L, 0.5, true, "x"));
        members.put("numbers as keys", new TreeMap<>(Map.of(2, "b", 1, "a")));
        members.put("empty", List.of(Map.of(), List.of(), new ArrayList<>()));
        members.put("others", Arrays.asList(new BigDecimal("1.50"), 1.5f, 'c', new int[] {1}, Thread.State.NEW, null));
        members.put("text", "so long that many characters are looked at at once? Yes, \"escapes\\too\".\n");
        members.put("beyond", "so long that many characters are looked at at once, é and ☃ and 𝒳 among them");
        assertThat(write(codec, members, List.of(members))).isEqualTo(write(library, members, List.of(members)));
    }

    @Test
    void whatOnlyTheLibraryKnowsIsWrittenInItsPlaceAndInOrder() {
        Message message = new Message("hi", List.of(PICTURE));
        List<byte[]> attachments = new ArrayList<>();
        ByteSink sink = new ByteSink(0);
        codec.writeArray(
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
            byte[] json = write(codec, text).getBytes(StandardCharsets.UTF_8);
            assertThat(new String(json, StandardCharsets.UTF_8)).contains("\\u");
            assertThat((List<?>) codec.read(new RawJson(json, 0, json.length, List.of()), List.class))
                    .isEqualTo(List.of(text));
        }
    }

    @Test
    void aCollectionThatContainsItselfCanNotBeWritten() {
        List<Object> endless = new ArrayList<>();
        endless.add(Collections.singletonMap("again", endless));
        assertThatThrownBy(() -> write(codec, endless)).isInstanceOf(JsonEncodeException.class);
    }

    private static String write(JsonCodec codec, @Nullable Object... values) {
        ByteSink sink = new ByteSink(0);
        codec.writeArray(sink, null, values, new ArrayList<>());
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }

    /** The short way for scalars writes what the library writes. */
    @Test
    void scalarsLookTheSameWithAndWithoutTheLibrary() {
        for (long seed = 0; seed < 2_000; seed++) {
            @Nullable Object[] values = scalars(new Random(seed));
            String fast = write(codec, values);
            assertThat(fast).as("seed %s", seed).isEqualToIgnoringCase(write(library, values));
            assertThat(codec.<Object>read(plain(fast), Object.class))
                    .as("seed %s", seed)
                    .isEqualTo(library.<Object>read(plain(fast), Object.class));
        }
    }

    private static @Nullable Object[] scalars(Random random) {
        @Nullable Object[] values = new @Nullable Object[random.nextInt(4)];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (random.nextInt(7)) {
                case 0 -> random.nextInt();
                case 1 -> random.nextLong() >> random.nextInt(64);
                case 2 -> Double.longBitsToDouble(random.nextLong());
                case 3 -> random.nextBoolean();
                case 4 -> null;
                case 5 ->
                    random.ints(random.nextInt(20), 1, 128)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString();
                default ->
                    random.ints(random.nextInt(20), 0, 0x110000)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString();
            };
        }
        return values;
    }

    /** The short way for scalars reads what the library reads, also where the JSON is of another type. */
    @Test
    void scalarsAreTheSameWithAndWithoutTheLibrary() {
        List<Type> types = List.of(
                String.class,
                int.class,
                Integer.class,
                long.class,
                Long.class,
                double.class,
                Double.class,
                boolean.class,
                Boolean.class);
        for (String json : List.of(
                "\"a\"",
                "\"12\"",
                "\"\"",
                "12",
                "12.0",
                "12.5",
                "-0",
                "2147483648",
                "9223372036854775808",
                "1e3",
                "1e999",
                "true",
                "false",
                "null",
                "{}",
                "[]",
                "[1]",
                "\"true\"",
                "\"1.5\"",
                "\"NaN\"")) {
            for (Type type : types) {
                assertThat(outcome(codec, json, type))
                        .as("%s as %s", json, type)
                        .isEqualTo(outcome(library, json, type));
            }
        }
    }

    private static String outcome(JsonCodec codec, String json, Type type) {
        try {
            Object value = codec.reader(List.of(type), false).read(plain("[" + json + "]"), 0)[0];
            return value == null ? "null" : value.getClass() + " " + value;
        } catch (JsonBindException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Never sure of what the library refuses; a failure shows its seed. */
    @Test
    void whateverTheScanIsSureOfIsJsonToTheLibraryToo() {
        int sure = 0;
        for (long seed = 0; seed < 100_000; seed++) {
            byte[] json = tokens(new Random(seed));
            if (PlainScan.isJson(json, 0, json.length)) {
                sure++;
                library.validate(new RawJson(json, 0, json.length, List.of()));
            } else if (json.length < 12) {
                assertThat(isJsonToTheLibrary(json)).as("seed %s", seed).isFalse();
            }
        }
        assertThat(sure).isGreaterThan(1_000);
    }

    /** Mostly values of arrays and objects, and now and then something that doesn't belong there. */
    private static byte[] tokens(Random random) {
        StringBuilder json = new StringBuilder();
        value(json, random, 0);
        if (random.nextInt(3) == 0) {
            json.insert(random.nextInt(json.length() + 1), TOKENS[random.nextInt(TOKENS.length)]);
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void value(StringBuilder json, Random random, int depth) {
        int kind = depth > 4 ? 9 : random.nextInt(10);
        int count = random.nextInt(3);
        if (kind < 5) {
            boolean object = kind < 2;
            json.append(object ? '{' : '[');
            for (int i = 0; i < count; i++) {
                json.append(i > 0 ? "," : "").append(object ? "\"k" + i + "\":" : random.nextBoolean() ? " " : "");
                value(json, random, depth + 1);
            }
            json.append(object ? '}' : ']');
        } else {
            json.append(TOKENS[6 + random.nextInt(12)]);
        }
    }

    private boolean isJsonToTheLibrary(byte[] json) {
        try {
            library.validate(new RawJson(json, 0, json.length, List.of()));
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    private static RawJson plain(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new RawJson(bytes, 0, bytes.length, List.of());
    }
}
