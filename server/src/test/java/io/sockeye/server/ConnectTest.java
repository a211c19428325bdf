package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sockeye.dispatch.HandlerError;
import io.sockeye.socketio.ConnectionRefusedException;
import io.sockeye.socketio.DisconnectReason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectTest {
    private final TestServer server = new TestServer();
    private final SocketIoServer io = server.io;
    private final BlockingQueue<Socket> seen = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    record Token(String token) {}

    @AfterEach
    void close() {
        gate.countDown();
        server.close();
    }

    private Socket seen() throws InterruptedException {
        Socket socket = seen.poll(60, TimeUnit.SECONDS);
        assertThat(socket).isNotNull();
        return socket;
    }

    private void blockInConnectHandler() {
        io.onConnect(socket -> {
            seen.add(socket);
            gate.await();
        });
    }

    @Test
    void theAnswerHasOnlyTheSid() {
        assertThat(server.connect().send("40").next()).matches("40\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}");
    }

    @Test
    void theSidIsNotThatOfTheEngine() {
        RawClient client = server.connect();
        assertThat(client.join("/")).isNotEqualTo(client.engineSid());
    }

    @Test
    void nobodySeesASocketBeforeItsConnectHandlersHaveReturned() throws Exception {
        blockInConnectHandler();
        RawClient client = server.connect().send("40");
        Socket socket = seen();
        assertThat(io.sockets()).isEmpty();
        assertThat(io.socket(socket.sid())).isEmpty();
        assertThat(socket.isConnected()).isFalse();
        assertThat(io.stats().connected()).isZero();
        gate.countDown();
        assertThat(client.next()).startsWith("40{");
        assertThat(io.socket(socket.sid())).contains(socket);
        assertThat(socket.isConnected()).isTrue();
    }

    @Test
    void whatIsSentDuringConnectFollowsTheConnectInOrder() throws Exception {
        blockInConnectHandler();
        RawClient client = server.connect().send("40");
        Socket socket = seen();
        socket.emit("first");
        io.emit("second");
        io.to(socket.sid()).emit("third");
        socket.asVolatile().emit("dropped");
        gate.countDown();
        assertThat(client.next()).startsWith("40{");
        client.expect("42[\"first\"]", "42[\"second\"]", "42[\"third\"]");
    }

    @Test
    void aRoomJoinedDuringConnectReachesTheNewcomer() {
        io.onConnect(socket -> {
            socket.join("news");
            io.to("news").emit("users", 1);
        });
        RawClient client = server.client();
        client.expect("42[\"users\",1]");
    }

    @Test
    void aRefusalBringsMessageAndDataAndNothingThatWasSent() {
        io.onConnect(socket -> {
            socket.join("news");
            socket.emit("secret");
            io.to("news").emit("secret");
            throw new ConnectionRefusedException("who are you?", Map.of("code", 7));
        });
        server.connect().send("40").expect("44{\"message\":\"who are you?\",\"data\":{\"code\":7}}");
        assertThat(io.stats().rooms()).isZero();
        TestServer.eventually(() -> io.stats().sockets() == 0);
    }

    @Test
    void whoWasRefusedMayTryAgainOnTheSameConnection() {
        io.onConnect(socket -> {
            if (!socket.handshake().hasAuth()) {
                throw new ConnectionRefusedException("token?");
            }
        });
        RawClient client = server.connect().send("40").expect("44{\"message\":\"token?\"}");
        assertThat(client.send("40{\"token\":\"x\"}").next()).startsWith("40{\"sid\"");
    }

    @Test
    void anyOtherExceptionRefusesWithoutDetails() throws Exception {
        io.onConnect(socket -> {
            throw new IllegalStateException("jdbc:password");
        });
        server.connect().send("40").expect("44{\"message\":\"Connection refused by server\"}");
        assertThat(server.errors.take().kind()).isEqualTo(HandlerError.Kind.CONNECT);
    }

    @Test
    void refusalDataThatCannotBeWrittenIsLeftOut() throws Exception {
        io.onConnect(socket -> {
            throw new ConnectionRefusedException("no", new Object() {
                @SuppressWarnings("unused")
                public Object getSelf() {
                    throw new IllegalStateException("can't be written");
                }
            });
        });
        server.connect().send("40").expect("44{\"message\":\"no\"}");
        assertThat(server.errors.take().kind()).isEqualTo(HandlerError.Kind.ENCODE);
    }

    @Test
    void middlewareRunsInOrderBeforeTheConnectHandlersAndMayRefuse() {
        List<String> order = new CopyOnWriteArrayList<>();
        io.of("/a").use(socket -> order.add("one"));
        io.of("/a").use(socket -> {
            order.add("two");
            throw new ConnectionRefusedException("closed");
        });
        io.of("/a").use(socket -> order.add("three"));
        io.of("/a").onConnect(socket -> order.add("connect"));
        server.connect().send("40/a,").expect("44/a,{\"message\":\"closed\"}");
        assertThat(order).containsExactly("one", "two");
    }

    @Test
    void callDuringConnectThrowsInsteadOfWaitingForEver() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        io.onConnect(socket -> thrown.set(catchThrowable(() -> socket.call("question", String.class))));
        server.client();
        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("connect handlers");
    }

    @Test
    void eventsThatComeTogetherWithTheConnectAreHandledAfterIt() {
        io.on("hi", socket -> socket.emit("connected", socket.isConnected()));
        RawClient client = server.connect().send("40").send("42[\"hi\"]");
        assertThat(client.next()).startsWith("40{");
        client.expect("42[\"connected\",true]");
    }

    @Test
    void eventsOfARefusedSocketAreNotHandled() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        io.on("hi", socket -> heard.add("hi"));
        io.onDisconnect((socket, reason) -> heard.add("bye"));
        io.onConnect(socket -> {
            seen.add(socket);
            gate.await();
            throw new ConnectionRefusedException("no");
        });
        RawClient client = server.connect().send("40").send("42[\"hi\"]");
        seen();
        gate.countDown();
        client.expect("44{\"message\":\"no\"}");
        TestServer.eventually(() -> io.stats().sockets() == 0);
        assertThat(heard).isEmpty();
    }

    @Test
    void aClientThatLeavesDuringConnectIsNeverShownAndItsEndIsHeardOf() throws Exception {
        BlockingQueue<DisconnectReason> reasons = new LinkedBlockingQueue<>();
        io.onDisconnect((socket, reason) -> reasons.add(reason));
        blockInConnectHandler();
        RawClient client = server.connect().send("40");
        seen();
        client.close();
        TestServer.eventually(() -> io.stats().engine().sessions() == 0);
        assertThat(reasons).isEmpty();
        gate.countDown();
        assertThat(reasons.poll(60, TimeUnit.SECONDS)).isEqualTo(DisconnectReason.TRANSPORT_CLOSE);
        assertThat(io.sockets()).isEmpty();
        server.awaitEmpty();
    }

    @Test
    void authIsBoundToAnyType() {
        io.onConnect(socket -> socket.emit("auth", socket.handshake().auth(Token.class)));
        RawClient client = server.connect().send("40{\"token\":\"abc\"}");
        assertThat(client.next()).startsWith("40{");
        client.expect("42[\"auth\",{\"token\":\"abc\"}]");
        server.client().expect("42[\"auth\",null]");
    }

    @Test
    void authThatDoesNotFitRefuses() {
        io.onConnect(socket -> socket.handshake().auth(Token.class));
        server.connect().send("40{\"token\":[1]}").expect("44{\"message\":\"Connection refused by server\"}");
    }

    @Test
    void anUnknownNamespaceIsRefusedAndTheConnectionLives() {
        RawClient client = server.connect().send("40/nope,").expect("44/nope,{\"message\":\"Invalid namespace\"}");
        client.join("/");
    }

    @Test
    void disconnectingInAConnectHandlerRefusesAndWhoHeardOfTheBeginHearsOfTheEnd() throws Exception {
        BlockingQueue<DisconnectReason> reasons = new LinkedBlockingQueue<>();
        io.onConnect(Socket::disconnect);
        io.onDisconnect((socket, reason) -> reasons.add(reason));
        server.connect().send("40").expect("44{\"message\":\"Disconnected by server\"}");
        assertThat(reasons.poll(60, TimeUnit.SECONDS)).isEqualTo(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        TestServer.eventually(() -> io.stats().sockets() == 0);
    }

    @Test
    void theNamespacesOfAServerAreListed() {
        Namespace chat = io.of("chat");
        assertThat(io.of("/chat")).isSameAs(chat);
        assertThat(io.namespaces()).extracting(Namespace::name).containsExactlyInAnyOrder("/", "/chat");
    }

    @Test
    void namesOfNamespacesGetTheirSlash() {
        assertThat(io.of("chat")).isSameAs(io.of("/chat"));
        assertThat(io.of("chat").name()).isEqualTo("/chat");
    }

    @Test
    void oneConnectionMayBeInSeveralNamespaces() {
        io.of("/a").on("where", socket -> socket.emit("here", socket.namespace().name()));
        io.on("where", socket -> socket.emit("here", socket.namespace().name()));
        RawClient client = server.connect();
        String root = client.join("/");
        assertThat(client.join("/a")).isNotEqualTo(root);
        client.send("42/a,[\"where\"]").expect("42/a,[\"here\",\"/a\"]");
        client.send("42[\"where\"]").expect("42[\"here\",\"/\"]");
    }

    @Test
    void theHandshakeHasWhatTheRequestHad() throws Exception {
        io.onConnect(seen::add);
        RawClient client = RawClient.open(listening().host, "EIO=4&user=ad%20a");
        client.join("/");
        Handshake handshake = seen().handshake();
        assertThat(handshake.query("user")).contains("ad a");
        assertThat(handshake.url()).startsWith("/socket.io/?transport=websocket");
        assertThat(handshake.header("upgrade")).contains("websocket");
        assertThat(handshake.secure()).isFalse();
        assertThat(handshake.xdomain()).isFalse();
        assertThat(handshake.address()).isNotEmpty();
        assertThat(handshake.issued()).isPositive();
    }

    private TestServer listening() {
        server.listen();
        return server;
    }
}
