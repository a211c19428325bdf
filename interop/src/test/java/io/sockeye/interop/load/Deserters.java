package io.sockeye.interop.load;

import io.sockeye.interop.wire.Frame;
import io.sockeye.interop.wire.HttpAnswer;
import io.sockeye.interop.wire.PollingWire;
import io.sockeye.interop.wire.WebSocketWire;
import io.sockeye.interop.wire.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** Clients that begin something and don't go on with it, so many of each way to do so. Those that fall silent wait for the server to end their connection. */
final class Deserters {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    /** Few enough that none is so slow on a busy machine that the server's deadlines come before it has deserted. */
    private static final int ARRIVING = 100;

    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";

    private final int port;
    private final int count;
    private final Semaphore door = new Semaphore(ARRIVING);

    Deserters(int port, int count) {
        this.port = port;
        this.count = count;
    }

    Map<String, Long> run() throws Exception {
        Map<Way, Long> deserted = new EnumMap<>(Way.class);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Way, List<Future<?>>> all = new EnumMap<>(Way.class);
            for (Way way : Way.values()) {
                List<Future<?>> clients = all.computeIfAbsent(way, key -> new ArrayList<>());
                for (int i = 0; i < count; i++) {
                    clients.add(threads.submit(() -> {
                        desert(way);
                        return null;
                    }));
                }
            }
            for (Map.Entry<Way, List<Future<?>>> entry : all.entrySet()) {
                for (Future<?> client : entry.getValue()) {
                    client.get();
                    deserted.merge(entry.getKey(), 1L, Long::sum);
                }
            }
        }
        return deserted.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
    }

    private void desert(Way way) throws Exception {
        Wire silent;
        door.acquire();
        try {
            silent = switch (way) {
                case HANDSHAKE_AND_GONE -> handshakeAndGone();
                case NO_REQUEST -> connect();
                case HALF_A_HEAD -> connect().send("GET " + POLLING + " HTTP/1.1\r\nHost: local");
                case NO_CONNECT_PACKET -> WebSocketWire.open(connect()).wire();
                case NO_PONG -> WebSocketWire.open(connect()).join().wire();
                case PROBE_ONLY -> probe();
                case RESET_AT_ONCE -> reset(connect());
                case RESET_BEHIND_A_HALF_CLOSE -> resetBehindHalfClose();
                case RESET_BEHIND_A_REQUEST -> reset(connect().send(Wire.head("GET", POLLING)));
                case RESET_BEHIND_A_BAD_UPGRADE -> reset(connect().send(Wire.upgradeHead("/socket.io/?transport=x")));
                case RESET_WHILE_CONNECTED ->
                    reset(WebSocketWire.open(connect()).join().wire());
                case UNKNOWN_TRANSPORT -> refused(connect().get("/socket.io/?EIO=4&transport=x"), 400);
                case OVERSIZE -> oversize();
                case ABANDONED_POLL ->
                    reset(connect()
                            .send(Wire.head(
                                    "GET", PollingWire.open(port, "EIO=4").target())));
                case ABANDONED_POST -> abandonedPost();
                case UPGRADE_AND_GONE -> upgradeAndGone();
            };
        } finally {
            door.release();
        }
        silent.awaitEnd();
        silent.close();
    }

    private Wire connect() throws IOException {
        return Wire.to(port, PATIENCE);
    }

    /** Something with nothing to wait for. */
    private Wire done() throws IOException {
        return connect().send(Wire.head("GET", "/", "Connection: close"));
    }

    private Wire handshakeAndGone() throws IOException {
        PollingWire.open(port, "EIO=4");
        return done();
    }

    private Wire reset(Wire wire) throws IOException {
        wire.reset();
        return done();
    }

    private Wire resetBehindHalfClose() throws IOException {
        Wire wire =
                connect().send(Wire.head("GET", PollingWire.open(port, "EIO=4").target()));
        wire.finish();
        return reset(wire);
    }

    private Wire refused(HttpAnswer answer, int status) throws IOException {
        if (answer.status() != status) {
            throw new IOException("not " + status + " but " + answer);
        }
        return done();
    }

    private Wire probe() throws IOException {
        Wire wire = connect();
        refused(wire.upgrade(PollingWire.open(port, "EIO=4").webSocketTarget()), 101)
                .close();
        wire.send(Frame.masked(Frame.TEXT, "2probe"));
        String answer = wire.frame().text();
        if (!answer.equals("3probe")) {
            throw new IOException("not 3probe but " + answer);
        }
        return wire;
    }

    private Wire upgradeAndGone() throws IOException {
        Wire wire = connect();
        refused(wire.upgrade(PollingWire.open(port, "EIO=4").webSocketTarget()), 101)
                .close();
        wire.close();
        return done();
    }

    private Wire oversize() throws IOException {
        Wire wire = WebSocketWire.open(connect()).wire();
        wire.send(Frame.header(Frame.TEXT, 2_000_000));
        int code = wire.closeCode();
        if (code != 1009) {
            throw new IOException("not 1009 but " + code);
        }
        return wire;
    }

    private Wire abandonedPost() throws IOException {
        String target = PollingWire.open(port, "EIO=4").target();
        return reset(connect().send(Wire.head("POST", target, "Content-Length: 1000") + "42[\"never"));
    }

    /** How to desert. */
    enum Way {
        HANDSHAKE_AND_GONE,
        NO_REQUEST,
        HALF_A_HEAD,
        NO_CONNECT_PACKET,
        NO_PONG,
        PROBE_ONLY,
        UPGRADE_AND_GONE,
        RESET_AT_ONCE,
        RESET_BEHIND_A_HALF_CLOSE,
        RESET_BEHIND_A_REQUEST,
        RESET_BEHIND_A_BAD_UPGRADE,
        RESET_WHILE_CONNECTED,
        UNKNOWN_TRANSPORT,
        OVERSIZE,
        ABANDONED_POLL,
        ABANDONED_POST
    }
}
