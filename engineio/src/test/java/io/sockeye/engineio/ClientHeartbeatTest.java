package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.ClientHeartbeat.Effect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientHeartbeatTest {
    private static final long BEGIN = Long.MAX_VALUE - 3; // deadlines survive the overflow of the clock

    private static ClientHeartbeat heartbeat(EngineProtocol protocol) {
        return new ClientHeartbeat(protocol, 100, 40, BEGIN);
    }

    @ParameterizedTest
    @EnumSource
    void aSilentServerIsGivenUpAfterIntervalAndTimeout(EngineProtocol protocol) {
        ClientHeartbeat heartbeat = heartbeat(protocol);
        assertThat(heartbeat.onTime(BEGIN + 139)).isNotEqualTo(Effect.TIMEOUT);
        assertThat(heartbeat.isExpired(BEGIN + 139)).isFalse();
        assertThat(heartbeat.isExpired(BEGIN + 140)).isTrue();
        assertThat(heartbeat.onTime(BEGIN + 140)).isEqualTo(Effect.TIMEOUT);
    }

    @ParameterizedTest
    @EnumSource
    void whateverArrivesProvesThatTheServerLives(EngineProtocol protocol) {
        ClientHeartbeat heartbeat = heartbeat(protocol);
        heartbeat.onPacket(BEGIN + 130);
        assertThat(heartbeat.isExpired(BEGIN + 269)).isFalse();
        assertThat(heartbeat.isExpired(BEGIN + 270)).isTrue();
        assertThat(heartbeat.serverDeadline()).isEqualTo(BEGIN + 270);
    }

    @Test
    void inRevision4APingIsAnswered() {
        ClientHeartbeat heartbeat = heartbeat(EngineProtocol.V4);
        assertThat(heartbeat.onPing(BEGIN + 100)).isEqualTo(Effect.SEND_PONG);
        assertThat(heartbeat.deadline()).isEqualTo(BEGIN + 240);
        assertThat(heartbeat.onTime(BEGIN + 239)).isEqualTo(Effect.NONE);
    }

    @Test
    void inRevision3TheClientPings() {
        ClientHeartbeat heartbeat = heartbeat(EngineProtocol.V3);
        assertThat(heartbeat.deadline()).isEqualTo(BEGIN + 100);
        assertThat(heartbeat.onTime(BEGIN + 99)).isEqualTo(Effect.NONE);
        assertThat(heartbeat.onTime(BEGIN + 100)).isEqualTo(Effect.SEND_PING);
        assertThat(heartbeat.onTime(BEGIN + 101)).isEqualTo(Effect.NONE);
        heartbeat.onPacket(BEGIN + 110);
        assertThat(heartbeat.deadline()).isEqualTo(BEGIN + 200);
        assertThat(heartbeat.onPing(BEGIN + 120)).isEqualTo(Effect.NONE);
    }

    @Test
    void aServerThatAnnouncesNoIntervalIsPingedAllTheSame() {
        ClientHeartbeat heartbeat = new ClientHeartbeat(EngineProtocol.V3, 0, 40, 0);
        assertThat(heartbeat.onTime(20)).isEqualTo(Effect.SEND_PING);
        assertThat(heartbeat.deadline()).isEqualTo(40);
    }

    @ParameterizedTest
    @EnumSource
    void whileNothingIsReadNothingIsDueButTheServerHearsThatThisSideLives(EngineProtocol protocol) {
        ClientHeartbeat heartbeat = heartbeat(protocol);
        heartbeat.suspend(BEGIN);
        long next = heartbeat.deadline();
        assertThat(next - BEGIN).isEqualTo(protocol == EngineProtocol.V4 ? 20 : 100);
        assertThat(heartbeat.onTime(next))
                .isEqualTo(protocol == EngineProtocol.V4 ? Effect.SEND_PONG : Effect.SEND_PING);
        assertThat(heartbeat.isExpired(BEGIN + 1000)).isFalse();
        heartbeat.resume(BEGIN + 1000);
        assertThat(heartbeat.isExpired(BEGIN + 1139)).isFalse();
        assertThat(heartbeat.isExpired(BEGIN + 1140)).isTrue();
    }

    @Test
    void suspendingTwiceDoesNotPutOffThePong() {
        ClientHeartbeat heartbeat = heartbeat(EngineProtocol.V4);
        heartbeat.suspend(BEGIN);
        heartbeat.suspend(BEGIN + 19);
        assertThat(heartbeat.deadline()).isEqualTo(BEGIN + 20);
        heartbeat.resume(BEGIN + 30);
        heartbeat.resume(BEGIN + 90);
        assertThat(heartbeat.serverDeadline()).isEqualTo(BEGIN + 170);
    }
}
