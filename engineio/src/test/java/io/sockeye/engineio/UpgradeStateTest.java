package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.UpgradeState.Effect;
import io.sockeye.engineio.UpgradeState.Stage;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeStateTest {
    private static final long MILLI = 1_000_000;
    private static final long DEADLINE = 10_000 * MILLI;

    private final UpgradeState upgrade = new UpgradeState();

    @Test
    void aProbeAndAnUpgradePacketMakeTheWebsocketTheTransport() {
        assertThat(upgrade.onWebSocket(DEADLINE)).isEqualTo(Effect.NONE);
        assertThat(upgrade.stage()).isEqualTo(Stage.CONNECTED);
        assertThat(receive("2probe", 0)).isEqualTo(Effect.ANSWER_PROBE);
        assertThat(upgrade.stage()).isEqualTo(Stage.PROBED);
        assertThat(receive("5", 1)).isEqualTo(Effect.COMPLETE);
        assertThat(upgrade.stage()).isEqualTo(Stage.UPGRADED);
        assertThat(upgrade.isUnderWay()).isFalse();
    }

    @Test
    void aPendingPollGetsANoopAtOnceAndAgainEach100Milliseconds() {
        probed();
        assertThat(upgrade.deadline(true)).isZero();
        assertThat(upgrade.onTime(0, true)).isEqualTo(Effect.SEND_NOOP);
        assertThat(upgrade.onTime(99 * MILLI, true)).isEqualTo(Effect.NONE);
        assertThat(upgrade.deadline(true)).isEqualTo(100 * MILLI);
        assertThat(upgrade.onTime(100 * MILLI, true)).isEqualTo(Effect.SEND_NOOP);
        assertThat(upgrade.onTime(250 * MILLI, true)).isEqualTo(Effect.SEND_NOOP);
        assertThat(upgrade.onTime(300 * MILLI, true)).isEqualTo(Effect.NONE);
        assertThat(upgrade.onTime(350 * MILLI, true)).isEqualTo(Effect.SEND_NOOP);
    }

    @Test
    void anotherProbeIsAnsweredAndChangesNothing() {
        probed();
        assertThat(upgrade.onTime(0, true)).isEqualTo(Effect.SEND_NOOP);
        assertThat(receive("2probe", 10 * MILLI)).isEqualTo(Effect.ANSWER_PROBE);
        assertThat(upgrade.onTime(10 * MILLI, true)).isEqualTo(Effect.NONE);
        assertThat(receive("5", 20 * MILLI)).isEqualTo(Effect.COMPLETE);
    }

    @Test
    void aPollThatComesAfterTheProbeGetsItsNoopAtOnce() {
        probed();
        assertThat(upgrade.onTime(10 * MILLI, false)).isEqualTo(Effect.NONE);
        assertThat(upgrade.deadline(false)).isEqualTo(DEADLINE);
        assertThat(upgrade.onTime(11 * MILLI, true)).isEqualTo(Effect.SEND_NOOP);
    }

    @Test
    void noPollGetsANoopBeforeTheProbe() {
        upgrade.onWebSocket(DEADLINE);
        assertThat(upgrade.deadline(true)).isEqualTo(DEADLINE);
        assertThat(upgrade.onTime(500 * MILLI, true)).isEqualTo(Effect.NONE);
    }

    @Test
    void noPollGetsANoopWithoutOrAfterAnUpgrade() {
        assertThat(upgrade.onTime(500 * MILLI, true)).isEqualTo(Effect.NONE);
        probed();
        receive("5", 0);
        assertThat(upgrade.onTime(2 * DEADLINE, true)).isEqualTo(Effect.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2probes", "2prob", "3probe", "5", "4hello", "0", "1", "6"})
    void anyOtherFirstPacketAbortsTheUpgrade(String packet) {
        upgrade.onWebSocket(DEADLINE);
        assertThat(receive(packet, 0)).isEqualTo(Effect.ABORT);
        assertThat(upgrade.stage()).isEqualTo(Stage.POLLING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "4hello", "6"})
    void anythingButTheUpgradePacketOrAnotherProbeAbortsItAfterTheProbe(String packet) {
        probed();
        assertThat(receive(packet, 0)).isEqualTo(Effect.ABORT);
    }

    @Test
    void anUpgradeThatTakesTooLongIsAbortedAtAnyStage() {
        upgrade.onWebSocket(DEADLINE);
        assertThat(upgrade.onTime(DEADLINE - 1, true)).isEqualTo(Effect.NONE);
        assertThat(upgrade.onTime(DEADLINE, true)).isEqualTo(Effect.ABORT);
        probed();
        assertThat(upgrade.onTime(DEADLINE, true)).isEqualTo(Effect.ABORT);
        assertThat(upgrade.onTime(DEADLINE, true)).isEqualTo(Effect.NONE);
    }

    @Test
    void afterAFailureTheClientMayTryAgain() {
        probed();
        assertThat(upgrade.onFailure()).isEqualTo(Effect.ABORT);
        assertThat(upgrade.onFailure()).isEqualTo(Effect.NONE);
        probed();
        assertThat(receive("5", 0)).isEqualTo(Effect.COMPLETE);
    }

    @Test
    void aSecondWebsocketIsRefusedWhileOneIsThere() {
        upgrade.onWebSocket(DEADLINE);
        assertThat(upgrade.onWebSocket(DEADLINE)).isEqualTo(Effect.REFUSE);
        receive("2probe", 0);
        assertThat(upgrade.onWebSocket(DEADLINE)).isEqualTo(Effect.REFUSE);
        receive("5", 0);
        assertThat(upgrade.onWebSocket(DEADLINE)).isEqualTo(Effect.REFUSE);
        assertThat(upgrade.stage()).isEqualTo(Stage.UPGRADED);
    }

    @Test
    void aFinishedUpgradeCanNotFail() {
        probed();
        receive("5", 0);
        assertThat(upgrade.onFailure()).isEqualTo(Effect.NONE);
        assertThat(upgrade.stage()).isEqualTo(Stage.UPGRADED);
    }

    @Test
    void theClockMayBeginAnywhere() {
        long start = Long.MAX_VALUE - 50 * MILLI;
        upgrade.onWebSocket(start + DEADLINE);
        receive("2probe", start);
        assertThat(upgrade.onTime(start, true)).isEqualTo(Effect.SEND_NOOP);
        assertThat(upgrade.deadline(true)).isEqualTo(start + 100 * MILLI);
        assertThat(upgrade.onTime(start + 99 * MILLI, true)).isEqualTo(Effect.NONE);
        assertThat(upgrade.onTime(start + 100 * MILLI, true)).isEqualTo(Effect.SEND_NOOP);
        assertThat(upgrade.onTime(start + DEADLINE, true)).isEqualTo(Effect.ABORT);
    }

    @Test
    void toStringIsTheWholeState() {
        assertThat(upgrade).hasToString("UpgradeState[POLLING]");
        probed();
        assertThat(upgrade).hasToString("UpgradeState[PROBED, deadline=10000000000, nextNoop=0]");
    }

    private void probed() {
        upgrade.onWebSocket(DEADLINE);
        receive("2probe", 0);
    }

    private Effect receive(String packet, long now) {
        byte[] bytes = packet.getBytes(StandardCharsets.US_ASCII);
        PacketType type = PacketType.ofDigit(bytes[0]);
        assertThat(type).isNotNull();
        return upgrade.onPacket(type, bytes, 1, bytes.length, now);
    }
}
