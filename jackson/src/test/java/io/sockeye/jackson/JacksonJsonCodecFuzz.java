package io.sockeye.jackson;

import io.sockeye.socketio.json.LibraryCodecFuzz;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JacksonJsonCodecFuzz extends LibraryCodecFuzz {
    JacksonJsonCodecFuzz() {
        super(
                JacksonJsonCodec.create(),
                JacksonJsonCodec.create(JsonMapper.builder().build()),
                JsonNode.class);
    }
}
