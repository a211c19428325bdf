package io.sockeye.engineio.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.server.host.HostExchange.WriteListener;
import io.sockeye.engineio.server.host.MemoryWebSocket.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class MemoryHostTest extends OwnConnectionsContractTest {
    private final MemoryHost host = MemoryHost.create();

    @Override
    protected Host host() {
        return host;
    }

    @Override
    protected ContractClient connect(HostServer to) throws IOException {
        return new Client(host.connect());
    }

    @Override
    protected int connections() {
        return host.connections();
    }

    @Test
    void aManualHostDoesNothingBeforeItRuns() throws Exception {
        MemoryHost manual = MemoryHost.manual();
        HostConfig config = new HostConfig(null, 0, null, 1000, 1000, false, 0, Duration.ofSeconds(1));
        RecordingHandler socket = new RecordingHandler().offer("0{}");
        HostServer server = manual.start(config, exchange -> {
            if (exchange.isWebSocketUpgrade()) {
                exchange.upgrade(Headers.EMPTY, socket);
            } else {
                exchange.respond(new HostResponse(200, Headers.EMPTY, new byte[0]), WriteListener.NONE);
            }
        });
        try (server) {
            CompletableFuture<HostResponse> answer = manual.connect().get("/");
            CompletableFuture<MemoryWebSocket> opened = manual.connect().webSocket("/");
            assertThat(server.address().getPort()).isEqualTo(80);
            assertThat(answer).isNotDone();
            assertThat(manual.run()).isTrue();
            assertThat(answer.join().status()).isEqualTo(200);
            assertThat(opened.join().poll()).isEqualTo(new Frame.Text("0{}"));
            assertThat(opened.join().poll()).isNull();
            opened.join().reading(false);
            socket.offer("4a");
            assertThat(manual.run()).isTrue();
            assertThat(opened.join().poll()).isNull();
            opened.join().reading(true);
            assertThat(manual.run()).isTrue();
            assertThat(opened.join().poll()).isEqualTo(new Frame.Text("4a"));
            assertThat(manual.run()).isFalse();
        }
        assertThat(manual.connections()).isZero();
    }

    private record Client(MemoryClient client) implements ContractClient {
        @Override
        public CompletableFuture<HostResponse> request(String method, String target, Headers headers, byte[] body) {
            return client.request(method, target, headers, body);
        }

        @Override
        public CompletableFuture<? extends Opened> webSocket(String target, Headers headers) {
            return client.webSocket(target, headers).thenApply(OpenedSocket::new);
        }

        @Override
        public void reading(boolean reading) {
            client.reading(reading);
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private record OpenedSocket(MemoryWebSocket socket) implements ContractClient.Opened {
        @Override
        public Headers headers() {
            return socket.headers();
        }

        @Override
        public void sendText(byte[] utf8) {
            socket.sendRawText(utf8);
        }

        @Override
        public void sendBinary(byte[] bytes) {
            socket.send(bytes);
        }

        @Override
        public void sendClose(int code) {
            socket.close(code);
        }

        @Override
        public CompletableFuture<Frame> next() {
            return socket.next();
        }
    }
}
