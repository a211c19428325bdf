package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.dispatch.HandlerError;
import io.sockeye.dispatch.Registration;
import io.sockeye.engineio.server.EngineServer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ObserverTest {
    private final TestServer server = new TestServer();
    private final Recording recording = new Recording();

    @AfterEach
    void close() {
        server.close();
    }

    /** Writes down what it hears. */
    private static final class Recording implements ServerObserver {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public void onStart(EngineServer engine) {
            heard.add("start");
        }

        @Override
        public void onNamespace(Namespace namespace) {
            heard.add("namespace " + namespace.name());
        }

        @Override
        public void onHandled(String namespace, String event, long nanos) {
            heard.add((nanos >= 0 ? "handled " : "before its time ") + namespace + " " + event);
        }

        @Override
        public void onError(HandlerError error) {
            heard.add("error " + error.kind());
        }

        @Override
        public void onClose() {
            heard.add("close");
        }

        String next() throws InterruptedException {
            return heard.poll(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void itHearsTheWholeLifeOfAServer() throws Exception {
        server.io.observe(recording);
        server.io.of("/chat").on("say", String.class, (socket, words) -> socket.emit("said", words));
        server.io.of("chat");
        RawClient client = server.connect();
        client.join("/chat");
        client.send("42/chat,[\"say\",\"hello\"]").expect("42/chat,[\"said\",\"hello\"]");
        assertThat(recording.next()).isEqualTo("namespace /");
        assertThat(recording.next()).isEqualTo("namespace /chat");
        assertThat(recording.next()).isEqualTo("start");
        assertThat(recording.next()).isEqualTo("handled /chat say");
        server.close();
        assertThat(recording.next()).isEqualTo("close");
        assertThat(recording.heard).isEmpty();
    }

    @Test
    void itHearsWhatIsThereAlreadyWhenItComesLater() throws Exception {
        server.listen();
        server.io.of("/chat");
        server.io.observe(recording);
        assertThat(recording.heard).containsExactly("namespace /", "namespace /chat", "start");
    }

    @Test
    void oneThatComesAfterTheCloseHearsOnlyOfThat() {
        server.close();
        server.io.observe(recording);
        assertThat(recording.heard).containsExactly("close");
    }

    @Test
    void itHearsOfErrorsBesidesTheErrorListeners() throws Exception {
        server.io.observe(recording);
        server.io.on("fail", socket -> {
            throw new IllegalStateException("as the test wants it");
        });
        server.client().send("42[\"fail\"]");
        assertThat(server.errors.poll(30, TimeUnit.SECONDS).kind()).isEqualTo(HandlerError.Kind.HANDLER);
        assertThat(recording.heard).contains("error HANDLER");
    }

    @Test
    void oneThatThrowsHarmsNobodyAndIsReported() throws Exception {
        server.io.observe(new ServerObserver() {
            @Override
            public void onNamespace(Namespace namespace) {
                throw new IllegalStateException("as the test wants it, for the log");
            }

            @Override
            public void onHandled(String namespace, String event, long nanos) {
                throw new IllegalStateException("as the test wants it");
            }
        });
        server.io.observe(recording);
        server.io.onCall("one", socket -> 1);
        server.client()
                .send("420[\"one\"]")
                .expect("430[1]")
                .send("421[\"one\"]")
                .expect("431[1]");
        HandlerError error = server.errors.poll(30, TimeUnit.SECONDS);
        assertThat(error.kind()).isEqualTo(HandlerError.Kind.LISTENER);
        assertThat(error.event()).isEqualTo("one");
        assertThat(recording.next()).isEqualTo("namespace /");
        assertThat(recording.next()).isEqualTo("start");
        TestServer.eventually(() -> recording.heard.contains("handled / one"));
    }

    @Test
    void oneThatWasTakenBackHearsNothingMore() throws Exception {
        Registration registration = server.io.observe(recording);
        server.io.observe(new Recording());
        registration.remove();
        server.io.onCall("one", socket -> 1);
        server.client().send("420[\"one\"]").expect("430[1]");
        server.close();
        assertThat(recording.heard).containsExactly("namespace /");
    }
}
