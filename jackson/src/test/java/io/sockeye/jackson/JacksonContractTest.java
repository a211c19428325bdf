package io.sockeye.jackson;

import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.json.LibraryCodecContractTest;
import java.lang.reflect.Type;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
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

class JacksonContractTest extends LibraryCodecContractTest {
    @Override
    protected JsonCodec codec() {
        return JacksonJsonCodec.create();
    }

    @Override
    protected JsonCodec onAMapper() {
        return JacksonJsonCodec.create(JsonMapper.builder().build());
    }

    @Override
    protected JsonCodec snakeCase() {
        return JacksonJsonCodec.create(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build());
    }

    @Override
    protected JsonCodec loud() {
        return with(new SimpleModule("loud")
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
                }));
    }

    @Override
    protected JsonCodec peopleOfMaps() {
        return with(new SimpleModule("people").addDeserializer(Person.class, new ValueDeserializer<Person>() {
            @Override
            public Person deserialize(JsonParser parser, DeserializationContext context) {
                return Person.of(parser.readValueAs(Map.class));
            }
        }));
    }

    private static JsonCodec with(SimpleModule module) {
        return JacksonJsonCodec.create(JsonMapper.builder().addModule(module).build());
    }

    @Override
    protected Type node() {
        return JsonNode.class;
    }

    @Override
    protected Object node(double number, byte[] bytes) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("number", number);
        node.putArray("deep").addObject().put("bytes", bytes);
        return node;
    }
}
