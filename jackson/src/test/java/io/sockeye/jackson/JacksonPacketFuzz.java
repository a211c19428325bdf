package io.sockeye.jackson;

import io.sockeye.socketio.PacketNameFuzz;

class JacksonPacketFuzz extends PacketNameFuzz {
    JacksonPacketFuzz() {
        super(JacksonJsonCodec.create());
    }
}
