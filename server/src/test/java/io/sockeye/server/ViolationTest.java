package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.FakeScheduler;
import io.sockeye.socketio.DisconnectReason;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViolationTest {
    private final TestServer server =
            new TestServer(options -> options.maxNamespacesPerConnection(2).maxAttachments(2));
    private final SocketIoServer io = server.io;
    private final BlockingQueue<DisconnectReason> reasons = new LinkedBlockingQueue<>();

    ViolationTest() {
        io.onDisconnect((socket, reason) -> reasons.add(reason));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private DisconnectReason reason() throws InterruptedException {
        DisconnectReason reason = reasons.poll(60, TimeUnit.SECONDS);
        assertThat(reason).isNotNull();
        return reason;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"42[\"hi\"]", "430[]", "41", "44{\"message\":\"x\"}", "4abc", "451-[\"x\"]", "42/nope,[\"hi\"]"})
    void whateverComesBeforeConnectClosesAtOnce(String packet) {
        try (TestServer patient = new TestServer(options -> options)) {
            patient.connect().send(packet).expectClose();
            TestServer.eventually(patient::isEmpty);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "42/other,[\"hi\"]", "44\"x\"", "43/other,1[]", "41/other,"})
    void whatIsNotDueClosesAsForcedByTheServer(String packet) throws Exception {
        server.client().send(packet).expectClose();
        assertThat(reason()).isEqualTo(DisconnectReason.FORCED_SERVER_CLOSE);
        server.awaitEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4abc",
                "42{}",
                "42[]",
                "42[\"x\"",
                "42[\"x\",]",
                "42[\"x\",{\"a\":}]",
                "42[\"x\"]]",
                "42abc[\"x\"]",
                "42[null]",
                "42[true]",
                "42[{\"toString\":\"x\"}]",
                "42[[]]",
                "42[\"connect\"]",
                "42[\"connect_error\"]",
                "42[\"disconnect\",\"fake\"]",
                "42[\"disconnecting\"]",
                "42[\"newListener\"]",
                "42[\"removeListener\"]",
                "450-[\"x\"]",
                "453-[\"x\"]",
                "45999999-[\"x\"]",
                "431[",
                "431{}",
                "49",
                "4"
            })
    void whatIsNotSocketIoOrJsonClosesWithAParseErrorWhetherAnybodyListensOrNot(String packet) throws Exception {
        server.client().send(packet).expectClose();
        assertThat(reason()).isEqualTo(DisconnectReason.PARSE_ERROR);
        server.awaitEmpty();
    }

    @Test
    void malformedArgumentsCloseAlsoWhenTheyAreBound() throws Exception {
        io.on("x", int.class, (socket, number) -> {});
        server.client().send("42[\"x\",1,tru]").expectClose();
        assertThat(reason()).isEqualTo(DisconnectReason.PARSE_ERROR);
    }

    @Test
    void aPlaceholderThatPointsNowhereCloses() throws Exception {
        server.client()
                .send("451-[\"x\",{\"_placeholder\":true,\"num\":7}]")
                .send(new byte[] {1})
                .expectClose();
        assertThat(reason()).isEqualTo(DisconnectReason.PARSE_ERROR);
    }

    @Test
    void malformedAuthCloses() {
        server.connect().send("40{\"token\":}").expectClose();
        server.awaitEmpty();
    }

    @Test
    void aMistypedArgumentGoesToTheErrorListenerAndTheConnectionLives() throws Exception {
        RawClient.answerFences(io);
        io.on("x", int.class, (socket, number) -> {});
        RawClient client = server.client().send("421[\"x\",\"seven\"]").expectNothing();
        assertThat(server.errors.take().event()).isEqualTo("x");
        client.send("422[\"x\",7]").expect("432[]");
    }

    @Test
    void oneNamespaceTooManyCloses() throws Exception {
        io.of("/a");
        io.of("/b");
        RawClient client = server.client();
        client.join("/a");
        client.send("40/b,").expectClose();
        assertThat(reason()).isEqualTo(DisconnectReason.FORCED_SERVER_CLOSE);
    }

    @Test
    void aConnectionThatJoinsNothingIsClosedInTime() {
        try (TestServer impatient = new TestServer(options -> options.connectTimeout(Duration.ofMillis(200)))) {
            impatient.connect().expectClose();
            impatient.awaitEmpty();
        }
    }

    @Test
    void aConnectionThatHasJoinedLivesOnWithoutNamespace() throws Exception {
        FakeScheduler time = new FakeScheduler();
        try (TestServer turned = new TestServer(
                options -> options.connectTimeout(Duration.ofSeconds(5)).engine(engine -> engine.scheduler(time)))) {
            turned.io.onDisconnect((socket, reason) -> reasons.add(reason));
            RawClient client = turned.client().send("41");
            assertThat(reason()).isEqualTo(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
            time.advance(Duration.ofSeconds(6));
            client.join("/");
        }
    }

    @Test
    void anAttachmentThatNobodyAwaitsCloses() throws Exception {
        server.client().send(new byte[] {1, 2}).expectClose();
        assertThat(reason()).isEqualTo(DisconnectReason.PARSE_ERROR);
    }

    @Test
    void anUnknownAcknowledgementIsIgnored() {
        RawClient.answerFences(io);
        server.client().send("4312345[1]").expectNothing();
    }
}
