package io.sockeye.jackson2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.PackageVersion;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sockeye.engineio.ByteSink;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.RawJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What only Jackson 2 has. */
class Jackson2SpecificsTest {
    private static final byte[] ONE = {1, 2, 3};
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    /** The build runs all tests with two versions. */
    @Test
    void theVersionIsTheOneThatTheBuildNames() {
        String actual = PackageVersion.VERSION.toString();
        assertThat(actual).isEqualTo(System.getProperty("sockeye.test.jackson2", actual));
    }

    @Test
    void itIsFoundWithoutBeingNamed() {
        assertThat(JsonCodec.load()).isInstanceOf(Jackson2JsonCodec.class);
    }

    @Test
    void theMapperOfTheUserIsLeftAsItIs() {
        ObjectMapper mapper = new ObjectMapper();
        Jackson2JsonCodec.create(mapper);
        assertThat(mapper.getRegisteredModuleIds()).isEmpty();
    }

    @Test
    void anAttachmentInANodeIsBinary() throws IOException {
        JsonNode node = Jackson2JsonCodec.create().read(raw("[" + PLACEHOLDER + "]", ONE), JsonNode.class);
        assertThat(node.get(0).isBinary()).isTrue();
        assertThat(node.get(0).binaryValue()).isEqualTo(ONE);
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
        ByteSink sink = new ByteSink(0);
        Jackson2JsonCodec.create().writeArray(sink, null, new Object[] {List.of(node)}, attachments);
        assertThat(new String(sink.toByteArray(), StandardCharsets.UTF_8))
                .isEqualTo("[[{\"nan\":null,\"text\":\"x\",\"deep\":[{\"bytes\":" + PLACEHOLDER + "}]}]]");
        assertThat(attachments).containsExactly(ONE);
    }

    @Test
    void aPlaceholderLooksLikeOneTokenInEveryRespect() throws IOException {
        RawJson json = raw("[" + PLACEHOLDER + ",{\"a\":" + PLACEHOLDER + "}]", ONE);
        try (AttachmentParser parser = new AttachmentParser(
                new JsonMapper().createParser(json.bytes(), json.from(), json.to() - json.from()), json)) {
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
            assertThat(parser.nextFieldName()).isEqualTo("a");
            assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_EMBEDDED_OBJECT);
            assertThat(parser.currentName()).isEqualTo("a");
            assertThat(parser.nextToken()).isEqualTo(JsonToken.END_OBJECT);
            assertThat(parser.nextFieldName()).isNull();
            assertThat(parser.nextToken()).isNull();
        }
    }

    private static RawJson raw(String json, byte[]... attachments) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new RawJson(bytes, 0, bytes.length, List.of(attachments));
    }
}
