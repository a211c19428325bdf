package io.sockeye.examples;

import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.OnEvent;
import io.sockeye.dispatch.TypeRef;
import io.sockeye.engineio.server.CorsOptions;
import io.sockeye.engineio.server.StaticFiles;
import io.sockeye.server.Namespace;
import io.sockeye.server.NamespaceHandler;
import io.sockeye.server.Socket;
import io.sockeye.server.SocketIoServer;
import io.sockeye.socketio.ConnectionRefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The Java of {@code docs/getting-started.md}; {@link DocumentsTest} compares. */
class GettingStarted {
    record User(String name) {}

    interface Users {
        Optional<User> find(Token token);
    }

    record Token(String token) {}

    record Message(String room, String text) {}

    record Picture(String name, byte[] bytes) {}

    void hello() {
        SocketIoServer io = SocketIoServer.create();
        io.onConnect(socket -> System.out.println(socket.sid() + " is here"));
        io.on("hello", String.class, (socket, name) -> socket.emit("greeting", "Hello, " + name + "!"));
        io.onDisconnect((socket, reason) -> System.out.println(socket.sid() + " is gone: " + reason));
        io.listen(8000);
    }

    SocketIoServer files() {
        SocketIoServer io = SocketIoServer.builder()
                .engine(options -> options.staticFiles(StaticFiles.builder()
                        .resources("/", GettingStarted.class, "/web")
                        .build()))
                .build();
        return io;
    }

    SocketIoServer origins() {
        SocketIoServer io = SocketIoServer.builder()
                .engine(options -> options.cors(CorsOptions.of("https://example.org", "http://localhost:5173")))
                .build();
        return io;
    }

    void events(SocketIoServer io) {
        io.on("say", Message.class, (socket, message) -> io.to(message.room()).emit("said", message));
        io.on("move", int.class, int.class, (socket, x, y) -> socket.broadcast().emit("moved", x, y));
        TypeRef<List<String>> tags = new TypeRef<>() {};
        io.on("tags", tags, (socket, names) -> socket.session().put("tags", names));
        io.on("whatever", (socket, args, ack) -> System.out.println(args.size() + " arguments"));
        io.onAny((socket, event, args) -> System.out.println(event));
    }

    void acknowledgements(SocketIoServer io) {
        io.onCall("sum", int.class, int.class, (socket, a, b) -> a + b);
        io.on("order", (socket, args, ack) -> ack.send("OK", 123));
    }

    Object questions(SocketIoServer io, Socket socket) {
        String answer = socket.timeout(Duration.ofSeconds(5)).call("question", String.class, "2 + 2?");
        CompletableFuture<Args> later = socket.emitWithAck("question", "2 + 2?");
        CompletableFuture<List<Args>> all = io.to("news").emitWithAck("still there?");
        return List.of(answer, later, all);
    }

    void rooms(SocketIoServer io, Socket socket) {
        socket.join("news");
        io.to("news").emit("flash", "To everybody in the room");
        io.to("news", "sports").except("muted").emit("flash", "In at least one, but not in that one");
        socket.to("news").emit("flash", "To everybody in the room but this socket");
        io.to("news").asVolatile().emit("tick", 42); // may get lost where a client can't keep up
        socket.leave("news");
        io.closeRoom("news");
    }

    void auth(SocketIoServer io, Users users) {
        io.onConnect(socket -> {
            Token token = socket.handshake().auth(Token.class);
            User user = users.find(token).orElseThrow(() -> new ConnectionRefusedException("who are you?"));
            socket.session().put("user", user);
            socket.join("user:" + user.name());
        });
    }

    void sessions(SocketIoServer io) {
        io.onCall("whoami", socket -> ((User) socket.session().get("user")).name());
    }

    void binary(SocketIoServer io) {
        io.on("picture", Picture.class, (socket, picture) -> socket.broadcast().emit("picture", picture));
    }

    void namespaces(SocketIoServer io) {
        Namespace admin = io.of("/admin");
        admin.use(socket -> {
            if (!socket.handshake().secure()) {
                throw new ConnectionRefusedException("only over TLS");
            }
        });
        admin.onCall("count", socket -> io.sockets().size());
    }

    class Shop extends NamespaceHandler {
        Shop() {
            super("/shop");
        }

        @OnEvent("order")
        String onOrder(Socket socket, String article, int count) {
            emit("sold", article, count);
            return "thank you";
        }
    }

    void classBased(SocketIoServer io) {
        io.register(new Shop());
    }

    void background(SocketIoServer io) {
        io.startBackgroundTask(() -> {
            while (true) {
                io.sleep(Duration.ofSeconds(10));
                io.emit("time", Instant.now().toString());
            }
        });
    }

    SocketIoServer shutdown() {
        SocketIoServer io = SocketIoServer.builder()
                .closeOnShutdown(true)
                .shutdownTimeout(Duration.ofSeconds(5))
                .build();
        return io;
    }
}
