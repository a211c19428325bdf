package io.sockeye.interop.client;

import io.sockeye.dispatch.Args;
import io.sockeye.engineio.TestPort;
import io.sockeye.interop.peer.Server;
import io.sockeye.server.Namespace;
import io.sockeye.server.Socket;
import io.sockeye.server.SocketIoServer;
import io.sockeye.socketio.ConnectionRefusedException;
import io.sockeye.socketio.JsonBindException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The server of this project, with the events of {@code js/servers/socketio.js}. */
final class OwnServer implements Server {
    private final Duration pingInterval;
    private final Duration pingTimeout;
    private SocketIoServer io;
    private int port;

    private OwnServer(Duration pingInterval, Duration pingTimeout) {
        this.pingInterval = pingInterval;
        this.pingTimeout = pingTimeout;
        this.io = create();
    }

    static OwnServer start(Duration pingInterval, Duration pingTimeout) {
        OwnServer server = new OwnServer(pingInterval, pingTimeout);
        server.port = TestPort.listen(server.io::listen);
        return server;
    }

    private SocketIoServer create() {
        SocketIoServer server = SocketIoServer.builder()
                .engine(engine -> engine.pingInterval(pingInterval).pingTimeout(pingTimeout))
                .build();
        List.of("/", "/chat", "/secret").forEach(namespace -> serve(server.of(namespace)));
        return server;
    }

    private static void serve(Namespace namespace) {
        Map<Socket, Queue<Integer>> numbers = new ConcurrentHashMap<>();
        namespace.onConnect(socket -> {
            welcome(socket);
            numbers.put(socket, new ConcurrentLinkedQueue<>());
        });
        namespace.on("echo", (socket, args, ack) -> socket.emit("echo back", args.toArray()));
        namespace.on("hear", (socket, args, ack) -> ack.send(hex(args)));
        namespace.on("ask", (socket, args, ack) -> ack.send(args.toArray()));
        namespace.on("never", (socket, args, ack) -> {});
        namespace.on("ask me", (socket, args, ack) -> {
            Object[] question = Arrays.copyOfRange(args.toArray(), 1, args.size());
            socket.emitWithAck(args.get(0, String.class), question)
                    .thenAccept(answer -> socket.emit("answered", answer.toArray()));
        });
        namespace.on("numbers", int.class, (socket, count) -> {
            IntStream.range(0, count).forEach(number -> socket.emit("number", number));
            socket.emit("numbers sent");
        });
        namespace.on(
                "number", int.class, (socket, number) -> numbers.get(socket).add(number));
        namespace.onCall("counted", socket -> List.copyOf(numbers.get(socket)));
        namespace.on("join", String.class, (socket, room) -> socket.join(room));
        namespace.on(
                "to room",
                (socket, args, ack) -> namespace
                        .to(args.get(0, String.class))
                        .emit("to room", Arrays.copyOfRange(args.toArray(), 1, args.size())));
        namespace.on("leave", socket -> socket.disconnect());
        namespace.on("leave all", socket -> socket.disconnect(true));
    }

    private static void welcome(Socket socket) {
        Map<?, ?> auth = Optional.<Map<?, ?>>ofNullable(socket.handshake().auth(Map.class))
                .orElse(Map.of());
        if (socket.namespace().name().equals("/secret") && !"sesame".equals(auth.get("token"))) {
            throw new ConnectionRefusedException(
                    "who are you?", Map.of("code", "wrong token", "hint", ClientLinesIT.TEXT));
        }
        socket.emit("welcome", auth);
    }

    private static String hex(Args args) {
        try {
            return HexFormat.of().formatHex(args.get(0, byte[].class));
        } catch (JsonBindException text) {
            return args.get(0, String.class)
                    .codePoints()
                    .mapToObj(Integer::toHexString)
                    .collect(Collectors.joining(" "));
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void command(String line) {
        if (line.equals("disconnect")) {
            io.sockets().forEach(socket -> socket.disconnect(true));
        } else {
            io.emit("broadcast", line.substring("broadcast ".length()));
        }
    }

    @Override
    public void stop() {
        io.close();
    }

    @Override
    public void start() {
        io = create();
        io.listen(port);
    }

    @Override
    public void close() {
        io.close();
    }
}
