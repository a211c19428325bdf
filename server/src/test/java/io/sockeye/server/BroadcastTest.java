package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.socketio.JsonEncodeException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BroadcastTest {
    private static final String HI = "42[\"hi\"]";

    private final TestServer server = new TestServer();
    private final SocketIoServer io = server.io;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    BroadcastTest() {
        RawClient.answerFences(io);
        io.on("join", String[].class, (socket, rooms) -> socket.join(rooms));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private RawClient in(String rooms) {
        return server.client().send("42[\"join\",[" + rooms + "]]").expectNothing();
    }

    @Test
    void everybodyInTheNamespaceIsAddressedAndNobodyElse() {
        io.of("/other");
        RawClient a = server.client();
        RawClient b = server.client();
        RawClient other = server.connect();
        other.join("/other");
        io.emit("hi");
        a.expect(HI);
        b.expect(HI);
        io.of("/other").emit("ho");
        other.expect("42/other,[\"ho\"]");
    }

    @Test
    void roomsAddUpAndExceptTakesAway() {
        RawClient red = in("\"red\"");
        RawClient blue = in("\"blue\"");
        RawClient both = in("\"red\",\"blue\"");
        io.to("red").to("blue").emit("hi");
        red.expect(HI).expectNothing();
        blue.expect(HI).expectNothing();
        both.expect(HI).expectNothing();
        io.to("red", "blue").except("blue").emit("hi");
        red.expect(HI);
        blue.expectNothing();
        both.expectNothing();
        io.except("red").emit("hi");
        blue.expect(HI);
        both.expectNothing();
    }

    @Test
    void theSocketsThatAreAddressedAreListedOnceEach() {
        in("\"red\"");
        in("\"blue\"");
        in("\"red\",\"blue\"");
        assertThat(io.sockets()).hasSize(3);
        assertThat(io.to("red").to("blue").sockets()).hasSize(3).doesNotHaveDuplicates();
        assertThat(io.to("red", "blue").except("blue").sockets())
                .singleElement()
                .satisfies(socket -> assertThat(socket.rooms()).contains("red").doesNotContain("blue"));
        assertThat(io.except("red").sockets()).hasSize(1);
        assertThat(io.except("nobody").sockets()).hasSize(3);
        assertThat(io.to("nobody").sockets()).isEmpty();
        assertThat(io.to().sockets()).isEmpty();
        Socket one = io.to("red").except("blue").sockets().iterator().next();
        assertThat(one.broadcast().sockets()).hasSize(2).doesNotContain(one);
    }

    @Test
    void noRoomIsNobody() {
        RawClient client = server.client();
        io.to().emit("hi");
        io.to(List.of()).emit("hi");
        assertThat(io.to().emitWithAck("hi").join()).isEmpty();
        client.expectNothing();
        io.to(List.of()).to("red").emit("hi");
        client.expectNothing();
    }

    @Test
    void aSocketsBroadcastsLeaveItOut() {
        io.on("shout", socket -> {
            socket.broadcast().emit("one");
            socket.to("red").emit("two");
            socket.except("red").emit("three");
            io.except(socket).emit("four");
        });
        RawClient red = in("\"red\"");
        RawClient blue = in("\"blue\"");
        in("\"red\"").send("42[\"shout\"]").expectNothing();
        red.expect("42[\"one\"]", "42[\"two\"]", "42[\"four\"]").expectNothing();
        blue.expect("42[\"one\"]", "42[\"three\"]", "42[\"four\"]").expectNothing();
    }

    @Test
    void operatorsAreImmutable() {
        RawClient red = in("\"red\"");
        BroadcastOperator toRed = io.to("red");
        toRed.except("red").emit("no");
        toRed.to("blue").except("red").emit("no");
        toRed.emit("hi");
        red.expect(HI);
    }

    @Test
    void flagsCanBeCombined() {
        RawClient red = in("\"red\"");
        TestServer.eventually(() -> io.stats().engine().queuedBytes() == 0);
        io.to("red").local().compress(false).asVolatile().emit("hi");
        red.expect(HI);
    }

    @Test
    void whatOneThreadSendsArrivesInOrderDirectOrBroadcast() {
        io.on("go", socket -> {
            for (int i = 0; i < 300; i += 3) {
                socket.emit("n", i);
                io.emit("n", i + 1);
                io.to(socket.sid()).emit("n", i + 2);
            }
        });
        RawClient client = server.client().send("42[\"go\"]");
        for (int i = 0; i < 300; i++) {
            client.expect("42[\"n\"," + i + "]");
        }
    }

    @Test
    void headerAndAttachmentsStayTogetherWhoeverElseSends() throws Exception {
        RawClient client = server.client();
        Thread[] senders = new Thread[3];
        for (int t = 0; t < senders.length; t++) {
            byte id = (byte) t;
            senders[t] = io.startBackgroundTask(() -> {
                for (int i = 0; i < 100; i++) {
                    io.emit("b", new byte[] {id}, new byte[] {id});
                }
            });
        }
        for (int i = 0; i < 300; i++) {
            client.expect("452-[\"b\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            assertThat(client.next()).isEqualTo(client.next());
        }
        for (Thread sender : senders) {
            sender.join();
        }
    }

    @Test
    void reservedNamesCannotBeSent() {
        assertThatIllegalArgumentException().isThrownBy(() -> io.emit("connect"));
        assertThatIllegalArgumentException().isThrownBy(() -> io.to("red").emitWithAck("disconnect"));
    }

    @Test
    void whatCannotBeWrittenThrowsAtTheSender() {
        Object bad = new Object() {
            @SuppressWarnings("unused")
            public Object getSelf() {
                throw new IllegalStateException("no");
            }
        };
        assertThatThrownBy(() -> io.emit("x", bad)).isInstanceOf(JsonEncodeException.class);
    }

    @Test
    void outgoingListenersHearOfEachReceiver() {
        io.onAnyOutgoing((socket, event, args) -> heard.add(event + args.get(0, Integer.class)));
        io.onConnect(socket -> socket.onAnyOutgoing((s, event, args) -> heard.add("own " + event + s.isConnected())));
        server.client();
        server.client();
        io.emit("hi", 1);
        assertThat(heard).containsExactlyInAnyOrder("hi1", "own hitrue", "hi1", "own hitrue");
        heard.clear();
        io.sockets().iterator().next().emit("ho", 2);
        assertThat(heard).containsExactly("ho2", "own hotrue");
    }

    @Test
    void anOutgoingListenerThatThrowsDisturbsNobody() throws Exception {
        io.onAnyOutgoing((socket, event, args) -> {
            throw new IllegalStateException("oh no");
        });
        RawClient client = server.client();
        io.emit("hi");
        client.expect(HI);
        assertThat(server.errors.take().cause()).hasMessage("oh no");
    }
}
