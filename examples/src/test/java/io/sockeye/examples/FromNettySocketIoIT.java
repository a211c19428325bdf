package io.sockeye.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.sockeye.client.ConnectFailedException;
import io.sockeye.client.ConnectOptions;
import io.sockeye.client.SocketIoClient;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.HandlerError.Kind;
import io.sockeye.dispatch.TypeRef;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.TestTls;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.client.ClientResources;
import io.sockeye.examples.FromNettySocketIo.Message;
import io.sockeye.examples.FromNettySocketIo.Token;
import io.sockeye.netty.IoTransport;
import io.sockeye.netty.NettyHost;
import io.sockeye.server.Handshake;
import io.sockeye.server.Namespace;
import io.sockeye.server.Socket;
import io.sockeye.server.SocketIoServer;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the rows of {@code docs/from-netty-socketio.md} promise, as far as no other test shows it; and the example of that page. */
@Timeout(60)
class FromNettySocketIoIT {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static Path keyStore;

    /** Has the certificate of the key store, and trusts it. */
    private static SSLContext certified;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final SocketIoServer io = opened(SocketIoServer.create());

    @BeforeAll
    static void makeACertificate(@TempDir Path folder) throws Exception {
        certified = TestTls.create(folder);
        keyStore = folder.resolve("test.p12");
    }

    /** What closes is closed in reverse order. */
    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : open.reversed()) {
            closeable.close();
        }
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private SocketIoClient client() {
        return opened(SocketIoClient.builder().reconnection(false).build());
    }

    /** Listens where only this machine can connect. */
    private static String listen(SocketIoServer server) {
        return "http://127.0.0.1:" + server.listen("127.0.0.1", 0);
    }

    private Object next() throws InterruptedException {
        return next(heard);
    }

    private static Object next(BlockingQueue<Object> queue) throws InterruptedException {
        Object next = queue.poll(30, TimeUnit.SECONDS);
        assertThat(next).as("something to hear").isNotNull();
        return next;
    }

    private static HttpResponse<String> get(String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void theExampleDoesWhatTheOneOfNettySocketIoDid() throws Exception {
        String url = listen(opened(FromNettySocketIo.quiz()));
        SocketIoClient stranger = client();
        assertThatExceptionOfType(ConnectFailedException.class).isThrownBy(() -> stranger.connect(url));

        SocketIoClient ada = client();
        ada.on("said", String.class, String.class, (who, text) -> heard.add(who + ": " + text));
        ada.on("answered", String.class, int.class, (who, answer) -> heard.add(who + " = " + answer));
        ada.on("left", String.class, who -> heard.add(who + " left"));
        ada.connect(url + "?token=t&user=Ada");
        SocketIoClient bob = client();
        bob.onCall("question", String.class, String::length);
        bob.connect(url + "?token=t&user=Bob");

        assertThat(bob.call("say", String.class, new Message("lobby", "hello"))).isEqualTo("OK");
        assertThat(next()).isEqualTo("Bob: hello");
        bob.emit("quiz", "four");
        assertThat(next()).isEqualTo("Bob = 4");
        bob.disconnect();
        assertThat(next()).isEqualTo("Bob left");
    }

    @Test
    void theServersOwnVerbsAreThoseOfTheRootNamespace() throws Exception {
        io.of("/other");
        BlockingQueue<Object> other = new LinkedBlockingQueue<>();
        SocketIoClient client = client();
        client.on("hi", String.class, heard::add);
        client.of("/other").on("hi", String.class, other::add);
        client.connect(listen(io), "/", "/other");
        io.emit("hi", "to the root");
        for (Namespace namespace : io.namespaces()) {
            namespace.emit("hi", "to all");
        }
        assertThat(next()).isEqualTo("to the root");
        assertThat(next()).isEqualTo("to all");
        assertThat(next(other)).isEqualTo("to all");
    }

    @Test
    void twoListenersOfOneEventBindToTypesOfTheirOwn() throws Exception {
        io.on("point", Point.class, (socket, point) -> heard.add(point));
        io.on("point", new TypeRef<Map<String, Integer>>() {}, (socket, map) -> heard.add(map));
        SocketIoClient client = client();
        client.connect(listen(io));
        client.emit("point", new Point(1, 2));
        assertThat(next()).isEqualTo(new Point(1, 2));
        assertThat(next()).isEqualTo(Map.of("x", 1, "y", 2));
    }

    private record Point(int x, int y) {}

    @Test
    void severalArgumentsBindEachToItsTypeInBothDirections() {
        io.onCall("two", String.class, int.class, (socket, text, number) -> text + number);
        io.on(
                "five",
                (socket, args, ack) -> ack.send(args.get(4, String.class), args.size(), args.get(9, String.class)));
        SocketIoClient client = client();
        client.onCall("several", () -> Args.of("a", 2));
        client.connect(listen(io));
        assertThat(client.call("two", String.class, "n", 1)).isEqualTo("n1");
        Args fromServer = client.callForArgs("five", 1, 2.5, true, List.of(), "e");
        assertThat(fromServer.get(0, String.class)).isEqualTo("e");
        assertThat(fromServer.get(1, int.class)).isEqualTo(5);
        assertThat(fromServer.get(2, String.class)).isNull();
        Args fromClient = only().callForArgs("several");
        assertThat(fromClient.size()).isEqualTo(2);
        assertThat(fromClient.get(1, int.class)).isEqualTo(2);
    }

    @Test
    void anAcknowledgementMayBeEmpty() {
        SocketIoClient client = client();
        client.on("seen", () -> heard.add("seen"));
        client.connect(listen(io));
        assertThat(only().call("seen", String.class)).isNull();
        assertThat(only().callForArgs("seen").isEmpty()).isTrue();
        assertThat(heard).hasSize(2);
    }

    @Test
    void aSocketKnowsItsNamespaceAndItsServer() {
        Namespace chat = io.of("/chat");
        client().connect(ConnectOptions.to(listen(io))
                .namespaces("/chat")
                .root(false)
                .build());
        Socket socket = chat.sockets().iterator().next();
        assertThat(socket.namespace()).isSameAs(chat);
        assertThat(socket.server()).isSameAs(io);
    }

    private Socket only() {
        assertThat(io.sockets()).hasSize(1);
        return io.sockets().iterator().next();
    }

    @Test
    void beansBindAsRecordsDo() {
        io.onCall("bean", Bean.class, (socket, bean) -> {
            bean.setName(bean.getName() + "!");
            return bean;
        });
        SocketIoClient client = client();
        client.connect(listen(io));
        assertThat(client.call("bean", Bean.class, Map.of("name", "Ada", "unknown", 1))
                        .getName())
                .isEqualTo("Ada!");
    }

    /** As the payloads of netty-socketio look. */
    static final class Bean {
        private String name;

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }
    }

    @Test
    void receiversAreLeftOutByWhatTheApplicationKnowsOfThem() throws Exception {
        io.onConnect(socket -> socket.session()
                .put("age", Integer.parseInt(socket.handshake().query("age").orElseThrow())));
        String url = listen(io);
        for (int age : new int[] {12, 40}) {
            SocketIoClient client = client();
            client.on("beer", () -> heard.add("beer for " + age));
            client.on("end", () -> heard.add("end"));
            client.connect(url + "?age=" + age);
        }
        Socket[] minors = io.sockets().stream()
                .filter(socket -> (int) socket.session().get("age") < 18)
                .toArray(Socket[]::new);
        io.except(minors).emit("beer");
        io.emit("end");
        assertThat(List.of(next(), next(), next())).containsExactlyInAnyOrder("beer for 40", "end", "end");
    }

    @Test
    void theMembersOfARoomAreListedCountedAndDisconnected() throws Exception {
        io.onConnect(socket -> socket.join("room"));
        String url = listen(io);
        for (int i = 0; i < 2; i++) {
            SocketIoClient client = client();
            client.onDisconnect(reason -> heard.add(reason.text()));
            client.connect(url);
        }
        assertThat(io.to("room").sockets()).hasSize(2);
        io.closeRoom("room");
        assertThat(io.to("room").sockets()).isEmpty();
        io.sockets().forEach(socket -> socket.join("room", "again"));
        io.to("room").sockets().forEach(Socket::disconnect);
        assertThat(List.of(next(), next())).containsOnly("io server disconnect");
    }

    @Test
    void whoAnsweredABroadcastIsKnownWhenEachIsAsked() throws Exception {
        String url = listen(io);
        for (String name : List.of("Ada", "Bob")) {
            SocketIoClient client = client();
            client.onCall("name", () -> name);
            client.connect(url + "?name=" + name);
        }
        for (Socket socket : io.sockets()) {
            String expected = socket.handshake().query("name").orElseThrow();
            socket.emitWithCallback(
                    "name", (error, args) -> heard.add(error == null && expected.equals(args.get(0, String.class))));
        }
        assertThat(List.of(next(), next())).containsOnly(true);
    }

    @Test
    void eachNamespaceHasASessionOfItsOwn() {
        Namespace other = io.of("/other");
        io.onConnect(socket -> socket.session().put("who", "root"));
        io.onCall("who", socket -> socket.session());
        other.onCall("who", socket -> socket.session());
        SocketIoClient client = client();
        client.connect(listen(io), "/", "/other");
        TypeRef<Map<String, String>> map = new TypeRef<>() {};
        assertThat(client.call("who", map)).containsExactly(Map.entry("who", "root"));
        assertThat(client.of("/other").call("who", map)).isEmpty();
    }

    @Test
    void aNamespaceAsksForAuthAlsoWhenTheClientSendsNone() {
        FromNettySocketIo.tokens(io);
        Namespace admin = io.of("/admin");
        admin.onCall("token", socket -> ((Token) socket.session().get("token")).token());
        String url = listen(io);
        for (Object auth : new Object[] {null, new Token("guessed")}) {
            SocketIoClient stranger = client();
            ConnectFailedException refused = catchThrowableOfType(
                    ConnectFailedException.class,
                    () -> stranger.connect(ConnectOptions.to(url)
                            .namespaces("/admin")
                            .auth(auth)
                            .build()));
            assertThat(refused.errors()).singleElement().satisfies(error -> {
                assertThat(error.message()).isEqualTo("who are you?");
                assertThat(error.data(Refusal.class)).isEqualTo(new Refusal(401));
            });
        }
        assertThat(admin.sockets()).isEmpty();
        SocketIoClient friend = client();
        friend.connect(ConnectOptions.to(url)
                .namespaces("/admin")
                .auth(new Token("secret"))
                .build());
        assertThat(friend.of("/admin").call("token", String.class)).isEqualTo("secret");
    }

    private record Refusal(int code) {}

    @Test
    void theHandshakeHasWhatHandshakeDataHad() {
        SocketIoClient client = client();
        client.connect(ConnectOptions.to(listen(io) + "?a=1&b=x%20y")
                .auth(new Token("secret"))
                .headers(Map.of("X-Trace", "7"))
                .transports(Transport.WEBSOCKET)
                .build());
        Socket socket = only();
        Handshake handshake = socket.handshake();
        assertThat(handshake.queryAll("a")).containsExactly("1");
        assertThat(handshake.query("b")).contains("x y");
        assertThat(handshake.header("x-trace")).contains("7");
        assertThat(handshake.url()).startsWith("/socket.io/?");
        assertThat(handshake.address()).isEqualTo("127.0.0.1");
        assertThat(handshake.issued()).isPositive().isLessThanOrEqualTo(System.currentTimeMillis());
        assertThat(handshake.xdomain()).isFalse();
        assertThat(handshake.secure()).isFalse();
        assertThat(handshake.auth(Token.class)).isEqualTo(new Token("secret"));
        assertThat(handshake.protocol()).isEqualTo(EngineProtocol.V4);
        assertThat(socket.transport()).isEqualTo(Transport.WEBSOCKET);
        assertThat(socket.sid()).isEqualTo(client.sid().orElseThrow()).hasSize(20);
    }

    @Test
    void oneListenerHearsOfErrorsOfAllKindsAndNoneEndsTheConnection() throws Exception {
        io.onError(error -> heard.add(error.kind()));
        io.onConnect(socket -> {
            if (socket.handshake().hasAuth()) {
                throw new IllegalStateException("of the application");
            }
        });
        io.on("throw", socket -> {
            throw new IllegalStateException("of the application");
        });
        io.on("number", int.class, (socket, number) -> heard.add(number));
        io.onDisconnect((socket, reason) -> {
            throw new IllegalStateException("of the application");
        });
        String url = listen(io);
        SocketIoClient refused = client();
        assertThatExceptionOfType(ConnectFailedException.class)
                .isThrownBy(() -> refused.connect(
                        ConnectOptions.to(url).auth(new Token("any")).build()));
        assertThat(next()).isEqualTo(Kind.CONNECT);
        SocketIoClient client = client();
        client.connect(url);
        client.emit("throw");
        assertThat(next()).isEqualTo(Kind.HANDLER);
        client.emit("number", "not a number");
        assertThat(next()).isEqualTo(Kind.BIND);
        client.emit("number", 7);
        assertThat(next()).isEqualTo(7);
        client.disconnect();
        assertThat(next()).isEqualTo(Kind.DISCONNECT);
    }

    @Test
    void annotatedMethodsServeTheRootNamespaceToo() throws Exception {
        FromNettySocketIo.annotated(io);
        String url = listen(io);
        SocketIoClient ada = client();
        ada.on("said", String.class, heard::add);
        ada.on("left", String.class, heard::add);
        ada.connect(url);
        SocketIoClient bob = client();
        bob.connect(url);
        assertThat(bob.call("say", String.class, new Message("lobby", "hello"))).isEqualTo("OK");
        assertThat(next()).isEqualTo("hello");
        bob.disconnect();
        assertThat(next()).isIn("client namespace disconnect", "transport close");
    }

    @Test
    void nullPropertiesAreSentUnlessTheMapperLeavesThemOut() {
        TypeRef<Map<String, Object>> map = new TypeRef<>() {};
        Message message = new Message("lobby", null);
        io.onCall("message", socket -> message);
        SocketIoClient client = client();
        client.connect(listen(io));
        assertThat(client.call("message", map)).containsEntry("text", null);

        SocketIoServer quiet = opened(FromNettySocketIo.withoutNulls());
        quiet.onCall("message", socket -> message);
        SocketIoClient other = client();
        other.connect(listen(quiet));
        assertThat(other.call("message", map)).containsOnlyKeys("room");
    }

    @Test
    void addressPathTransportsAndLoopsAreChosen() {
        SocketIoServer server = opened(SocketIoServer.builder()
                .host(NettyHost.withLoops(1).transport(IoTransport.NIO))
                .engine(options -> options.path("/ws").transports(Set.of(Transport.WEBSOCKET)))
                .build());
        server.onCall("transport", socket -> socket.transport().name());
        String url = listen(server);
        SocketIoClient polling = client();
        assertThatExceptionOfType(ConnectFailedException.class)
                .isThrownBy(() -> polling.connect(ConnectOptions.to(url)
                        .path("/ws/")
                        .transports(Transport.POLLING)
                        .build()));
        SocketIoClient client = client();
        client.connect(ConnectOptions.to(url)
                .path("/ws/")
                .transports(Transport.WEBSOCKET)
                .build());
        assertThat(client.call("transport", String.class)).isEqualTo("WEBSOCKET");
    }

    @Test
    void aHandshakeTakesNoSidFromTheClientAndSaysNoMoreThanItMust() throws Exception {
        String sid = "00000000-0000-4000-8000-000000000000";
        HttpResponse<String> answer =
                get(listen(io) + "/socket.io/?EIO=4&transport=polling", "Cookie", "io=" + sid, "io", sid);
        assertThat(answer.body())
                .doesNotContain(sid)
                .contains("\"upgrades\":[\"websocket\"]", "\"maxPayload\":1000000")
                .contains("\"pingInterval\":25000", "\"pingTimeout\":20000");
        assertThat(answer.headers().map()).doesNotContainKeys("server", "set-cookie", "access-control-allow-origin");
    }

    @Test
    void websocketsAreCompressedOnlyWhenTheServerIsToldTo() throws Exception {
        SocketIoServer deflating =
                opened(SocketIoServer.builder().perMessageDeflate(1024).build());
        assertThat(websocketHandshake(io.listen("127.0.0.1", 0))).doesNotContain("permessage-deflate");
        assertThat(websocketHandshake(deflating.listen("127.0.0.1", 0))).contains("permessage-deflate");
    }

    /** The head of the answer to a client that can do compression. */
    private static String websocketHandshake(int port) throws Exception {
        try (java.net.Socket socket = new java.net.Socket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("""
                            GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r
                            Host: 127.0.0.1\r
                            Connection: Upgrade\r
                            Upgrade: websocket\r
                            Sec-WebSocket-Version: 13\r
                            Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
                            Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r
                            \r
                            """.getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            StringBuilder head = new StringBuilder();
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                head.append(line).append('\n');
            }
            assertThat(head).startsWith("HTTP/1.1 101");
            return head.toString();
        }
    }

    @Test
    void otherPathsAreNotFound() throws Exception {
        assertThat(get(listen(io) + "/other").statusCode()).isEqualTo(404);
    }

    @Test
    void aKeyStoreBecomesAContext() throws Exception {
        try (InputStream in = Files.newInputStream(keyStore)) {
            SocketIoServer server = opened(FromNettySocketIo.overTls(in, PASSWORD));
            server.onCall("secure", socket -> socket.handshake().secure());
            SocketIoClient client = client(trusting());
            client.connect("https://localhost:" + server.listen(0));
            assertThat(client.call("secure", boolean.class)).isTrue();
        }
    }

    private SocketIoClient client(SSLContext context) {
        ClientResources resources =
                ClientResources.builder().sslContext(context).build();
        return opened(SocketIoClient.builder()
                .reconnection(false)
                .resources(resources)
                .build());
    }

    @Test
    void aPipelineOfYourOwnMayDemandCertificatesOfClients() throws Exception {
        JdkSslContext tls = new JdkSslContext(
                certified, false, null, IdentityCipherSuiteFilter.INSTANCE, null, ClientAuth.REQUIRE, null, false);
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        open.add(() -> loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly());
        Channel listener = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(FromNettySocketIo.pipeline(io, tls))
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        String url = "https://localhost:" + ((InetSocketAddress) listener.localAddress()).getPort();
        open.add(io::close);

        io.onCall("secure", socket -> socket.handshake().secure());
        SocketIoClient stranger = client(trusting());
        assertThatExceptionOfType(ConnectFailedException.class).isThrownBy(() -> stranger.connect(url));
        SocketIoClient friend = client(certified);
        friend.connect(url);
        assertThat(friend.call("secure", boolean.class)).isTrue();
    }

    /** Trusts the certificate and has none. */
    private static SSLContext trusting() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            keys.load(in, PASSWORD);
        }
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusted.getTrustManagers(), null);
        return context;
    }
}
