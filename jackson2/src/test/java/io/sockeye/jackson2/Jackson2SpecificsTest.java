package io.sockeye.jackson2;

import static com.fasterxml.jackson.core.JsonToken.VALUE_EMBEDDED_OBJECT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.PackageVersion;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.RawJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What only Jackson 2 has. */
class Jackson2SpecificsTest {
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

    /** Serializers and deserializers still call what Jackson has deprecated. */
    @Test
    @SuppressWarnings("deprecation")
    void aPlaceholderLooksLikeOneTokenToOldDeserializersToo() throws IOException {
        byte[] attachment = {1, 2, 3};
        byte[] json = "[{\"_placeholder\":true,\"num\":0}]".getBytes(StandardCharsets.UTF_8);
        RawJson raw = new RawJson(json, 0, json.length, List.of(attachment));
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (JsonParser parser = new AttachmentParser(new JsonMapper().createParser(json), raw)) {
            parser.nextToken();
            parser.nextToken();
            assertThat(parser.getCurrentToken()).isSameAs(parser.currentToken()).isEqualTo(VALUE_EMBEDDED_OBJECT);
            assertThat(parser.getCurrentTokenId()).isEqualTo(VALUE_EMBEDDED_OBJECT.id());
            assertThat(parser.hasTokenId(VALUE_EMBEDDED_OBJECT.id())).isTrue();
            assertThat(parser.hasCurrentToken()).isTrue();
            assertThat(parser.readBinaryValue(read)).isEqualTo(attachment.length);
            parser.clearCurrentToken();
            assertThat(parser.hasCurrentToken()).isFalse();
            assertThat(parser.nextToken()).isEqualTo(JsonToken.END_ARRAY);
        }
        assertThat(read.toByteArray()).isEqualTo(attachment);
    }
}
