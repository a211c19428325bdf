package io.sockeye.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.jackson.JacksonJsonCodec;
import io.sockeye.socketio.JsonCodec;
import org.junit.jupiter.api.Test;

class TwoCodecsTest {
    @Test
    void whereBothAreOnThePathJackson3IsTaken() {
        assertThat(JsonCodec.load()).isInstanceOf(JacksonJsonCodec.class);
    }
}
