package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EchoTest {
    private final TestServer server = new TestServer();
    private final SocketIoServer io = server.io;

    record Message(String from, String text) {}

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void whatArrivesCanBeSentBackAsItIs() {
        io.on("echo", (socket, args, ack) -> socket.emit("echo", args.toArray()));
        RawClient client = server.client();
        client.send("42[\"echo\",1,\"é ☃ 𝒳 \u2028\",{\"a\":[true,null]}]");
        client.expect("42[\"echo\",1,\"é ☃ 𝒳 \u2028\",{\"a\":[true,null]}]");
    }

    @Test
    void argumentsAreBoundToTheTypesOfTheHandler() {
        io.on("hello", Message.class, (socket, message) -> socket.emit("reply", message.text() + message.from()));
        server.client()
                .send("42[\"hello\",{\"from\":\"ada\",\"text\":\"hi \"}]")
                .expect("42[\"reply\",\"hi ada\"]");
    }

    @Test
    void binaryGoesBothWaysAtAnyDepth() {
        io.on(
                "bytes",
                byte[].class,
                (socket, bytes) -> socket.emit("bytes", Map.of("deep", new Object[] {bytes, bytes.length})));
        server.client()
                .send("451-[\"bytes\",{\"_placeholder\":true,\"num\":0}]")
                .send(new byte[] {1, 2, 3})
                .expect("451-[\"bytes\",{\"deep\":[{\"_placeholder\":true,\"num\":0},3]}]", "binary 010203");
    }

    @Test
    void whatACallReturnsIsTheAcknowledgement() {
        io.onCall("sum", int.class, int.class, (socket, a, b) -> a + b);
        server.client().send("427[\"sum\",1,2]").expect("437[3]");
    }

    @Test
    void whoTakesTheAckAnswersByIt() {
        io.of("/chat").on("typing", (socket, args, ack) -> ack.send("OK", 123));
        RawClient client = server.connect();
        client.join("/chat");
        client.send("42/chat,0[\"typing\"]").expect("43/chat,0[\"OK\",123]");
    }

    @Test
    void aHandlerThatReturnsNothingAcknowledgesWithNothing() {
        io.on("note", String.class, (socket, note) -> {});
        server.client().send("421[\"note\",\"x\"]").expect("431[]");
    }

    @Test
    void aHandlerThatThrowsSendsNoAcknowledgementAndTheErrorListenerHearsOfIt() throws Exception {
        RawClient.answerFences(io);
        io.on("bad", socket -> {
            throw new IllegalStateException("oh no");
        });
        server.client().send("421[\"bad\"]").expectNothing();
        assertThat(server.errors.take().cause()).hasMessage("oh no");
    }

    @Test
    void sendIsTheEventMessage() {
        io.on("message", String.class, (socket, text) -> socket.send(text, 1));
        server.client().send("42[\"message\",\"x\"]").expect("42[\"message\",\"x\",1]");
    }
}
