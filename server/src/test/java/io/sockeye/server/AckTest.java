package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.dispatch.Ack;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.TypeRef;
import io.sockeye.socketio.AckTimeoutException;
import io.sockeye.socketio.JsonBindException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AckTest {
    private final TestServer server = new TestServer();
    private final SocketIoServer io = server.io;
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        server.close();
    }

    private Object heard() throws InterruptedException {
        Object next = heard.poll(60, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private Socket only() {
        return io.sockets().iterator().next();
    }

    @Test
    void aCallInsideAHandlerGetsItsAnswer() throws Exception {
        io.on("ask", socket -> heard.add(socket.call("question", String.class, "2 + 2?")));
        server.client()
                .send("42[\"ask\"]")
                .expect("420[\"question\",\"2 + 2?\"]")
                .send("430[\"four\"]");
        assertThat(heard()).isEqualTo("four");
    }

    @Test
    void aCallInsideAHandlerGetsItsAnswerThoughEventsWaitBeforeIt() throws Exception {
        io.on("ask", socket -> heard.add(socket.call("question", int.class)));
        io.on("other", socket -> heard.add("other"));
        server.client()
                .send("42[\"ask\"]")
                .expect("420[\"question\"]")
                .send("42[\"other\"]")
                .send("430[4]");
        assertThat(heard()).isEqualTo(4);
        assertThat(heard()).isEqualTo("other");
    }

    @Test
    void aFutureCompletesWithAllArguments() throws Exception {
        RawClient client = server.client();
        CompletableFuture<Args> answer = only().emitWithAck("question");
        client.expect("420[\"question\"]").send("430[1,[\"a\"],null]");
        Args args = answer.get(60, TimeUnit.SECONDS);
        assertThat(args.size()).isEqualTo(3);
        assertThat(args.get(0, int.class)).isEqualTo(1);
        assertThat(args.get(1, new TypeRef<List<String>>() {})).containsExactly("a");
    }

    @Test
    void aFutureDoesNotCompleteOnAThreadOfTheHost() throws Exception {
        RawClient client = server.client();
        CompletableFuture<String> thread = only().emitWithAck("question")
                .thenApply(args -> Thread.currentThread().getName());
        client.expect("420[\"question\"]").send("430[]");
        assertThat(thread.get(60, TimeUnit.SECONDS)).isEqualTo("sockeye-handler");
    }

    @Test
    void aCallbackRunsInOrderWithTheHandlers() throws Exception {
        io.on("one", socket -> {
            socket.emitWithCallback("question", (error, args) -> heard.add(args.get(0, String.class)));
            heard.add("one");
        });
        io.on("two", socket -> heard.add("two"));
        server.client()
                .send("42[\"one\"]")
                .expect("420[\"question\"]")
                .send("42[\"two\"]")
                .send("430[\"answer\"]")
                .send("42[\"two\"]");
        assertThat(List.of(heard(), heard(), heard(), heard())).containsExactly("one", "two", "answer", "two");
    }

    @Test
    void silenceEndsWithATimeoutInAllThreeWays() throws Exception {
        server.client();
        SocketOperator soon = only().timeout(Duration.ofMillis(50));
        assertThatThrownBy(() -> soon.call("question", String.class)).isInstanceOf(AckTimeoutException.class);
        assertThatThrownBy(() -> soon.emitWithAck("question").get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(AckTimeoutException.class);
        soon.emitWithCallback("question", (error, args) -> heard.add(error));
        assertThat(heard()).isInstanceOf(AckTimeoutException.class);
        assertThat(io.stats().pendingAcks()).isZero();
    }

    @Test
    void anAnswerThatComesTwiceCountsOnce() throws Exception {
        RawClient.answerFences(io);
        RawClient client = server.client();
        only().emitWithCallback("question", (error, args) -> heard.add("answer"));
        client.expect("420[\"question\"]").send("430[]").send("430[]").expectNothing();
        assertThat(heard).containsExactly("answer");
    }

    @Test
    void theServerAcknowledgesOnceAtMostAndAtAnyTime() throws Exception {
        RawClient.answerFences(io);
        BlockingQueue<Ack> later = new LinkedBlockingQueue<>();
        io.on("later", (socket, args, ack) -> later.add(ack));
        RawClient client = server.client().send("423[\"later\"]").expectNothing();
        Ack ack = later.take();
        ack.send("a");
        ack.send("b");
        client.expect("433[\"a\"]").expectNothing();
    }

    @Test
    void aStageThatAHandlerReturnsAcknowledgesWhenItCompletes() {
        CompletableFuture<Integer> stage = new CompletableFuture<>();
        io.onCall("later", socket -> stage);
        RawClient.answerFences(io);
        RawClient client = server.client().send("425[\"later\"]").expectNothing();
        stage.complete(42);
        client.expect("435[42]");
    }

    @Test
    void anAnswerThatDoesNotFitIsTheCallersProblem() throws Exception {
        io.on("ask", socket -> {
            try {
                socket.call("question", int.class);
            } catch (JsonBindException e) {
                heard.add("mistyped");
            }
        });
        RawClient.answerFences(io);
        RawClient client = server.client();
        client.send("42[\"ask\"]").expect("420[\"question\"]").send("430[\"x\"]");
        assertThat(heard()).isEqualTo("mistyped");
        client.expectNothing();
    }

    @Test
    void anAnswerThatIsNotJsonClosesTheConnection() {
        RawClient client = server.client();
        CompletableFuture<Args> answer = only().emitWithAck("question");
        client.expect("420[\"question\"]").send("430[tru]").expectClose();
        assertThatThrownBy(() -> answer.get(60, TimeUnit.SECONDS)).isNotNull();
        server.awaitEmpty();
    }

    @Test
    void binaryAnswersArrive() throws Exception {
        RawClient client = server.client();
        CompletableFuture<Args> answer = only().emitWithAck("question");
        client.expect("420[\"question\"]")
                .send("461-0[{\"_placeholder\":true,\"num\":0}]")
                .send(new byte[] {9, 8});
        assertThat(answer.get(60, TimeUnit.SECONDS).get(0, byte[].class)).containsExactly(9, 8);
    }
}
