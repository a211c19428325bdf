package io.sockeye.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.engineio.ByteSink;
import io.sockeye.socketio.JsonBindException;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.RawJson;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What only the codec on Jackson can do. */
class JacksonSpecificsTest {
    private static final byte[] ONE = {1, 2, 3};
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    private final JsonCodec codec = JacksonJsonCodec.create();

    record Snake(String firstName) {}

    @Test
    void itIsFoundWithoutBeingNamed() {
        assertThat(JsonCodec.load()).isInstanceOf(JacksonJsonCodec.class);
    }

    @Test
    void nodesHoldAttachmentsAndGiveThemBack() {
        JsonNode node = codec.read(raw("{\"a\":[" + PLACEHOLDER + ",1]}", ONE), JsonNode.class);
        assertThat(node.get("a").get(0).isBinary()).isTrue();
        assertThat(node.get("a").get(0).binaryValue()).isEqualTo(ONE);
        List<byte[]> attachments = new ArrayList<>();
        assertThat(write(codec, attachments, node)).isEqualTo("[{\"a\":[" + PLACEHOLDER + ",1]}]");
        assertThat(attachments).containsExactly(ONE);
    }

    @Test
    void nodesAreWrittenAtAnyDepth() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("nan", Double.NaN)
                .put("text", "x")
                .putArray("deep")
                .addObject()
                .put("bytes", ONE);
        List<byte[]> attachments = new ArrayList<>();
        assertThat(write(codec, attachments, List.of(node)))
                .isEqualTo("[[{\"nan\":null,\"text\":\"x\",\"deep\":[{\"bytes\":" + PLACEHOLDER + "}]}]]");
        assertThat(attachments).containsExactly(ONE);
    }

    @Test
    void theMapperOfTheUserIsHonouredAndLeftAsItIs() {
        JsonMapper mapper = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        JsonCodec own = JacksonJsonCodec.create(mapper);
        assertThat(write(own, new ArrayList<>(), new Snake("a"))).isEqualTo("[{\"first_name\":\"a\"}]");
        assertThat(own.<Snake>read(raw("{\"first_name\":\"a\"}"), Snake.class)).isEqualTo(new Snake("a"));
        assertThatThrownBy(() -> own.read(raw("{\"other\":1}"), Snake.class)).isInstanceOf(JsonBindException.class);
        assertThat(mapper.registeredModules()).isEmpty();
    }

    @Test
    void serializersAndDeserializersOfTheUserAreUsedForScalarsToo() {
        SimpleModule loud = new SimpleModule("loud")
                .addSerializer(String.class, new ValueSerializer<String>() {
                    @Override
                    public void serialize(String value, JsonGenerator generator, SerializationContext context) {
                        generator.writeString(value + "!");
                    }
                })
                .addDeserializer(String.class, new ValueDeserializer<String>() {
                    @Override
                    public String deserialize(JsonParser parser, DeserializationContext context) {
                        return parser.getString() + "?";
                    }
                });
        JsonCodec own =
                JacksonJsonCodec.create(JsonMapper.builder().addModule(loud).build());
        assertThat(write(own, new ArrayList<>(), "a")).isEqualTo("[\"a!\"]");
        assertThat(own.reader(List.of(String.class), false).read(raw("[\"a\"]"), 0))
                .containsExactly("a?");
    }

    @Test
    void aDeserializerThatReadsByItselfMeetsAttachments() {
        SimpleModule module = new SimpleModule("own").addDeserializer(Snake.class, new ValueDeserializer<Snake>() {
            @Override
            public Snake deserialize(JsonParser parser, DeserializationContext context) {
                Map<?, ?> map = parser.readValueAs(Map.class);
                return new Snake(String.valueOf(((byte[]) map.get("x")).length));
            }
        });
        JsonCodec own =
                JacksonJsonCodec.create(JsonMapper.builder().addModule(module).build());
        assertThat(own.<Snake>read(raw("{\"x\":" + PLACEHOLDER + "}", ONE), Snake.class))
                .isEqualTo(new Snake("3"));
    }

    @Test
    void aPlaceholderLooksLikeOneTokenInEveryRespect() {
        RawJson json = raw("[" + PLACEHOLDER + ",{\"a\":" + PLACEHOLDER + "}]", ONE);
        try (AttachmentParser parser = new AttachmentParser(
                JsonMapper.shared().createParser(json.bytes(), json.from(), json.to() - json.from()), json)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
            assertThat(parser.nextValue()).isEqualTo(JsonToken.VALUE_EMBEDDED_OBJECT);
            assertThat(parser.currentToken()).isEqualTo(JsonToken.VALUE_EMBEDDED_OBJECT);
            assertThat(parser.hasToken(JsonToken.VALUE_EMBEDDED_OBJECT)).isTrue();
            assertThat(parser.currentTokenId()).isEqualTo(JsonToken.VALUE_EMBEDDED_OBJECT.id());
            assertThat(parser.hasTokenId(JsonToken.VALUE_EMBEDDED_OBJECT.id())).isTrue();
            assertThat(parser.getEmbeddedObject()).isSameAs(ONE);
            assertThat(parser.getBinaryValue()).isSameAs(ONE);
            assertThat(parser.skipChildren()).isSameAs(parser);
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            assertThat(parser.nextName()).isEqualTo("a");
            assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_EMBEDDED_OBJECT);
            assertThat(parser.currentName()).isEqualTo("a");
            assertThat(parser.nextToken()).isEqualTo(JsonToken.END_OBJECT);
            assertThat(parser.nextName()).isNull();
            assertThat(parser.nextToken()).isNull();
        }
    }

    /** The short way for scalars writes what Jackson writes. */
    @Test
    void scalarsLookTheSameWithAndWithoutAMapper() {
        JsonCodec slow = JacksonJsonCodec.create(JsonMapper.builder().build());
        for (long seed = 0; seed < 2_000; seed++) {
            @Nullable Object[] values = scalars(new Random(seed));
            String fast = write(codec, new ArrayList<>(), values);
            assertThat(fast).as("seed %s", seed).isEqualToIgnoringCase(write(slow, new ArrayList<>(), values));
            assertThat(codec.<Object>read(raw(fast), Object.class))
                    .as("seed %s", seed)
                    .isEqualTo(slow.<Object>read(raw(fast), Object.class));
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

    /** The short way for scalars reads what Jackson reads, also where the JSON is of another type. */
    @Test
    void scalarsAreTheSameWithAndWithoutAMapper() {
        JsonCodec slow = JacksonJsonCodec.create(JsonMapper.builder().build());
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
                        .isEqualTo(outcome(slow, json, type));
            }
        }
    }

    private static String outcome(JsonCodec codec, String json, Type type) {
        try {
            Object value = codec.reader(List.of(type), false).read(raw("[" + json + "]"), 0)[0];
            return value == null ? "null" : value.getClass() + " " + value;
        } catch (JsonBindException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void decimalsKeepTheirDigits() {
        assertThat(codec.<BigDecimal>read(raw("0.10000000000000000000000001"), BigDecimal.class))
                .isEqualTo(new BigDecimal("0.10000000000000000000000001"));
        assertThat(write(codec, new ArrayList<>(), new BigDecimal("1.10"))).isEqualTo("[1.10]");
    }

    private static String write(JsonCodec codec, List<byte[]> attachments, @Nullable Object... values) {
        ByteSink sink = new ByteSink(0);
        codec.writeArray(sink, null, values, attachments);
        return new String(sink.toByteArray(), StandardCharsets.UTF_8);
    }

    private static RawJson raw(String json, byte[]... attachments) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new RawJson(bytes, 0, bytes.length, List.of(attachments));
    }
}
