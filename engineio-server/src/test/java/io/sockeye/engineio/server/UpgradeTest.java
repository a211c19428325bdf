package io.sockeye.engineio.server;

import static io.sockeye.engineio.server.EngineFixture.frames;
import static io.sockeye.engineio.server.EngineFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.Transport;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.MemoryWebSocket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class UpgradeTest {
    private final EngineFixture server = new EngineFixture();

    @AfterEach
    void close() {
        server.close();
    }

    private String webSocketUrl() {
        return "/engine.io/?EIO=4&transport=websocket&sid=" + server.session().sid();
    }

    @Test
    void aProbeIsAnsweredAndTheParkedPollEndsAtOnceWithANoop() {
        String url = server.handshake("EIO=4");
        CompletableFuture<HostResponse> poll = server.get(url);
        MemoryWebSocket webSocket = server.webSocket(webSocketUrl()).join();
        assertThat(server.engine.stats().upgradeAttempts()).isOne();
        webSocket.send("2probe");
        server.settle();
        assertThat(frames(webSocket)).containsExactly("3probe");
        assertThat(text(poll)).isEqualTo("6");
        webSocket.send("5");
        server.settle();
        assertThat(server.session().transport()).isEqualTo(Transport.WEBSOCKET);
        server.send("hello");
        server.settle();
        assertThat(frames(webSocket)).containsExactly("4hello");
        assertThat(server.engine.stats().queuedBytes()).isZero();
        assertThat(server.engine.stats().upgradeAttempts()).isZero();
        assertThat(text(server.get(url))).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
    }
}
