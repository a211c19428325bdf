package io.sockeye.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.client.ConnectOptions;
import io.sockeye.client.SocketIoClient;
import io.sockeye.engineio.Transport;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A room in which everybody hears what the others say and share, on the port of an application that has a route of its own. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RecipeContract {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final byte[] BYTES = {0, 1, 127, (byte) 128, (byte) 255};

    private @Nullable Application application;

    /** Starts the application on a port of the system's choice. */
    protected abstract Application start() throws Exception;

    /** It runs. */
    public interface Application {
        int port();

        void stop() throws Exception;
    }

    @BeforeAll
    void startApplication() throws Exception {
        application = start();
    }

    @AfterAll
    void stopApplication() throws Exception {
        if (application != null) {
            application.stop();
        }
    }

    @Test
    void theRouteOfTheApplicationAnswers() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/room"))
                    .timeout(LIMIT)
                    .build();
            assertThat(http.send(request, BodyHandlers.ofString()).body()).endsWith(" in the room");
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void everybodyHearsWhatTheOthersSayAndShare(List<Transport> transports) throws Exception {
        try (SocketIoClient ada = connect(transports);
                SocketIoClient bob = connect(transports)) {
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            bob.on("said", String.class, heard::add);
            assertThat(ada.call("say", String.class, "é ☃ 𝒳")).isEqualTo("said");
            assertThat(next(heard)).isEqualTo("é ☃ 𝒳");

            BlockingQueue<byte[]> seen = new LinkedBlockingQueue<>();
            ada.on("shared", byte[].class, seen::add);
            for (byte[] shared : List.of(BYTES, new byte[100_000])) {
                assertThat(bob.call("share", int.class, shared)).isEqualTo(shared.length);
                assertThat(next(seen)).isEqualTo(shared);
            }
            awaitTransport(ada, transports.getLast());
        }
    }

    /** The upgrade happens beside the conversation. */
    private static void awaitTransport(SocketIoClient client, Transport wanted) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!client.transport().equals(Optional.of(wanted)) && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        assertThat(client.transport()).contains(wanted);
    }

    static Stream<List<Transport>> transports() {
        return Stream.of(
                List.of(Transport.POLLING),
                List.of(Transport.WEBSOCKET),
                List.of(Transport.POLLING, Transport.WEBSOCKET));
    }

    @Test
    void theNewestJavaScriptClientJoinsIn() throws Exception {
        Process node = new ProcessBuilder(
                        "node", Path.of("..", "test", "conversation.js").toString(), url())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                    .isEqualTo("ok");
        } finally {
            node.destroyForcibly();
        }
    }

    private SocketIoClient connect(List<Transport> transports) {
        SocketIoClient client = SocketIoClient.create();
        client.connect(ConnectOptions.to(url())
                .transports(transports.toArray(Transport[]::new))
                .timeout(LIMIT)
                .build());
        return client;
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T element = queue.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (element == null) {
            throw new AssertionError("nothing came within " + LIMIT);
        }
        return element;
    }

    private String url() {
        if (application == null) {
            throw new IllegalStateException("the application doesn't run");
        }
        return "http://localhost:" + application.port();
    }
}
