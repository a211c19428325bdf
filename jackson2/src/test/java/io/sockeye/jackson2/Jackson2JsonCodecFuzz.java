package io.sockeye.jackson2;

import com.fasterxml.jackson.databind.JsonNode;
import io.sockeye.socketio.json.LibraryCodecFuzz;

class Jackson2JsonCodecFuzz extends LibraryCodecFuzz {
    Jackson2JsonCodecFuzz() {
        super(Jackson2JsonCodec.create(), Jackson2JsonCodec.create(DefaultMapper.create()), JsonNode.class);
    }
}
