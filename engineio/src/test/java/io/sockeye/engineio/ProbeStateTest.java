package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.ProbeState.Effect;
import io.sockeye.engineio.ProbeState.Stage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeStateTest {
    private final ProbeState probe = new ProbeState();

    private Effect receive(String packet) {
        byte[] bytes = packet.getBytes(StandardCharsets.UTF_8);
        PacketType type = PacketType.ofDigit(bytes[0]);
        assertThat(type).isNotNull();
        return probe.onPacket(type, bytes, 1, bytes.length);
    }

    private void probing() {
        assertThat(probe.onStart(1000)).isTrue();
        assertThat(probe.onOpen()).isEqualTo(Effect.SEND_PROBE);
    }

    @Test
    void anAnsweredProbeAndQuietPollingMakeTheWebsocketTheTransport() {
        probing();
        assertThat(probe.stage()).isEqualTo(Stage.PROBING);
        assertThat(probe.onQuiet()).isEqualTo(Effect.NONE);
        assertThat(receive("3probe")).isEqualTo(Effect.PAUSE);
        assertThat(probe.stage()).isEqualTo(Stage.PAUSING);
        assertThat(probe.onQuiet()).isEqualTo(Effect.COMPLETE);
        assertThat(probe.stage()).isEqualTo(Stage.UPGRADED);
        assertThat(probe.isUnderWay()).isFalse();
        assertThat(probe.onFailure()).isEqualTo(Effect.NONE);
        assertThat(probe.onQuiet()).isEqualTo(Effect.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "3prob", "3probe2", "2probe", "4hello", "6", "1", "0{}"})
    void anyOtherAnswerIsTheEndOfIt(String packet) {
        probing();
        assertThat(receive(packet)).isEqualTo(Effect.ABORT);
        assertThat(probe.stage()).isEqualTo(Stage.FAILED);
        assertThat(probe.onOpen()).isEqualTo(Effect.NONE);
        assertThat(receive("3probe")).isEqualTo(Effect.NONE);
    }

    @Test
    void whatComesBeforeTheLastWordIsTheEndOfIt() {
        probing();
        assertThat(receive("3probe")).isEqualTo(Effect.PAUSE);
        assertThat(receive("3probe")).isEqualTo(Effect.ABORT);
        assertThat(probe.onQuiet()).isEqualTo(Effect.NONE);
    }

    @Test
    void itIsTriedOnceAConnection() {
        assertThat(probe.onStart(1000)).isTrue();
        assertThat(probe.onStart(1000)).isFalse();
        assertThat(probe.onFailure()).isEqualTo(Effect.ABORT);
        assertThat(probe.onFailure()).isEqualTo(Effect.NONE);
        assertThat(probe.onStart(1000)).isFalse();
    }

    @Test
    void itsTimeIsLimitedUntilItIsDone() {
        assertThat(probe.onTime(5000)).isEqualTo(Effect.NONE);
        for (Stage stage : List.of(Stage.CONNECTING, Stage.PROBING, Stage.PAUSING)) {
            ProbeState late = new ProbeState();
            assertThat(late.onStart(1000)).isTrue();
            if (stage != Stage.CONNECTING) {
                assertThat(late.onOpen()).isEqualTo(Effect.SEND_PROBE);
            }
            if (stage == Stage.PAUSING) {
                byte[] answer = "probe".getBytes(StandardCharsets.US_ASCII);
                assertThat(late.onPacket(PacketType.PONG, answer, 0, 5)).isEqualTo(Effect.PAUSE);
            }
            assertThat(late.stage()).isEqualTo(stage);
            assertThat(late.deadline()).isEqualTo(1000);
            assertThat(late.onTime(999)).isEqualTo(Effect.NONE);
            assertThat(late.onTime(1000)).isEqualTo(Effect.ABORT);
        }
    }
}
