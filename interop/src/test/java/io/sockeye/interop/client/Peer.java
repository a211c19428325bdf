package io.sockeye.interop.client;

import io.sockeye.engineio.EngineProtocol;
import io.sockeye.interop.peer.NodeServer;
import io.sockeye.interop.peer.PythonServer;
import io.sockeye.interop.peer.Server;
import java.time.Duration;

/** The servers that the clients are proved against; all serve the events that {@code js/servers/socketio.js} lists. */
enum Peer {
    NODE_4("npm socket.io 4.8.4"),
    NODE_2("npm socket.io 2.5.1"),
    PYTHON("python-socketio"),
    SOCKEYE("Sockeye");

    static final Duration PING_INTERVAL = Duration.ofMillis(500);
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private final String text;

    Peer(String text) {
        this.text = text;
    }

    EngineProtocol protocol() {
        return this == NODE_2 ? EngineProtocol.V3 : EngineProtocol.V4;
    }

    Server start() {
        return start(PATIENT);
    }

    Server start(Duration pingTimeout) {
        String milliseconds =
                "{\"pingInterval\":%d,\"pingTimeout\":%d}".formatted(PING_INTERVAL.toMillis(), pingTimeout.toMillis());
        return switch (this) {
            case NODE_4 -> NodeServer.socketIo("4.8.4", milliseconds);
            case NODE_2 -> NodeServer.socketIo("2.5.1", milliseconds);
            case PYTHON ->
                PythonServer.socketIo("{\"ping_interval\":%s,\"ping_timeout\":%s}"
                        .formatted(PING_INTERVAL.toMillis() / 1e3, pingTimeout.toMillis() / 1e3));
            case SOCKEYE -> OwnServer.start(PING_INTERVAL, pingTimeout);
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
