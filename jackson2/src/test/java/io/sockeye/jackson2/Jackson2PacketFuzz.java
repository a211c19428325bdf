package io.sockeye.jackson2;

import io.sockeye.socketio.PacketNameFuzz;

class Jackson2PacketFuzz extends PacketNameFuzz {
    Jackson2PacketFuzz() {
        super(Jackson2JsonCodec.create());
    }
}
