package io.sockeye.jackson;

import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.JsonReadingContractTest;

class JacksonReadingTest extends JsonReadingContractTest {
    @Override
    protected JsonCodec codec() {
        return JacksonJsonCodec.create();
    }
}
