package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.Vectors.Vector;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WebSocketCodecTest {
    static Stream<Arguments> vectors() {
        return Stream.concat(
                Vectors.of("websocket-v4.txt").map(vector -> Arguments.of(vector, EngineProtocol.V4)),
                Vectors.of("websocket-v3.txt").map(vector -> Arguments.of(vector, EngineProtocol.V3)));
    }

    static Stream<Arguments> encoded() {
        return vectors().filter(arguments -> ((Vector) arguments.get()[0]).encoded());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aMessageIsAPacketOrAnError(Vector vector, EngineProtocol protocol) {
        RecordingSink sink = new RecordingSink();
        assertThat(decode(vector, protocol, sink)).isEqualTo(vector.result());
        assertThat(sink.packets).isEqualTo(vector.packets());
    }

    @ParameterizedTest
    @MethodSource("encoded")
    void decodingSaysSoWhenTheSinkIsThrough(Vector vector, EngineProtocol protocol) {
        assertThat(decode(vector, protocol, new RecordingSink(1))).isEqualTo(DecodeResult.STOPPED);
    }

    @ParameterizedTest
    @MethodSource("encoded")
    void aPacketIsThatMessage(Vector vector, EngineProtocol protocol) {
        WebSocketForm form = protocol == EngineProtocol.V4 ? WebSocketForm.V4 : WebSocketForm.V3;
        assertThat(vector.packets().getFirst().toMessage().frames(form))
                .singleElement()
                .satisfies(frame -> {
                    assertThat(frame.text()).isEqualTo(!vector.binaryWire());
                    assertThat(frame.payload()).isEqualTo(vector.wire());
                });
    }

    private static DecodeResult decode(Vector vector, EngineProtocol protocol, PacketSink sink) {
        return vector.binaryWire()
                ? WebSocketCodec.binary(protocol, vector.wire(), sink)
                : WebSocketCodec.text(protocol, vector.wire(), sink);
    }
}
