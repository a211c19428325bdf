package io.sockeye.jackson;

import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.JsonWritingContractTest;

class JacksonWritingTest extends JsonWritingContractTest {
    @Override
    protected JsonCodec codec() {
        return JacksonJsonCodec.create();
    }
}
