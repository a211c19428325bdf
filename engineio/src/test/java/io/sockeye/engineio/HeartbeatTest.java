package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.Heartbeat.Effect;
import io.sockeye.engineio.Heartbeat.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Intervals are 25 and timeouts 20 ticks; the clock begins anywhere. */
class HeartbeatTest {
    private static final long INTERVAL = 25;
    private static final long TIMEOUT = 20;

    @ParameterizedTest
    @ValueSource(longs = {0, -10, Long.MAX_VALUE - 10, Long.MIN_VALUE})
    void theServerPingsAfterTheIntervalWhereverTheClockBegins(long start) {
        Heartbeat heartbeat = v4(start);
        assertThat(heartbeat.deadline()).isEqualTo(start + 25);
        assertThat(heartbeat.onTime(start + 24)).isEqualTo(Effect.NONE);
        assertThat(heartbeat.onTime(start + 25)).isEqualTo(Effect.SEND_PING);
        assertThat(heartbeat.onTime(start + 25)).isEqualTo(Effect.NONE);
        assertThat(heartbeat.onTime(start + 44)).isEqualTo(Effect.NONE);
        assertThat(heartbeat.onTime(start + 45)).isEqualTo(Effect.TIMEOUT);
    }

    @Test
    void theNextPingIsCountedFromThePong() {
        Heartbeat heartbeat = v4(0);
        assertThat(heartbeat.onTime(25)).isEqualTo(Effect.SEND_PING);
        assertThat(heartbeat.onPong(30)).isEqualTo(Effect.NONE);
        assertThat(heartbeat.deadline()).isEqualTo(55);
        assertThat(heartbeat.onTime(55)).isEqualTo(Effect.SEND_PING);
    }

    @Test
    void aLatePingGivesThePongItsFullTime() {
        Heartbeat heartbeat = v4(0);
        assertThat(heartbeat.onTime(100)).isEqualTo(Effect.SEND_PING);
        assertThat(heartbeat.deadline()).isEqualTo(120);
    }

    @Test
    void aPingThatLeavesALittleLateDoesNotMakeThePongDueLater() {
        Heartbeat heartbeat = v4(0);
        assertThat(heartbeat.onTime(26)).isEqualTo(Effect.SEND_PING);
        assertThat(heartbeat.deadline()).isEqualTo(45);
    }

    @Test
    void anotherPacketStartsTheTimeOfThePongAgainOnceAPing() {
        Heartbeat heartbeat = v4(0);
        heartbeat.onTime(25);
        heartbeat.onOtherPacket(40);
        assertThat(heartbeat.deadline()).isEqualTo(60);
        heartbeat.onOtherPacket(50);
        assertThat(heartbeat.deadline()).isEqualTo(60);
        assertThat(heartbeat.onPong(59)).isEqualTo(Effect.NONE);
        assertThat(heartbeat.onTime(84)).isEqualTo(Effect.SEND_PING);
        heartbeat.onOtherPacket(90);
        assertThat(heartbeat.deadline()).isEqualTo(110);
        assertThat(heartbeat.onTime(110)).isEqualTo(Effect.TIMEOUT);
    }

    @Test
    void otherPacketsDoNotDelayThePing() {
        Heartbeat heartbeat = v4(0);
        heartbeat.onOtherPacket(20);
        assertThat(heartbeat.deadline()).isEqualTo(25);
    }

    @Test
    void pongsThatNobodyAskedForChangeNothing() {
        Heartbeat heartbeat = v4(0);
        for (int now = 0; now < 25; now++) {
            assertThat(heartbeat.onPong(now)).isEqualTo(Effect.NONE);
        }
        assertThat(heartbeat.deadline()).isEqualTo(25);
        assertThat(heartbeat.state()).isEqualTo(State.WAITING_TO_PING);
    }

    @Test
    void onlyOneSidePings() {
        assertThat(v4(0).onPing(1)).isEqualTo(Effect.WRONG_DIRECTION);
        assertThat(v3(0).onPong(1)).isEqualTo(Effect.WRONG_DIRECTION);
    }

    @Test
    void inRevision3TheClientPingsAndTheServerAnswers() {
        Heartbeat heartbeat = v3(0);
        assertThat(heartbeat.deadline()).isEqualTo(45);
        assertThat(heartbeat.onPing(25)).isEqualTo(Effect.SEND_PONG);
        assertThat(heartbeat.deadline()).isEqualTo(70);
        assertThat(heartbeat.onTime(69)).isEqualTo(Effect.NONE);
        assertThat(heartbeat.onTime(70)).isEqualTo(Effect.TIMEOUT);
    }

    @Test
    void inRevision3OnlyPingsCount() {
        Heartbeat heartbeat = v3(0);
        heartbeat.onOtherPacket(40);
        assertThat(heartbeat.onTime(45)).isEqualTo(Effect.TIMEOUT);
    }

    @Test
    void whileTheConnectionIsNotReadNoPongIsDueAndTheClientIsStillPinged() {
        Heartbeat heartbeat = v4(0);
        heartbeat.suspend(10);
        long lastPing = 0;
        for (long now = 10; now < 10_000; now++) {
            Effect effect = heartbeat.onTime(now);
            assertThat(effect).isIn(Effect.NONE, Effect.SEND_PING);
            if (effect == Effect.SEND_PING) {
                lastPing = now;
            }
            assertThat(now - lastPing).as("what the client waits for").isLessThan(INTERVAL + TIMEOUT);
        }
        heartbeat.resume(10_000);
        assertThat(heartbeat.deadline()).isEqualTo(10_020);
        assertThat(heartbeat.onTime(10_019)).isEqualTo(Effect.NONE);
        assertThat(heartbeat.onTime(10_020)).isEqualTo(Effect.TIMEOUT);
    }

    @Test
    void allPongsThatWaitedToBeReadAreFine() {
        Heartbeat heartbeat = v4(0);
        heartbeat.suspend(10);
        heartbeat.onTime(25);
        heartbeat.onTime(45);
        heartbeat.resume(60);
        assertThat(heartbeat.onPong(61)).isEqualTo(Effect.NONE);
        assertThat(heartbeat.onPong(61)).isEqualTo(Effect.NONE);
        assertThat(heartbeat.deadline()).isEqualTo(86);
        assertThat(heartbeat.state()).isEqualTo(State.WAITING_TO_PING);
    }

    @Test
    void inRevision3AClientWhosePingWaitsToBeReadGetsPongsAllTheSame() {
        Heartbeat heartbeat = v3(0);
        heartbeat.suspend(40);
        long lastPong = 40;
        for (long now = 40; now < 10_000; now++) {
            Effect effect = heartbeat.onTime(now);
            assertThat(effect).isIn(Effect.NONE, Effect.SEND_PONG);
            if (effect == Effect.SEND_PONG) {
                lastPong = now;
            }
            assertThat(now - lastPong).as("what the client waits for").isLessThan(TIMEOUT);
        }
        heartbeat.resume(10_000);
        assertThat(heartbeat.deadline()).isEqualTo(10_045);
    }

    @Test
    void aSuspensionThatWasNotIsNotResumed() {
        Heartbeat heartbeat = v4(0);
        heartbeat.onTime(25);
        heartbeat.resume(30);
        assertThat(heartbeat.deadline()).isEqualTo(45);
        heartbeat.suspend(31);
        heartbeat.suspend(32);
        heartbeat.resume(33);
        heartbeat.resume(34);
        assertThat(heartbeat.deadline()).isEqualTo(53);
    }

    @Test
    void aPingBeforeItsTimeIsNotSentBecauseOfASuspension() {
        Heartbeat heartbeat = v4(0);
        heartbeat.suspend(1);
        heartbeat.resume(2);
        assertThat(heartbeat.deadline()).isEqualTo(25);
    }

    @Test
    void toStringIsTheWholeState() {
        Heartbeat heartbeat = v4(0);
        heartbeat.suspend(1);
        assertThat(heartbeat)
                .hasToString("Heartbeat[WAITING_TO_PING, suspended, deadline=25, interval=25, timeout=20]");
    }

    private static Heartbeat v4(long now) {
        return new Heartbeat(EngineProtocol.V4, INTERVAL, TIMEOUT, now);
    }

    private static Heartbeat v3(long now) {
        return new Heartbeat(EngineProtocol.V3, INTERVAL, TIMEOUT, now);
    }
}
