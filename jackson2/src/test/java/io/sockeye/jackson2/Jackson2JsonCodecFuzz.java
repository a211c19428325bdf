package io.sockeye.jackson2;

import io.sockeye.socketio.json.LibraryCodecFuzz;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

class Jackson2JsonCodecFuzz extends LibraryCodecFuzz {
    Jackson2JsonCodecFuzz() {
        super(
                Jackson2JsonCodec.create(),
                Jackson2JsonCodec.create(DefaultMapper.create()),
                JsonNode.class);
    }
}
