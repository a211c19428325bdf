package io.sockeye.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** What only Jackson 3 has. */
class JacksonSpecificsTest {
    private static final byte[] ONE = {1, 2, 3};
    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    @Test
    void itIsFoundWithoutBeingNamed() {
        assertThat(JsonCodec.load()).isInstanceOf(JacksonJsonCodec.class);
    }

    @Test
    void theMapperOfTheUserIsLeftAsItIs() {
        JsonMapper mapper = JsonMapper.builder().build();
        JacksonJsonCodec.create(mapper);
        assertThat(mapper.registeredModules()).isEmpty();
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

    private static RawJson raw(String json, byte[]... attachments) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new RawJson(bytes, 0, bytes.length, List.of(attachments));
    }
}
