package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.dispatch.Args;
import io.sockeye.engineio.FakeScheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BroadcastAckTest {
    private final FakeScheduler time = new FakeScheduler();
    private final TestServer server = new TestServer(options -> options.engine(engine -> engine.scheduler(time)));
    private final SocketIoServer io = server.io;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        server.close();
    }

    private List<Integer> numbers(List<Args> answers) {
        return answers.stream().map(args -> args.get(0, Integer.class)).toList();
    }

    @Test
    void theAnswersOfAllAreCollected() throws Exception {
        RawClient a = server.client();
        RawClient b = server.client();
        CompletableFuture<List<Args>> answers = io.emitWithAck("question", "?");
        a.expect("420[\"question\",\"?\"]").send("430[1]");
        b.expect("420[\"question\",\"?\"]").send("430[2]");
        assertThat(numbers(answers.get(60, TimeUnit.SECONDS))).containsExactlyInAnyOrder(1, 2);
        assertThat(io.stats().pendingAcks()).isZero();
    }

    @Test
    void nobodyThereIsAnEmptyList() throws Exception {
        server.listen();
        assertThat(io.to("nowhere").emitWithAck("question").get(60, TimeUnit.SECONDS))
                .isEmpty();
    }

    @Test
    void eachClientCountsOnceHoweverOftenItAnswers() throws Exception {
        RawClient a = server.client();
        RawClient b = server.client();
        CompletableFuture<List<Args>> answers = io.emitWithAck("question");
        a.expect("420[\"question\"]").send("430[1]").send("430[1]").send("430[1]");
        b.expect("420[\"question\"]").send("430[2]");
        assertThat(numbers(answers.get(60, TimeUnit.SECONDS))).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void whenTheTimeIsOverThereAreThoseThatDidAnswer() {
        RawClient.answerFences(io);
        RawClient a = server.client();
        server.client();
        CompletableFuture<List<Args>> answers =
                io.timeout(Duration.ofMillis(200)).emitWithAck("question");
        a.expect("420[\"question\"]").send("430[1]").expectNothing();
        time.advance(Duration.ofMillis(200));
        assertThatThrownBy(() -> answers.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(BroadcastAckException.class, e -> {
                    assertThat(numbers(e.responses())).containsExactly(1);
                    assertThat(e.missing()).isEqualTo(1);
                    assertThat(e).hasMessage("1 of 2 receivers have not acknowledged in time");
                });
        assertThat(io.stats().pendingAcks()).isZero();
    }

    @Test
    void aClientThatEndsIsNotWaitedFor() {
        RawClient a = server.client();
        RawClient b = server.client();
        CompletableFuture<List<Args>> answers = io.emitWithAck("question");
        a.expect("420[\"question\"]").send("430[1]");
        b.drop();
        assertThatThrownBy(() -> answers.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        BroadcastAckException.class,
                        e -> assertThat(numbers(e.responses())).containsExactly(1));
    }

    @Test
    void theCallbackIsCalledOnceForEachClient() throws Exception {
        RawClient a = server.client();
        server.client();
        io.timeout(Duration.ofMillis(200))
                .emitWithCallback(
                        "question",
                        (error, args) -> heard.add(error == null ? "answer " + args.get(0, int.class) : "missing"));
        a.expect("420[\"question\"]").send("430[1]");
        assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("answer 1");
        time.advance(Duration.ofMillis(200));
        assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("missing");
        assertThat(heard).isEmpty();
    }

    @Test
    void clientsThatStaySilentLeaveNothingBehind() throws Exception {
        server.client();
        server.client();
        for (int i = 0; i < 100; i++) {
            CompletableFuture<List<Args>> silence =
                    io.timeout(Duration.ofMillis(1)).emitWithAck("question");
            time.advance(Duration.ofMillis(1));
            assertThatThrownBy(() -> silence.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(BroadcastAckException.class);
        }
        assertThat(io.stats().pendingAcks()).isZero();
    }

    @Test
    void anAnswerThatIsNotJsonClosesItsConnection() {
        RawClient a = server.client();
        CompletableFuture<List<Args>> answers = io.emitWithAck("question");
        a.expect("420[\"question\"]").send("430[tru]").expectClose();
        assertThatThrownBy(() -> answers.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(BroadcastAckException.class);
        server.awaitEmpty();
    }

    @Test
    void aBroadcastInsideAHandlerMayWaitForItsOwnSocket() throws Exception {
        io.on("ask", socket -> heard.add("" + io.emitWithAck("question").get().size()));
        RawClient a = server.client().send("42[\"ask\"]");
        a.expect("420[\"question\"]").send("430[]");
        assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("1");
    }
}
