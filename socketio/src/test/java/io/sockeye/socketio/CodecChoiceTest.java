package io.sockeye.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CodecChoiceTest {
    private final JsonCodec first = new PlainJson();
    private final JsonCodec fallback = new PlainJson() {
        @Override
        public boolean isFallback() {
            return true;
        }
    };

    @Test
    void aFallbackIsTakenWhereThereIsNothingElse() {
        assertThat(CodecChoice.of(List.of(fallback))).isSameAs(fallback);
    }

    @Test
    void theOrderOnThePathDoesNotMatter() {
        assertThat(CodecChoice.of(List.of(first, fallback))).isSameAs(first);
        assertThat(CodecChoice.of(List.of(fallback, first))).isSameAs(first);
    }

    @Test
    void ofSeveralEqualsNoneIsTaken() {
        for (List<JsonCodec> found : List.of(List.of(first, first, fallback), List.of(fallback, fallback))) {
            assertThatThrownBy(() -> CodecChoice.of(found))
                    .isInstanceOf(SocketIoException.class)
                    .hasMessageContaining(found.getFirst().getClass().getName())
                    .hasMessageContaining("name a JsonCodec in the options");
        }
    }

    @Test
    void whereThereIsNoneTheMessageSaysWhatToAdd() {
        assertThatThrownBy(() -> CodecChoice.of(List.of()))
                .isInstanceOf(SocketIoException.class)
                .hasMessageContaining("sockeye-jackson2");
    }
}
