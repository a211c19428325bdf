package io.sockeye.examples;

import io.sockeye.client.AsyncSocketIoClient;
import io.sockeye.client.ClientNamespaceHandler;
import io.sockeye.client.ConnectOptions;
import io.sockeye.client.SimpleSocketIoClient;
import io.sockeye.client.SocketIoClient;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.OnEvent;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.client.ClientResources;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;

/** The Java of {@code docs/client.md}, {@code docs/from-python.md} and the client of the README; {@link DocumentsTest} compares. */
class ClientDocuments {
    record Message(String text) {}

    record Reply(String text, int number) {}

    interface Tokens {
        String fresh();
    }

    void fromPython() {
        try (SocketIoClient sio = SocketIoClient.create()) {
            sio.onConnect(() -> System.out.println("I'm connected!"));
            sio.on("my message", Message.class, message -> System.out.println(message.text()));
            sio.onCall("sum", int.class, int.class, (a, b) -> a + b); // what it returns is the acknowledgement
            sio.connect("http://localhost:5000", "/chat");
            sio.emit("my message", Map.of("foo", "bar"));
            sio.join();
        }
    }

    void blocking() {
        try (SocketIoClient sio = SocketIoClient.create()) {
            sio.on("message", String.class, System.out::println);
            sio.connect("http://localhost:5000", "/", "/chat");
            sio.emit("my message", Map.of("foo", "bar"));
            sio.of("/chat").send("hello");
            int total = sio.call("sum", int.class, 1, 2);
            sio.join(); // until the connection ends for good
        }
    }

    CompletableFuture<Void> asynchronous() {
        AsyncSocketIoClient sio = AsyncSocketIoClient.create();
        CompletableFuture<Void> done = sio.connect("http://localhost:5000")
                .thenCompose(connected -> sio.call("sum", int.class, 1, 2))
                .thenAccept(System.out::println);
        return done;
    }

    void simple() {
        try (SimpleSocketIoClient sio = SimpleSocketIoClient.create()) {
            sio.connect("http://localhost:5000");
            sio.emit("subscribe", "news");
            SimpleSocketIoClient.Event event = sio.receive();
            System.out.println(event.name() + ": " + event.args().get(0, String.class));
        }
    }

    void connecting(SocketIoClient sio, Tokens tokens) {
        sio.connect(ConnectOptions.to("https://example.org?tenant=7")
                .namespaces("/chat")
                .authFrom(() -> Map.of("token", tokens.fresh())) // asked again at every reconnection
                .headers(Map.of("X-Trace", "1"))
                .transports(Transport.WEBSOCKET)
                .timeout(Duration.ofSeconds(5))
                .build());
    }

    void events(SocketIoClient sio) {
        sio.on("message", Message.class, message -> System.out.println(message.text()));
        sio.onCall("question", String.class, question -> "42"); // what it returns is the acknowledgement
        sio.on("order", (args, ack) -> ack.send("OK", 123)); // arguments and acknowledgement in hand
        sio.onAny((event, args) -> System.out.println(event));
        sio.onConnect(() -> System.out.println("connected as " + sio.sid().orElseThrow())); // also after each reconnect
        sio.onConnectError(error -> System.out.println(error.message()));
        sio.onDisconnect(reason -> System.out.println(reason.text()));
    }

    class Chat extends ClientNamespaceHandler {
        Chat() {
            super("/chat");
        }

        @OnEvent("my event")
        Reply onMyEvent(Message message) {
            emit("my response", message);
            return new Reply("OK", 123);
        }
    }

    void classBased(SocketIoClient sio) {
        sio.register(new Chat());
    }

    Object sending(SocketIoClient sio, byte[] bytes) {
        sio.emit("say", "hello", 1, bytes);
        int answer = sio.timeout(Duration.ofSeconds(5)).call("question", int.class, "2 + 2?");
        CompletableFuture<Args> later = sio.emitWithAck("question", "2 + 2?");
        sio.emitWithCallback("question", (error, args) -> System.out.println(args.size()), "2 + 2?");
        sio.asVolatile().emit("position", 1, 2); // may get lost
        return List.of(answer, later);
    }

    SocketIoClient forOldServers() {
        SocketIoClient old = SocketIoClient.builder()
                .engine(options -> options.protocol(EngineProtocol.V3)) // for servers of Socket.IO 2
                .build();
        return old;
    }

    List<SocketIoClient> many(SSLContext context) {
        ClientResources shared = ClientResources.builder()
                .sslContext(context) // who is trusted; the JDK's default refuses what it can't verify
                .proxy(ProxySelector.of(new InetSocketAddress("proxy.example.org", 3128)))
                .build();
        SocketIoClient one = SocketIoClient.builder().resources(shared).build();
        SocketIoClient two = SocketIoClient.builder().resources(shared).build();
        return List.of(one, two);
    }
}
