package io.sockeye.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.SessionState.Effect;
import io.sockeye.engineio.SessionState.Phase;
import org.junit.jupiter.api.Test;

class SessionStateTest {
    private final SessionState state = new SessionState();

    @Test
    void messagesAreTakenFromTheBeginningAndReceivedWhenOpen() {
        assertThat(state.phase()).isEqualTo(Phase.OPENING);
        assertThat(state.sends()).isTrue();
        assertThat(state.receives()).isFalse();
        state.onOpen();
        assertThat(state.phase()).isEqualTo(Phase.OPEN);
        assertThat(state.sends()).isTrue();
        assertThat(state.receives()).isTrue();
        assertThat(state.reason()).isNull();
    }

    @Test
    void closingLetsTheQueueLeaveAndNothingElse() {
        state.onOpen();
        assertThat(state.onClose(CloseReason.FORCED_CLOSE)).isEqualTo(Effect.DRAIN);
        assertThat(state.phase()).isEqualTo(Phase.CLOSING);
        assertThat(state.sends()).isFalse();
        assertThat(state.receives()).isFalse();
        assertThat(state.onClose(CloseReason.SERVER_SHUTTING_DOWN)).isEqualTo(Effect.NONE);
    }

    @Test
    void theReasonOfTheCloseIsThatOfTheEnd() {
        state.onOpen();
        state.onClose(CloseReason.FORCED_CLOSE);
        assertThat(state.onEnd(CloseReason.TRANSPORT_CLOSE)).isEqualTo(Effect.END);
        assertThat(state.reason()).isEqualTo(CloseReason.FORCED_CLOSE);
    }

    @Test
    void theEndComesOnceAndKeepsItsReason() {
        state.onOpen();
        assertThat(state.onEnd(CloseReason.PING_TIMEOUT)).isEqualTo(Effect.END);
        assertThat(state.onEnd(CloseReason.TRANSPORT_ERROR)).isEqualTo(Effect.NONE);
        assertThat(state.onClose(CloseReason.FORCED_CLOSE)).isEqualTo(Effect.NONE);
        assertThat(state.reason()).isEqualTo(CloseReason.PING_TIMEOUT);
        assertThat(state.phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void aSessionCanCloseOrEndBeforeItIsOpen() {
        assertThat(state.onClose(CloseReason.FORCED_CLOSE)).isEqualTo(Effect.DRAIN);
        state.onOpen();
        assertThat(state.phase()).isEqualTo(Phase.CLOSING);
        assertThat(new SessionState().onEnd(CloseReason.TRANSPORT_ERROR)).isEqualTo(Effect.END);
    }

    @Test
    void nothingOpensAClosedSession() {
        state.onEnd(CloseReason.TRANSPORT_ERROR);
        state.onOpen();
        assertThat(state.phase()).isEqualTo(Phase.CLOSED);
        assertThat(state).hasToString("SessionState[CLOSED, transport error]");
    }

    @Test
    void toStringIsTheWholeState() {
        assertThat(state).hasToString("SessionState[OPENING]");
    }
}
