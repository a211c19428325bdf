package io.sockeye.interop;

import io.sockeye.server.Socket;
import io.sockeye.server.SocketIoServer;
import io.sockeye.server.SocketIoServerBuilder;
import io.sockeye.socketio.ConnectionRefusedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The server that {@code matrix.js} and {@code jsonp.js} talk to. What it heard it says in hexadecimal, so that no fault cancels another out. */
final class InteropServer implements AutoCloseable {
    private static final int MAX_PAYLOAD = 2_000_000;
    private static final String TEXT = "é ☃ 𝒳 \u2028";
    private static final byte[] SMALL = {0, 1, 127, (byte) 128, (byte) 254, (byte) 255};
    private static final byte[] LARGE = largeBytes();

    private final SocketIoServer io;
    private final int port;

    private InteropServer(SocketIoServer io, int port) {
        this.io = io;
        this.port = port;
    }

    record Picture(String name, byte[] bytes) {}

    record Album(String title, List<Picture> pictures) {}

    record Wrapped(byte[] bytes) {}

    record Token(@Nullable String token) {}

    record Refusal(String code, String hint) {}

    public static void main(String[] arguments) {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0;
        System.out.println(start(SocketIoServer.builder(), port).url());
    }

    /** On a port of Netty's own, with the options of the reference server. */
    static InteropServer start() {
        return start(SocketIoServer.builder(), 0);
    }

    static InteropServer start(SocketIoServerBuilder options, int port) {
        SocketIoServer io = options.engine(engine -> engine.pingInterval(Duration.ofMillis(500))
                        .pingTimeout(Duration.ofSeconds(30))
                        .maxPayload(MAX_PAYLOAD))
                .build();
        text(io);
        binary(io);
        large(io);
        ends(io);
        io.of("/secret").onConnect(InteropServer::checkToken);
        return new InteropServer(io, io.listen(port));
    }

    private static void text(SocketIoServer io) {
        io.on("number", int.class, (socket, number) -> socket.emit("number back", number));
        io.on("text", String.class, Map.class, (socket, text, object) -> {
            socket.emit("text back", unicode(text), text, object);
        });
        io.on("ask", (socket, args, ack) -> {
            String text = args.get(0, String.class);
            ack.send(unicode(text), text);
        });
        io.on("ask me", String.class, (socket, text) -> {
            socket.emit("answered", unicode(socket.call("question", String.class, text)));
        });
    }

    private static void binary(SocketIoServer io) {
        io.on("binary", Album.class, byte[].class, (socket, album, last) -> {
            String pictures = album.pictures().stream()
                    .map(picture -> hex(picture.bytes()))
                    .collect(Collectors.joining());
            socket.emit("binary back", pictures + hex(last));
        });
        io.on("send binary", socket -> {
            socket.emit(
                    "album", new Album(TEXT, List.of(new Picture("small", SMALL), new Picture("large", LARGE))), SMALL);
        });
        io.on("ask binary", (socket, args, ack) -> ack.send(hex(args.get(0, byte[].class)), SMALL));
        io.on("ask me binary", socket -> {
            socket.emitWithAck("question binary", SMALL)
                    .thenAccept(answer -> socket.emit(
                            "answered binary", hex(answer.get(0, Wrapped.class).bytes())));
        });
    }

    private static void large(SocketIoServer io) {
        io.on("large", (socket, args, ack) -> {
            String text = args.get(0, String.class);
            ack.send(text.length(), text);
        });
        io.on("large binary", (socket, args, ack) -> {
            byte[] bytes = args.get(0, byte[].class);
            ack.send(hex(Arrays.copyOf(bytes, 8)), bytes);
        });
        io.onCall(
                "header",
                String.class,
                (socket, name) -> socket.handshake().header(name).orElse(""));
    }

    /** A socket can be ended, and another one be told why it ended. */
    private static void ends(SocketIoServer io) {
        io.on("kick me", socket -> socket.disconnect(true));
        io.onCall("watch", String.class, (socket, room) -> {
            socket.join(room);
            return true;
        });
        io.onCall("be watched", String.class, (socket, room) -> {
            socket.session().put("room", room);
            return true;
        });
        io.onDisconnect((socket, reason) -> {
            if (socket.session().get("room") instanceof String room) {
                io.to(room).emit("gone", reason.text());
            }
        });
    }

    private static void checkToken(Socket socket) {
        Token auth = Optional.ofNullable(socket.handshake().auth(Token.class)).orElse(new Token(null));
        String token = auth.token() != null
                ? auth.token()
                : socket.handshake().query("token").orElse("");
        if (!token.equals("sesame")) {
            throw new ConnectionRefusedException("who are you?", new Refusal("wrong token", TEXT));
        }
        socket.emit("welcome", auth.token() != null ? "auth" : "query");
    }

    private static byte[] largeBytes() {
        byte[] bytes = new byte[3000];
        IntStream.range(0, bytes.length).forEach(index -> bytes[index] = (byte) index);
        return bytes;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String unicode(String text) {
        return text.codePoints().mapToObj(Integer::toHexString).collect(Collectors.joining(" "));
    }

    int port() {
        return port;
    }

    String url() {
        return "http://localhost:" + port;
    }

    @Override
    public void close() {
        io.close();
    }
}
