package io.sockeye.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.client.ClientState.Phase;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ClientStateTest {
    private static final Consumer<ClientState> CONNECTING = ClientState::connect;
    private static final Consumer<ClientState> CONNECTED = CONNECTING.andThen(ClientState::established);
    private static final Consumer<ClientState> BACKING_OFF = CONNECTED.andThen(ClientState::backOff);
    private static final Consumer<ClientState> RECONNECTING = BACKING_OFF.andThen(ClientState::due);

    @Test
    void everyEndCanBeStartedAgain() {
        for (Consumer<ClientState> way : List.of(CONNECTING, CONNECTED, BACKING_OFF, RECONNECTING)) {
            ClientState state = new ClientState();
            way.accept(state);
            assertThat(state.isActive()).isTrue();
            state.ended();
            assertThat(state.phase()).isEqualTo(Phase.IDLE);
            assertThat(state.isActive()).isFalse();
            RECONNECTING.accept(state);
            assertThat(state.phase()).isEqualTo(Phase.RECONNECTING);
        }
    }

    @Test
    void onlyTheSecondSuccessIsAReconnect() {
        ClientState state = new ClientState();
        state.connect();
        assertThat(state.established()).isFalse();
        state.backOff();
        state.due();
        assertThat(state.established()).isTrue();
    }

    @Test
    void whileSomethingIsGoingOnNothingElseBegins() {
        for (Consumer<ClientState> way : List.of(CONNECTING, CONNECTED, BACKING_OFF, RECONNECTING)) {
            ClientState state = new ClientState();
            way.accept(state);
            assertThatThrownBy(state::connect).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void closedIsFinal() {
        ClientState state = new ClientState();
        CONNECTED.accept(state);
        state.closed();
        state.ended();
        assertThat(state.phase()).isEqualTo(Phase.CLOSED);
        assertThatThrownBy(state::connect).hasMessageContaining("closed");
    }

    @Test
    void aFirstFailureMayBeTriedAgain() {
        ClientState state = new ClientState();
        state.connect();
        state.backOff();
        state.due();
        state.backOff();
        assertThat(state).hasToString("ClientState[BACKING_OFF]");
    }

    @Test
    void thereIsNoOtherWay() {
        ClientState state = new ClientState();
        assertThatThrownBy(state::established).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(state::due).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(state::backOff).isInstanceOf(IllegalStateException.class);
    }
}
