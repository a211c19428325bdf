package io.sockeye.jackson2;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.json.LibraryCodecContractTest;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;

class Jackson2ContractTest extends LibraryCodecContractTest {
    @Override
    protected JsonCodec codec() {
        return Jackson2JsonCodec.create();
    }

    @Override
    protected JsonCodec onAMapper() {
        return Jackson2JsonCodec.create(DefaultMapper.create());
    }

    @Override
    protected JsonCodec snakeCase() {
        return Jackson2JsonCodec.create(JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build());
    }

    @Override
    protected JsonCodec loud() {
        return with(new SimpleModule("loud")
                .addSerializer(String.class, new JsonSerializer<String>() {
                    @Override
                    public void serialize(String value, JsonGenerator generator, SerializerProvider context)
                            throws IOException {
                        generator.writeString(value + "!");
                    }
                })
                .addDeserializer(String.class, new JsonDeserializer<String>() {
                    @Override
                    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                        return parser.getText() + "?";
                    }
                }));
    }

    @Override
    protected JsonCodec peopleOfMaps() {
        return with(new SimpleModule("people").addDeserializer(Person.class, new JsonDeserializer<Person>() {
            @Override
            public Person deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                return Person.of(parser.readValueAs(Map.class));
            }
        }));
    }

    private static JsonCodec with(SimpleModule module) {
        return Jackson2JsonCodec.create(JsonMapper.builder().addModule(module).build());
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
