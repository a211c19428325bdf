package io.sockeye.interop;

import io.sockeye.dispatch.Args;
import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.server.EngineOptions;
import io.sockeye.engineio.server.EngineServer;
import io.sockeye.engineio.server.EngineSession;
import io.sockeye.engineio.server.EngineSession.Offer;
import io.sockeye.engineio.server.EngineSession.Urgency;
import io.sockeye.engineio.server.SessionListener;
import io.sockeye.engineio.server.host.Host;
import io.sockeye.engineio.server.host.HostConfig;
import io.sockeye.engineio.server.host.HostServer;
import io.sockeye.netty.NettyHost;
import io.sockeye.server.Namespace;
import io.sockeye.server.Socket;
import io.sockeye.server.SocketIoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The servers that the official protocol suites ask for: {@code java … ProtocolServer engine4|engine3|socket5 [port]}, on port 3000 as they expect when none is
 * given.
 */
public final class ProtocolServer implements AutoCloseable {
    private static final int MAX_PAYLOAD = 1_000_000;

    private final URI uri;
    private final Runnable stop;

    private ProtocolServer(int port, String path, Runnable stop) {
        this.uri = URI.create("http://localhost:" + port + path);
        this.stop = stop;
    }

    /** How soon a silent connection is given up. */
    public enum Heartbeat {
        /** What the suites expect. */
        OF_SUITES(Duration.ofMillis(300), Duration.ofMillis(200), Duration.ofSeconds(1)),
        /** Pings as soon, and leaves a busy machine time for the pong. */
        RELAXED(Duration.ofMillis(300), Duration.ofSeconds(10), Duration.ofSeconds(45)),
        /** Pings as soon, waits long for the pong, but not for who joins no namespace. */
        PATIENT(Duration.ofMillis(300), Duration.ofSeconds(20), Duration.ofSeconds(1)),
        /** So late that no test meets it. */
        CALM(Duration.ofSeconds(25), Duration.ofSeconds(20), Duration.ofSeconds(45));

        private final Duration pingInterval;
        private final Duration pingTimeout;
        private final Duration connectTimeout;

        Heartbeat(Duration pingInterval, Duration pingTimeout, Duration connectTimeout) {
            this.pingInterval = pingInterval;
            this.pingTimeout = pingTimeout;
            this.connectTimeout = connectTimeout;
        }
    }

    public static void main(String[] arguments) {
        int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3000;
        // The suites send two requests at once and expect the first to be the first, which with two loops is up to the
        // system.
        Host host = NettyHost.withLoops(1);
        ProtocolServer server = switch (arguments[0]) {
            case "engine4" -> echo(port, Heartbeat.OF_SUITES, false, host);
            case "engine3" -> echo(port, Heartbeat.OF_SUITES, true, host);
            case "socket5" -> socketIo(port, Heartbeat.OF_SUITES, host);
            default -> throw new IllegalArgumentException(arguments[0] + ": engine4, engine3 or socket5");
        };
        System.out.println(server.uri());
    }

    /** Engine.IO 4 alone; echoes each message. */
    static ProtocolServer engineIo4(Heartbeat heartbeat) {
        return echo(0, heartbeat, false, new NettyHost());
    }

    /** Engine.IO 3 and 4; echoes each message. */
    public static ProtocolServer engineIo3(Heartbeat heartbeat) {
        return echo(0, heartbeat, true, new NettyHost());
    }

    private static ProtocolServer echo(int port, Heartbeat heartbeat, boolean allowEio3, Host host) {
        EngineOptions options =
                configure(EngineOptions.builder(), heartbeat, allowEio3).build();
        EngineServer engine = EngineServer.create(options, Echo::new);
        HostConfig config =
                new HostConfig(null, port, null, MAX_PAYLOAD, 16 << 10, false, 1024, Duration.ofSeconds(75));
        HostServer listening = start(host, config, engine);
        return new ProtocolServer(listening.address().getPort(), "/engine.io/", () -> {
            engine.close(CloseReason.FORCED_CLOSE);
            listening.close();
        });
    }

    private static EngineOptions.Builder configure(
            EngineOptions.Builder options, Heartbeat heartbeat, boolean allowEio3) {
        return options.pingInterval(heartbeat.pingInterval)
                .pingTimeout(heartbeat.pingTimeout)
                .maxPayload(MAX_PAYLOAD)
                .allowEio3(allowEio3);
    }

    private static HostServer start(Host host, HostConfig config, EngineServer engine) {
        try {
            return host.start(config, engine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Socket.IO 5: tells each socket its auth, and sends back messages on the main namespace. */
    static ProtocolServer socketIo5(Heartbeat heartbeat) {
        return socketIo(0, heartbeat, new NettyHost());
    }

    private static ProtocolServer socketIo(int port, Heartbeat heartbeat, Host host) {
        SocketIoServer io = SocketIoServer.builder()
                .host(host)
                .engine(engine -> configure(engine, heartbeat, false))
                .connectTimeout(heartbeat.connectTimeout)
                .build();
        tellAuth(io);
        tellAuth(io.of("/custom"));
        io.on("message", (socket, args, ack) -> socket.emit("message-back", args.toArray()));
        io.onCall("message-with-ack", (Socket socket, Args args) -> args);
        return new ProtocolServer(io.listen(port), "/socket.io/", io::close);
    }

    private static void tellAuth(Namespace namespace) {
        namespace.onConnect(socket -> {
            Map<?, ?> auth = socket.handshake().auth(Map.class);
            socket.emit("auth", auth == null ? Map.of() : auth);
        });
    }

    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        stop.run();
    }

    private record Echo(EngineSession session) implements SessionListener {
        @Override
        public void onText(byte[] utf8, int from, int to) {
            byte[] packet = new byte[1 + to - from];
            packet[0] = '4';
            System.arraycopy(utf8, from, packet, 1, to - from);
            send(EncodedMessage.text(packet));
        }

        @Override
        public void onBinary(byte[] bytes, int from, int to) {
            send(EncodedMessage.binary(Arrays.copyOfRange(bytes, from, to)));
        }

        private void send(EncodedMessage message) {
            Offer offer = session.offer(message, Urgency.NORMAL, true);
            if (offer == Offer.OVER_BUDGET) {
                session.closeNow(CloseReason.FORCED_CLOSE);
            }
        }

        @Override
        public void onClose(CloseReason reason, @Nullable String description) {}
    }
}
