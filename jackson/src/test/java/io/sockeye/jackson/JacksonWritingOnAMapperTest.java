package io.sockeye.jackson;

import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.JsonWritingContractTest;
import tools.jackson.databind.json.JsonMapper;

/** The contract holds as well when everything goes through a mapper of the user. */
class JacksonWritingOnAMapperTest extends JsonWritingContractTest {
    @Override
    protected JsonCodec codec() {
        return JacksonJsonCodec.create(JsonMapper.builder().build());
    }
}
