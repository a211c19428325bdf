package io.sockeye.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.WebSocketForm;
import io.sockeye.engineio.server.host.FrameSink;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.RawClient;
import io.sockeye.engineio.server.host.WebSocketConnection;
import io.sockeye.engineio.server.host.WebSocketHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One event loop with more to send than it can in a moment. */
@Timeout(240)
final class LargeBroadcastIT {
    private static final int SOCKETS = 500;

    private final List<Receiver> receivers = new CopyOnWriteArrayList<>();
    private final AtomicInteger drained = new AtomicInteger();
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> sent = new CompletableFuture<>();
    private final CompletableFuture<Integer> drainedBeforeRead = new CompletableFuture<>();

    @Test
    void othersAreReadWhileItLeaves() throws Exception {
        HostConfig config = HostConfig.defaults(100_000);
        List<RawClient> clients = new ArrayList<>();
        try (NettyServer server = NettyServer.start(
                config,
                exchange -> {
                    Receiver receiver = new Receiver();
                    receivers.add(receiver);
                    exchange.upgrade(Headers.EMPTY, receiver);
                },
                1,
                IoTransport.best())) {
            for (int i = 0; i < SOCKETS; i++) {
                RawClient client = new RawClient(server);
                clients.add(client);
                client.webSocket("/", Headers.EMPTY).get(60, TimeUnit.SECONDS);
            }
            List<WebSocketConnection> connections = new ArrayList<>();
            for (Receiver receiver : receivers) {
                connections.add(receiver.connection.get(60, TimeUnit.SECONDS));
            }
            connections.getFirst().execute(() -> connections.forEach(WebSocketConnection::requestDrain));
            begun.get(60, TimeUnit.SECONDS);
            clients.getLast().send(RawClient.frame(0x81, "4hello".getBytes(StandardCharsets.UTF_8)));
            sent.complete(null);
            assertThat(drainedBeforeRead.get(60, TimeUnit.SECONDS)).isLessThan(SOCKETS);
            for (RawClient client : clients) {
                assertThat(client.nextFrame().get(60, TimeUnit.SECONDS)).isNotNull();
            }
        } finally {
            clients.forEach(RawClient::close);
        }
    }

    private final class Receiver implements WebSocketHandler {
        private final CompletableFuture<WebSocketConnection> connection = new CompletableFuture<>();

        @Override
        public void onOpen(WebSocketConnection opened) {
            connection.complete(opened);
        }

        @Override
        public long onDrain(FrameSink sink) {
            begun.complete(null);
            sent.orTimeout(60, TimeUnit.SECONDS).join();
            sink.message(EncodedMessage.text(new byte[] {'4', 'x'}), WebSocketForm.V4, false);
            drained.incrementAndGet();
            return 0;
        }

        @Override
        public void onText(byte[] utf8) {
            drainedBeforeRead.complete(drained.get());
        }

        @Override
        public void onBinary(byte[] bytes) {
            throw new AssertionError("nobody sends that");
        }

        @Override
        public void onReadComplete() {
            // nothing waits for it
        }

        @Override
        public void onWritten(long count) {
            throw new AssertionError("nobody asked for it");
        }

        @Override
        public void onClose(int code) {
            // the test is over
        }
    }
}
